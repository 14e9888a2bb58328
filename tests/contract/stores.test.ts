import { describeOnEachDatabase } from '../support/each-database.ts';
import { activityStoreContract } from './activity-store.contract.ts';
import { batchStoreContract } from './batch-store.contract.ts';
import { keyStoreContract } from './key-store.contract.ts';

describeOnEachDatabase('the batch store', batchStoreContract);
describeOnEachDatabase('the activity store', activityStoreContract);
describeOnEachDatabase('the key store', keyStoreContract);
