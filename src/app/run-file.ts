import { type BatchJob, JobStatus } from '../domain/batch-job.ts';
import { checkCalculation } from '../domain/calculation.ts';
import { ValidationError } from '../domain/errors.ts';
import { isOwnFactorSet } from '../domain/factor-set.ts';
import { systemClock } from '../foundation/clock.ts';
import { type ImportSummary, importActivities } from '../importing/import-activities.ts';
import { readCsv } from '../importing/read-csv.ts';
import type { ActivityImport } from '../store/activity-store.ts';
import type { OffGridFlow } from './compose.ts';
import { type CheckedFile, checkInputFile, findInputFile, type InputFile } from './input-file.ts';
import { openResultsFile, type ResultsFile } from './results-file.ts';
import { completeRequest, ownerOf, type RunOptions, type RunRequest } from './run-request.ts';
import type { RunSummary } from './run-summary.ts';
import { summarizeRun } from './summarize-run.ts';
import { writeResults } from './write-results.ts';

/** How often the progress of the batches is read. */
const lookIntervalMs = 100;

/**
 * The main job in one go: a CSV file becomes activities, one batch for each owner in it, records and results. Every step
 * is durable and is found again by the content of the file, so that a run that was interrupted goes on where it was, and
 * one that was finished only shows its results. Rejects with the signal's reason when it is interrupted.
 */
export async function runFile(flow: OffGridFlow, options: RunOptions): Promise<RunSummary> {
  return runPrepared(flow, await prepareRun(options));
}

/** A run whose file can be read and whose results can be written. */
export interface PreparedRun {
  readonly request: RunRequest;
  readonly file: CheckedFile;
  readonly results: ResultsFile | null;
}

/** Looks for whatever makes the run impossible, before a database is needed. Throws a `ValidationError`. */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const request = completeRequest(options);
  const { onEvent, signal, out } = request;
  checkCalculation(request.calculation);
  const found = await findInputFile(request.file);
  await naming(found, checkFirstRow(found, request));
  const results = out === null ? null : await openResultsFile(out, found.path);
  const checking = checkInputFile(
    found,
    (bytesDone, bytesTotal) => onEvent({ kind: 'checking', bytesDone, bytesTotal }),
    signal,
  );
  return { request, file: await naming(found, checking), results };
}

export async function runPrepared(flow: OffGridFlow, run: PreparedRun): Promise<RunSummary> {
  const { request, file, results } = run;
  // Before the file is imported, as far as its owners are known by then.
  const { factorSets = [] } = request.calculation;
  await flow.factorSets.prepare(
    request.orgId ?? '',
    factorSets.filter((id) => request.orgId !== null || !isOwnFactorSet(id)),
  );
  const begun = await beginImport(flow, file, request);
  const imported = await importFile(flow, file, begun, request);
  const submitted = await submitImport(flow, begun, request);
  const batches = await processBatches(flow, submitted, request);
  const rejected = await writeResults(flow, { ...run, importId: begun.id, batches });
  return summarizeRun(flow, file, imported, rejected, results?.path ?? null, batches, begun.linesDone > 0);
}

/** A header that cannot be used is found here, and that there is no row at all. */
async function checkFirstRow(file: InputFile, request: RunRequest): Promise<void> {
  const rows = readCsv(file.bytes(), ownerOf(request));
  await rows.next();
  await rows.return(undefined);
}

/** What is wrong with a file is said with its name. */
async function naming<T>({ path }: InputFile, checking: Promise<T>): Promise<T> {
  try {
    return await checking;
  } catch (error) {
    if (!(error instanceof ValidationError) || error.message.includes(path)) throw error;
    throw new ValidationError(`${path}: ${error.message}`, { cause: error });
  }
}

