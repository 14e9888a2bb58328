import { beforeAll } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { chunkContract } from './batch-store/chunks.contract.ts';
import { controlContract } from './batch-store/control.contract.ts';
import { errorToleranceContract } from './batch-store/error-tolerance.contract.ts';
import { leaseContract } from './batch-store/leases.contract.ts';
import { partsContract } from './batch-store/parts.contract.ts';
import { passedOverPartsContract } from './batch-store/passed-over-parts.contract.ts';
import { readingContract } from './batch-store/reading.contract.ts';
import { stateMachineContract } from './batch-store/state-machine.contract.ts';
import { StoreFixture } from './batch-store/store-fixture.ts';
import { submissionContract } from './batch-store/submission.contract.ts';
import { sweepingContract } from './batch-store/sweeping.contract.ts';
import { tenancyContract } from './batch-store/tenancy.contract.ts';
import { turnsContract } from './batch-store/turns.contract.ts';

/** What every store must do, whichever driver is beneath it. The cases share one database, each with its own organisation. */
export function batchStoreContract(openDatabase: () => Promise<Database>): void {
  const fixture = new StoreFixture();
  beforeAll(async () => fixture.open(await openDatabase()));
  submissionContract(fixture);
  readingContract(fixture);
  leaseContract(fixture);
  chunkContract(fixture);
  errorToleranceContract(fixture);
  controlContract(fixture);
  stateMachineContract(fixture);
  sweepingContract(fixture);
  tenancyContract(fixture);
  turnsContract(fixture);
  partsContract(fixture);
  passedOverPartsContract(fixture);
}
