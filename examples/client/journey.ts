/** From activities to explained figures, over a server's API. */
import { ApiError, type Batch, OffGridFlowClient } from 'offgridflow/client';

const { env } = process;
const client = new OffGridFlowClient({
  url: env.OFFGRIDFLOW_URL ?? 'http://127.0.0.1:8080',
  ...(env.OFFGRIDFLOW_API_KEY && { key: env.OFFGRIDFLOW_API_KEY }),
  ...(env.OFFGRIDFLOW_ORG && { orgId: env.OFFGRIDFLOW_ORG }),
  ...(env.OFFGRIDFLOW_WORKSPACE && { workspaceId: env.OFFGRIDFLOW_WORKSPACE }),
});

const activities = `id,source,category,location,quantity,unit,period_start,period_end
office-power-03,utility_bill,electricity,GB,1250.5,kWh,2025-03-01,2025-03-31
van-diesel-03,fleet,diesel,GB,402.7,litres,2025-03-01,2025-03-31
boiler-gas-03,utility_bill,natural_gas,GB,980,kilowats,2025-03-01,2025-03-31
`;

/** A row says "kilowats": nobody can tell what was meant, so nothing is guessed. */
const mended = `id,source,category,location,quantity,unit,period_start,period_end
boiler-gas-03,utility_bill,natural_gas,GB,980,kWh,2025-03-01,2025-03-31
`;

const imported = await importCsv(activities);
console.log(`imported: ${imported.imported + imported.updated + imported.unchanged} activities`);

const submitted = await client.call('submitBatch', { body: { import_id: imported.import_id } });
const ofBatch = { path: { batch_id: submitted.batch_id } };
console.log(`submitted: ${submitted.activity_count} activities`);

const first = await follow();
console.log(`ended: ${first.status}, ${first.success_count} records, ${first.error_count} errors`);

for await (const { activity_id, code, details } of client.rows('listBatchErrors', ofBatch)) {
  console.log(`error: ${activity_id}: ${code}: ${details}`);
}

await importCsv(mended);
await client.call('retryBatch', ofBatch);
const second = await follow();
console.log(`retried: ${second.status}, ${second.total_emissions_exact} kg CO2e`);

let records = 0;
for await (const record of client.stream('listBatchRecords', ofBatch)) {
  records++;
  console.log(`record: ${record.activity_id}: ${record.co2e_kg_exact} kg by ${record.factor_id}`);
}
console.log(`records: ${records}`);

const path = { record_id: `${submitted.batch_id}:boiler-gas-03` };
const explained = await client.call('explainRecord', { path });
console.log(`explained: ${explained.steps.map(({ step }) => step).join(', ')}; equal: ${explained.is_equal}`);

// What is refused has a code to act on.
try {
  await client.call('cancelBatch', ofBatch);
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(`refused: ${error.status} ${error.code}`);
}

function importCsv(content: string) {
  return client.call('importActivities', { contentType: 'text/csv', content });
}

/** Tells of the batch as it goes on, and gives it when it has ended. */
async function follow(): Promise<Batch> {
  for await (const { event, data } of client.events('followBatch', ofBatch)) {
    const { progress } = data as { progress: { status: Batch['status']; percent_complete: number } };
    console.log(`${event}: ${progress.status}, ${Math.round(progress.percent_complete * 100)} %`);
    if (['complete', 'failed', 'cancelled'].includes(progress.status)) break;
  }
  return client.call('getBatch', ofBatch);
}