async function beginImport(
  flow: OffGridFlow,
  file: CheckedFile,
  request: RunRequest,
): Promise<ActivityImport> {
  const { factorSets, gwpSet, periodPolicy } = request.calculation;
  const chosen = [factorSets, gwpSet, periodPolicy];
  const way = chosen.every((choice) => choice === undefined) ? [] : [JSON.stringify(chosen)];
  const key = ['run', file.digest, request.orgId ?? '', request.workspaceId ?? '', ...way].join(':');
  if (request.isFresh) await flow.activities.forgetImport(key);
  const begun = await flow.activities.beginImport(file.path, key, { orgId: null, actor: 'run' });
  if (begun.linesDone > 0) {
    request.onEvent({ kind: 'resumed', linesDone: begun.linesDone, isImported: begun.finishedAt !== null });
  }
  return begun;
}

function importFile(
  flow: OffGridFlow,
  file: CheckedFile,
  begun: ActivityImport,
  request: RunRequest,
): Promise<ImportSummary> {
  const owner = ownerOf(request);
  return importActivities(flow.activities, begun, readCsv(file.bytes(), owner), {
    owner,
    signal: request.signal,
    onProgress: (linesDone) => request.onEvent({ kind: 'importing', linesDone, linesTotal: file.lines }),
  });
}

async function submitImport(
  flow: OffGridFlow,
  begun: ActivityImport,
  request: RunRequest,
): Promise<BatchJob[]> {
  const batches: BatchJob[] = [];
  const owners = await flow.activities.listImportOwners(begun.id);
  const total = owners.reduce((sum, owner) => sum + owner.activityCount, 0);
  let submitted = 0;
  for (const { orgId, workspaceId, activityCount: ownedCount } of owners) {
    request.signal.throwIfAborted();
    request.onEvent({ kind: 'submitting', submitted, total });
    submitted += ownedCount;
    const { maxRetries, errorTolerance, errorToleranceShare, calculation } = request;
    await flow.factorSets.prepare(orgId, calculation.factorSets ?? []);
    const batch = await flow.store.createBatchFromImport({
      importId: begun.id,
      orgId,
      workspaceId,
      maxRetries,
      calculation,
      ...(errorTolerance !== null && { errorTolerance }),
      ...(errorToleranceShare !== null && { errorToleranceShare }),
      actor: 'run',
    });
    if (batch === null) continue;
    const { id: batchId, activityCount } = batch;
    request.onEvent({ kind: 'submitted', batchId, orgId, workspaceId, activityCount });
    batches.push(await withAnotherTry(flow, batch));
  }
  return batches;
}

/** A batch that ran out of tries in an earlier run is given one more: that is why the run was started again. */
async function withAnotherTry(flow: OffGridFlow, batch: BatchJob): Promise<BatchJob> {
  const isUnfinished = batch.status === JobStatus.failed && batch.remainingActivities > 0;
  if (!isUnfinished) return batch;
  const key = { orgId: batch.orgId, batchId: batch.id };
  return flow.store.retryBatch(key, 'run', Math.max(batch.maxRetries, batch.retryCount + 1));
}

async function processBatches(
  flow: OffGridFlow,
  submitted: readonly BatchJob[],
  { signal, onEvent }: RunRequest,
): Promise<BatchJob[]> {
  if (submitted.every(hasEnded)) return [...submitted];
  await flow.scheduler.start();
  try {
    for (let batches = [...submitted]; ; ) {
      const total = batches.reduce((sum, batch) => sum + batch.activityCount, 0);
      const processed = batches.reduce((sum, batch) => sum + batch.processedCount, 0);
      const errors = batches.reduce((sum, batch) => sum + batch.errorCount, 0);
      onEvent({ kind: 'processing', processed, total, errors });
      if (batches.every(hasEnded)) return batches;
      await systemClock.sleep(lookIntervalMs, signal);
      signal.throwIfAborted();
      batches = await Promise.all(batches.map((batch) => current(flow, batch)));
    }
  } finally {
    await flow.scheduler.stop();
  }
}

async function current(flow: OffGridFlow, batch: BatchJob): Promise<BatchJob> {
  if (hasEnded(batch)) return batch;
  const found = await flow.store.getBatch({ orgId: batch.orgId, batchId: batch.id });
  if (found === null) throw new ValidationError(`The batch ${batch.id} was deleted while it was processed.`);
  return found;
}

function hasEnded(batch: BatchJob): boolean {
  return batch.status >= JobStatus.complete;
}
