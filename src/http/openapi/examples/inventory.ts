/** As a server answers it. */

export const inventory = {
  org_id: 'acme',
  year: 2025,
  workspace: null,
  total: {
    records: 2,
    location_based_kg: 427.0041,
    location_based_kg_exact: '427.0041',
    market_based_kg: 427.0041,
    market_based_kg_exact: '427.0041',
    biogenic_co2_kg_exact: '11.2',
  },
  by_scope: [
    {
      records: 1,
      location_based_kg: 205.6656,
      location_based_kg_exact: '205.6656',
      market_based_kg: 205.6656,
      market_based_kg_exact: '205.6656',
      biogenic_co2_kg_exact: '11.2',
      key: {
        scope: 1,
      },
      records_url: '/api/v1/records?year=2025&scope=1',
    },
    {
      records: 1,
      location_based_kg: 221.3385,
      location_based_kg_exact: '221.3385',
      market_based_kg: 221.3385,
      market_based_kg_exact: '221.3385',
      biogenic_co2_kg_exact: '0',
      key: {
        scope: 2,
      },
      records_url: '/api/v1/records?year=2025&scope=2',
    },
  ],
  by_scope3_category: [],
  by_category: [
    {
      records: 1,
      location_based_kg: 205.6656,
      location_based_kg_exact: '205.6656',
      market_based_kg: 205.6656,
      market_based_kg_exact: '205.6656',
      biogenic_co2_kg_exact: '11.2',
      key: {
        scope: 1,
        category: 'diesel',
      },
      records_url: '/api/v1/records?year=2025&scope=1&category=diesel',
    },
    {
      records: 1,
      location_based_kg: 221.3385,
      location_based_kg_exact: '221.3385',
      market_based_kg: 221.3385,
      market_based_kg_exact: '221.3385',
      biogenic_co2_kg_exact: '0',
      key: {
        scope: 2,
        category: 'electricity',
      },
      records_url: '/api/v1/records?year=2025&scope=2&category=electricity',
    },
  ],
  by_region: [
    {
      records: 2,
      location_based_kg: 427.0041,
      location_based_kg_exact: '427.0041',
      market_based_kg: 427.0041,
      market_based_kg_exact: '427.0041',
      biogenic_co2_kg_exact: '11.2',
      key: {
        location: 'GB',
      },
      records_url: '/api/v1/records?year=2025&location=GB',
    },
  ],
  by_workspace: [
    {
      records: 2,
      location_based_kg: 427.0041,
      location_based_kg_exact: '427.0041',
      market_based_kg: 427.0041,
      market_based_kg_exact: '427.0041',
      biogenic_co2_kg_exact: '11.2',
      key: {
        workspace: 'main',
      },
      records_url: '/api/v1/records?year=2025&workspace=main',
    },
  ],
  by_data_quality: [
    {
      records: 2,
      location_based_kg: 427.0041,
      location_based_kg_exact: '427.0041',
      market_based_kg: 427.0041,
      market_based_kg_exact: '427.0041',
      biogenic_co2_kg_exact: '11.2',
      key: {
        data_quality: 'estimated',
      },
      records_url: '/api/v1/records?year=2025&data_quality=estimated',
    },
  ],
  by_region_match: [
    {
      records: 2,
      location_based_kg: 427.0041,
      location_based_kg_exact: '427.0041',
      market_based_kg: 427.0041,
      market_based_kg_exact: '427.0041',
      biogenic_co2_kg_exact: '11.2',
      key: {
        region_match: 'exact',
      },
      records_url: '/api/v1/records?year=2025&region_match=exact',
    },
  ],
  by_market_basis: [
    {
      records: 1,
      location_based_kg: 221.3385,
      location_based_kg_exact: '221.3385',
      market_based_kg: 221.3385,
      market_based_kg_exact: '221.3385',
      biogenic_co2_kg_exact: '0',
      key: {
        market_basis: 'location_based',
      },
      records_url: '/api/v1/records?year=2025&market_basis=location_based',
    },
  ],
  by_gas: [
    {
      gas: 'co2',
      co2e_kg: 421.710345,
      co2e_kg_exact: '421.710345',
    },
    {
      gas: 'ch4',
      co2e_kg: 1.148649992,
      co2e_kg_exact: '1.148649992',
    },
    {
      gas: 'n2o',
      co2e_kg: 4.15760991,
      co2e_kg_exact: '4.15760991',
    },
    {
      gas: 'f_gases',
      co2e_kg: 0,
      co2e_kg_exact: '0',
    },
    {
      gas: 'not_published_apart',
      co2e_kg: -0.012504902,
      co2e_kg_exact: '-0.012504902',
    },
  ],
  fallback_share_pct: 0,
  not_measured_share_pct: 100,
  crossing_year: {
    records: 0,
    location_based_kg: 0,
    location_based_kg_exact: '0',
    market_based_kg: 0,
    market_based_kg_exact: '0',
    biogenic_co2_kg_exact: '0',
  },
  completeness: {
    activities_without_record: 1,
    activities_url: '/api/v1/activities?year=2025&without_record=true',
    stale_records: 1,
    records_url: '/api/v1/records?year=2025&stale=true',
  },
  quality: {
    weighted_score: 3,
    scored_share_pct: 100,
  },
  uncertainty: {
    relative_pct: null,
    stated_share_pct: 0,
    monte_carlo: {
      seed: 1,
      samples: 100,
      mean_kg: 427.004099999999,
      low_kg: 427.0041,
      high_kg: 427.0041,
      relative_pct: 0,
    },
  },
};
