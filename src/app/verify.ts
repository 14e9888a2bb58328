import { migrationStatus } from '../db/migrator.ts';
import { ConfigurationError, NotFoundError } from '../domain/errors.ts';
import { recompute } from '../emissions/recompute-record.ts';
import type { Logger } from '../foundation/logger.ts';
import type { BatchKey } from '../store/batch-store.ts';
import { PostgresVerificationStore } from '../store/postgres-verification-store.ts';
import type {
  BatchTally,
  RecordKey,
  VerificationScope,
  VerificationStore,
} from '../store/verification-store.ts';
import { openConfiguredDatabase } from './compose.ts';
import type { Config } from './config.ts';

/** Something stored that is not what the rest of what is stored makes it. */
export interface StoredDifference {
  readonly orgId: string;
  readonly batchId: string;
  /** Null for what the batch as a whole says. */
  readonly activityId: string | null;
  readonly field: string;
  readonly stored: string | null;
  readonly expected: string | null;
}

export interface Verification {
  readonly batches: number;
  readonly records: number;
  readonly errors: number;
  /** Records of other processors that do not carry what it takes to compute them again. */
  readonly notRecomputable: number;
  readonly differences: number;
}

const rowsPerPage = 1_000;
const batchesPerPage = 100;

type OnDifference = (difference: StoredDifference) => void;

/** Opens the configured database and verifies it, reading only. */
export async function verifyDatabase(
  config: Config,
  logger: Logger,
  scope: VerificationScope,
  onDifference: OnDifference,
): Promise<Verification> {
  const db = await openConfiguredDatabase(config, logger);
  try {
    const pending = (await migrationStatus(db)).filter(({ appliedAt }) => appliedAt === null);
    if (pending.length > 0) {
      throw new ConfigurationError(
        `The schema of ${db.location} is not up to date: apply it with "offgridflow migrate up".`,
      );
    }
    return await verify(new PostgresVerificationStore(db), scope, onDifference);
  } finally {
    await db.close();
  }
}

/**
 * Proves that what is stored holds together: each record yields its figures again, digit for digit; each batch's total is
 * the sum of its records and its counts are their number; each activity has one outcome; and no record is outside of a
 * batch. Reads page by page and keeps sums only, so that its memory does not grow with the database.
 */
export async function verify(
  store: VerificationStore,
  scope: VerificationScope,
  onDifference: OnDifference,
): Promise<Verification> {
  const sum = { batches: 0, records: 0, errors: 0, notRecomputable: 0, differences: 0 };
  const tell: OnDifference = (difference) => {
    sum.differences += 1;
    onDifference(difference);
  };
  for await (const key of pagesOf<BatchKey, string>(
    (page) => store.listBatches(scope, page),
    ({ batchId }) => batchId,
    batchesPerPage,
  )) {
    const tally = await store.tallyBatch(key.batchId);
    if (tally === null) continue;
    sum.batches += 1;
    sum.errors += tally.errors;
    verifyTally(tally, tell);
    await verifyOutcomes(store, key, tell);
    const { records, notRecomputable } = await verifyRecords(store, key, tell);
    sum.records += records;
    sum.notRecomputable += notRecomputable;
  }
  if (scope.batchId === null) await verifyKeys(store, scope.orgId, tell);
  else if (sum.batches === 0) throw new NotFoundError(`There is no batch ${scope.batchId}.`);
  return sum;
}

function verifyTally(tally: BatchTally, tell: OnDifference): void {
  const compared = [
    ['total_emissions', tally.totalEmissions, tally.co2eKg],
    ['success_count', tally.successCount, tally.records],
    ['error_count', tally.errorCount, tally.errors],
    ['activity_count', tally.activityCount, tally.refs],
    ['is_scenario', tally.otherPurpose, 0],
  ] as const;
  for (const [field, stored, expected] of compared) {
    if (stored === expected) continue;
    const { orgId, id } = tally;
    tell({
      orgId,
      batchId: id,
      activityId: null,
      field,
      stored: String(stored),
      expected: String(expected),
    });
  }
}

async function verifyOutcomes(store: VerificationStore, key: BatchKey, tell: OnDifference): Promise<void> {
  const unaccounted = pagesOf<{ activityId: string; outcomes: number }, string>(
    (page) => store.listUnaccounted(key.batchId, page),
    ({ activityId }) => activityId,
  );
  for await (const { activityId, outcomes } of unaccounted) {
    tell({ ...key, activityId, field: 'outcomes', stored: String(outcomes), expected: '1' });
  }
}

async function verifyRecords(store: VerificationStore, key: BatchKey, tell: OnDifference) {
  let records = 0;
  let notRecomputable = 0;
  const stored = pagesOf(
    (page: { limit: number; after?: string }) => store.listRecords(key, page),
    ({ activityId }) => activityId,
  );
  for await (const record of stored) {
    records += 1;
    const { differences, isEqual } = recompute(record);
    if (isEqual === null) notRecomputable += 1;
    for (const difference of differences) tell({ ...key, activityId: record.activityId, ...difference });
  }
  return { records, notRecomputable };
}

async function verifyKeys(store: VerificationStore, orgId: string | null, tell: OnDifference): Promise<void> {
  const keys = pagesOf<RecordKey & { isStray: boolean }, RecordKey>(
    (page) => store.listRecordKeys(orgId, page),
    (key) => key,
  );
  for await (const { isStray, ...key } of keys) {
    if (isStray) tell({ ...key, field: 'batch', stored: key.batchId, expected: null });
  }
}

async function* pagesOf<Row, Key>(
  read: (page: { limit: number; after?: Key }) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
  limit = rowsPerPage,
): AsyncGenerator<Row> {
  let after: Key | undefined;
  for (;;) {
    const rows = await read({ limit, ...(after !== undefined && { after }) });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = keyOf(last);
  }
}
