/** As a server answers them. */

const data = {
  batch_id: 'batch_1a20e1bb55f000bf2e9742c2538abd3a',
  workspace_id: 'main',
  progress: {
    batch_id: 'batch_1a20e1bb55f000bf2e9742c2538abd3a',
    processed_count: 2,
    total_count: 3,
    success_count: 2,
    error_count: 0,
    percent_complete: 0.6666666666666666,
    estimated_remaining: 1,
    total_emissions: 427.0041,
    total_emissions_exact: '427.0041',
    avg_emissions_per_item: 213.50205,
    status: 'processing',
  },
  log: {
    id: 4712,
    batch_id: 'batch_1a20e1bb55f000bf2e9742c2538abd3a',
    event: 'progress',
    status: 'processing',
    success_count: 2,
    error_count: 0,
    total_emissions: 427.0041,
    total_emissions_exact: '427.0041',
    retry_count: 0,
    fencing_token: 1,
    actor: 'node-a',
    message: null,
    time: '2026-11-24T15:10:27.112Z',
  },
};

export const batchStream = `retry: 1734

id: 4712
event: progress
data: ${JSON.stringify(data)}

:

`;

export const organisationStream = `retry: 2310

id: hQx0k3pcODQyOjg0Mjo
event: ready
data: {}

id: mJ0a1Qk4ODQyOjg0Mjo
event: progress
data: ${JSON.stringify(data)}

`;
