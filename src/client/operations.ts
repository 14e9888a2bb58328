/** Generated from docs/openapi.json by npm run openapi. */

import type { operations } from './api.ts';

interface OperationPath {
  readonly method: string;
  readonly path: string;
  /** It takes an Idempotency-Key, so that it may be sent again. */
  readonly isKeyed: boolean;
  /** Of success. */
  readonly statuses: readonly number[];
  /** Of its answer, enough to tell it from another program's. */
  readonly fields: readonly string[];
}

export const operationPaths: Readonly<Record<keyof operations, OperationPath>> = {
  cancelBatch: {"method":"POST","path":"/batches/{batch_id}/cancel","isKeyed":true,"statuses":[200],"fields":["id","org_id","workspace_id"]},
  cancelBatches: {"method":"POST","path":"/batches/cancel","isKeyed":true,"statuses":[200],"fields":["matched","changed","refused"]},
  changeWebhook: {"method":"PATCH","path":"/webhooks/{webhook_id}","isKeyed":false,"statuses":[200],"fields":["id","org_id","url"]},
  compareBatch: {"method":"GET","path":"/batches/{batch_id}/comparison","isKeyed":false,"statuses":[200],"fields":["batch_id","base_batch_id","total"]},
  createKey: {"method":"POST","path":"/keys","isKeyed":true,"statuses":[201],"fields":["id","org_id","name"]},
  createWebhook: {"method":"POST","path":"/webhooks","isKeyed":true,"statuses":[201],"fields":["id","org_id","url"]},
  deleteBatch: {"method":"DELETE","path":"/batches/{batch_id}","isKeyed":false,"statuses":[204],"fields":[]},
  deleteBatches: {"method":"POST","path":"/batches/delete","isKeyed":true,"statuses":[200],"fields":["matched","changed","refused"]},
  deleteWebhook: {"method":"DELETE","path":"/webhooks/{webhook_id}","isKeyed":false,"statuses":[204],"fields":[]},
  disableFactorSet: {"method":"POST","path":"/factor-sets/{factor_set_id}/disable","isKeyed":true,"statuses":[200],"fields":["factor_sets"]},
  disableWebhook: {"method":"POST","path":"/webhooks/{webhook_id}/disable","isKeyed":true,"statuses":[200],"fields":["id","org_id","url"]},
  enableFactorSet: {"method":"POST","path":"/factor-sets/{factor_set_id}/enable","isKeyed":true,"statuses":[200],"fields":["factor_sets"]},
  enableWebhook: {"method":"POST","path":"/webhooks/{webhook_id}/enable","isKeyed":true,"statuses":[200],"fields":["id","org_id","url"]},
  explainRecord: {"method":"GET","path":"/records/{record_id}/explain","isKeyed":false,"statuses":[200],"fields":["record_id","record","steps"]},
  findFactors: {"method":"GET","path":"/factors","isKeyed":false,"statuses":[200],"fields":["factors","next","limit"]},
  followBatch: {"method":"GET","path":"/batches/{batch_id}/events","isKeyed":false,"statuses":[200,204],"fields":[]},
  followBatches: {"method":"GET","path":"/events","isKeyed":false,"statuses":[200],"fields":[]},
  getActivity: {"method":"GET","path":"/activities/{activity_id}","isKeyed":false,"statuses":[200],"fields":["activity","current_record","is_stale"]},
  getActivityHistory: {"method":"GET","path":"/activities/{activity_id}/history","isKeyed":false,"statuses":[200],"fields":["activity","former_versions","records"]},
  getBatch: {"method":"GET","path":"/batches/{batch_id}","isKeyed":false,"statuses":[200],"fields":["id","org_id","workspace_id"]},
  getBatchProgress: {"method":"GET","path":"/batches/{batch_id}/progress","isKeyed":false,"statuses":[200],"fields":["batch_id","processed_count","total_count"]},
  getCalculationSettings: {"method":"GET","path":"/calculation-settings","isKeyed":false,"statuses":[200],"fields":[]},
  getFactor: {"method":"GET","path":"/factors/{factor_id}","isKeyed":false,"statuses":[200],"fields":["factors"]},
  getFactorSet: {"method":"GET","path":"/factor-sets/{factor_set_id}","isKeyed":false,"statuses":[200],"fields":["id","name","edition"]},
  getHealth: {"method":"GET","path":"/health","isKeyed":false,"statuses":[200],"fields":["status","scheduler_running","batches_processed"]},
  getImport: {"method":"GET","path":"/imports/{import_id}","isKeyed":false,"statuses":[200],"fields":["import_id","status","lines_done"]},
  getInventory: {"method":"GET","path":"/inventory","isKeyed":false,"statuses":[200],"fields":["org_id","year","workspace"]},
  getOpenApi: {"method":"GET","path":"/openapi.json","isKeyed":false,"statuses":[200],"fields":[]},
  getWebhook: {"method":"GET","path":"/webhooks/{webhook_id}","isKeyed":false,"statuses":[200],"fields":["id","org_id","url"]},
  getWebhookDelivery: {"method":"GET","path":"/webhooks/{webhook_id}/deliveries/{delivery_id}","isKeyed":false,"statuses":[200],"fields":["id","webhook_id","type"]},
  importActivities: {"method":"POST","path":"/activities","isKeyed":true,"statuses":[200],"fields":["imported","updated","unchanged"]},
  importFactorSet: {"method":"POST","path":"/factor-sets","isKeyed":true,"statuses":[200,201],"fields":["status","factor_set"]},
  listActivities: {"method":"GET","path":"/activities","isKeyed":false,"statuses":[200],"fields":["activities","next","limit"]},
  listAuditLog: {"method":"GET","path":"/audit-log","isKeyed":false,"statuses":[200],"fields":["entries","next","limit"]},
  listBatchErrors: {"method":"GET","path":"/batches/{batch_id}/errors","isKeyed":false,"statuses":[200],"fields":["errors","next","limit"]},
  listBatchFactors: {"method":"GET","path":"/batches/{batch_id}/factors","isKeyed":false,"statuses":[200],"fields":["factors"]},
  listBatchLog: {"method":"GET","path":"/batches/{batch_id}/log","isKeyed":false,"statuses":[200],"fields":["log","next","limit"]},
  listBatchRecords: {"method":"GET","path":"/batches/{batch_id}/records","isKeyed":false,"statuses":[200],"fields":["records","next","limit"]},
  listBatchResults: {"method":"GET","path":"/batches/{batch_id}/results","isKeyed":false,"statuses":[200],"fields":["results","next","limit"]},
  listBatches: {"method":"GET","path":"/batches","isKeyed":false,"statuses":[200],"fields":["batches","total","limit"]},
  listFactorSets: {"method":"GET","path":"/factor-sets","isKeyed":false,"statuses":[200],"fields":["factor_sets"]},
  listImports: {"method":"GET","path":"/imports","isKeyed":false,"statuses":[200],"fields":["imports","next","limit"]},
  listKeys: {"method":"GET","path":"/keys","isKeyed":false,"statuses":[200],"fields":["keys","next","limit"]},
  listRecords: {"method":"GET","path":"/records","isKeyed":false,"statuses":[200],"fields":["records","next","limit"]},
  listWebhookDeliveries: {"method":"GET","path":"/webhooks/{webhook_id}/deliveries","isKeyed":false,"statuses":[200],"fields":["deliveries","next","limit"]},
  listWebhooks: {"method":"GET","path":"/webhooks","isKeyed":false,"statuses":[200],"fields":["webhooks"]},
  replaceCalculationSettings: {"method":"PUT","path":"/calculation-settings","isKeyed":false,"statuses":[200],"fields":[]},
  replayWebhookDeliveries: {"method":"POST","path":"/webhooks/{webhook_id}/replay","isKeyed":true,"statuses":[202],"fields":["replayed"]},
  replayWebhookDelivery: {"method":"POST","path":"/webhooks/{webhook_id}/deliveries/{delivery_id}/replay","isKeyed":true,"statuses":[202],"fields":["id","webhook_id","type"]},
  retryBatch: {"method":"POST","path":"/batches/{batch_id}/retry","isKeyed":true,"statuses":[200],"fields":["id","org_id","workspace_id"]},
  retryBatches: {"method":"POST","path":"/batches/retry","isKeyed":true,"statuses":[200],"fields":["matched","changed","refused"]},
  revokeKey: {"method":"DELETE","path":"/keys/{key_id}","isKeyed":false,"statuses":[204],"fields":[]},
  rotateWebhookSecret: {"method":"POST","path":"/webhooks/{webhook_id}/rotate-secret","isKeyed":true,"statuses":[200],"fields":["secret","former_expires_at"]},
  submitBatch: {"method":"POST","path":"/batches","isKeyed":true,"statuses":[201],"fields":["batch_id","status","activity_count"]},
  testWebhook: {"method":"POST","path":"/webhooks/{webhook_id}/test","isKeyed":true,"statuses":[202],"fields":["id","webhook_id","type"]},
};
