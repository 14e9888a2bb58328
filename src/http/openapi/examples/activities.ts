/** As a server answers them, and what it may be sent. */

export const activitiesJson = [
  {
    id: 'act_1',
    source: 'utility_bill',
    category: 'electricity',
    location: 'GB',
    quantity: '1250.5',
    unit: 'kWh',
    period_start: '2025-03-01',
    period_end: '2025-03-31',
    meter_id: 'meter-7',
  },
  {
    id: 'act_2',
    source: 'fleet',
    category: 'diesel',
    location: 'GB',
    quantity: '80',
    unit: 'litre',
    period_start: '2025-03-03',
    period_end: '2025-03-03',
  },
  {
    id: 'act_3',
    source: 'manual',
    category: 'steam',
    location: 'GB',
    quantity: '1',
    unit: 'furlong',
    period_start: '2025-03-01',
    period_end: '2025-03-31',
  },
];

export const activitiesNdjson =
  '{"id":"act_1","source":"utility_bill","category":"electricity","location":"GB","quantity":"1250.5","unit":"kWh","period_start":"2025-03-01","period_end":"2025-03-31","meter_id":"meter-7"}\n{"id":"act_2","source":"fleet","category":"diesel","location":"GB","quantity":"80","unit":"litre","period_start":"2025-03-03","period_end":"2025-03-03"}\n{"id":"act_3","source":"manual","category":"steam","location":"GB","quantity":"1","unit":"furlong","period_start":"2025-03-01","period_end":"2025-03-31"}\n';

export const activitiesCsv =
  'id,source,category,location,quantity,unit,period_start,period_end\nact_1,utility_bill,electricity,GB,1250.5,kWh,2025-03-01,2025-03-31\nact_2,fleet,diesel,GB,80,litre,2025-03-03,2025-03-03\nact_3,manual,steam,GB,1,furlong,2025-03-01,2025-03-31\n';

export const importSummary = {
  imported: 3,
  updated: 0,
  unchanged: 0,
  rejected: 1,
  errors: [
    {
      line: 1,
      column: 'quantity',
      value: '1,250',
      code: 'INVALID_QUANTITY',
      details:
        'quantity "1,250" has thousands separators or a decimal comma, which could be read two ways: write it like 1234.5.',
    },
  ],
  import_id: '1',
};

export const oneImport = {
  import_id: '1',
  status: 'finished',
  lines_done: 4,
  imported: 3,
  updated: 0,
  unchanged: 0,
  rejected: 1,
  failure: null,
  actor: 'api',
  created_at: '2026-11-24T14:45:30.411Z',
  updated_at: '2026-11-24T14:45:30.458Z',
  finished_at: '2026-11-24T14:45:30.458Z',
};
