/** As a server answers them, and what it may be sent. */

export const factorSets = {
  factor_sets: [
    {
      id: 'curated-2025',
      name: 'OffGridFlow curated factors',
      edition: '2025 (collected 2026-11-23)',
      level: 'national',
      licence: 'US public domain; OGL v3.0; CC BY 4.0; see data/README.md',
      source:
        'US EPA GHG Emission Factors Hub and eGRID; UK Government conversion factors (DESNZ/Defra); Ember; USEEIO',
      factor_count: 655,
      enabled: true,
      position: 1,
    },
    {
      id: 'desnz-defra-2024',
      name: 'UK Government GHG conversion factors for company reporting, full set',
      edition: '2024 v1.1 flat file',
      level: 'national',
      licence: 'OGL v3.0',
      source: 'DESNZ/Defra, flat file 2024 v1.1 (2024-10-18)',
      factor_count: null,
      enabled: false,
      position: null,
    },
  ],
};

export const factorSet = {
  id: 'curated-2025',
  name: 'OffGridFlow curated factors',
  edition: '2025 (collected 2026-11-23)',
  level: 'national',
  licence: 'US public domain; OGL v3.0; CC BY 4.0; see data/README.md',
  source:
    'US EPA GHG Emission Factors Hub and eGRID; UK Government conversion factors (DESNZ/Defra); Ember; USEEIO',
  factor_count: 655,
  enabled: true,
  position: 1,
};

export const importedFactorSet = {
  status: 'installed',
  factor_set: {
    id: 'own/own-2025',
    name: 'own',
    edition: '2025',
    level: 'own',
    licence: 'not stated',
    source: 'not stated',
    factor_count: 1,
    enabled: true,
    position: 1,
  },
};

export const factorPage = {
  factors: [
    {
      id: 'defra-2024-electricity-kwh',
      factor_set: 'curated-2025',
      dataset: 'UK Government GHG Conversion Factors for Company Reporting (DESNZ/Defra)',
      dataset_version: '2024 v1.1 flat file (2024-10)',
      licence: 'Open Government Licence v3.0',
      scope: 2,
      scope3_category: null,
      category: 'electricity',
      description: 'UK electricity / Electricity generated / Electricity: UK',
      region: 'GB',
      unit: 'kWh',
      co2e_kg_per_unit: '0.20705',
      co2_kg_per_unit: '0.20493',
      ch4_kg_per_unit: '0.00003214285714286',
      n2o_kg_per_unit: '0.000004603773584906',
      biogenic_co2_kg_per_unit: null,
      gwp_set: 'AR5',
      valid_from: '2024-01-01',
      valid_to: '2024-12-31',
      uncertainty_pct: null,
      source_ref:
        'DESNZ/Defra conversion factors 2024, sheet "Factors by Category", ID 7_400_4000_5_1 (.._2,.._3,.._4 per gas); SWASTIKA3011/Carbon-Lens:ghg-conversion-factors-2024-FlatFormat_v1_1.xlsx',
      original_value: 'CO2e=0.20705; of CO2=0.20493; of CH4=0.0009; of N2O=0.00122',
      original_unit: 'kg CO2e per kWh',
      boundary: 'generation',
      heat_basis: null,
      methane_origin: null,
      instrument: null,
      workspace_id: null,
      meter_id: null,
    },
  ],
  next: 'LVB_nsM0Y3VyYXRlZC0yMDI1IGRlZnJhLTIwMjQtZWxlY3RyaWNpdHkta3do',
  limit: 1,
};

export const factorById = {
  factors: [
    {
      id: 'defra-2024-electricity-kwh',
      factor_set: 'curated-2025',
      dataset: 'UK Government GHG Conversion Factors for Company Reporting (DESNZ/Defra)',
      dataset_version: '2024 v1.1 flat file (2024-10)',
      licence: 'Open Government Licence v3.0',
      scope: 2,
      scope3_category: null,
      category: 'electricity',
      description: 'UK electricity / Electricity generated / Electricity: UK',
      region: 'GB',
      unit: 'kWh',
      co2e_kg_per_unit: '0.20705',
      co2_kg_per_unit: '0.20493',
      ch4_kg_per_unit: '0.00003214285714286',
      n2o_kg_per_unit: '0.000004603773584906',
      biogenic_co2_kg_per_unit: null,
      gwp_set: 'AR5',
      valid_from: '2024-01-01',
      valid_to: '2024-12-31',
      uncertainty_pct: null,
      source_ref:
        'DESNZ/Defra conversion factors 2024, sheet "Factors by Category", ID 7_400_4000_5_1 (.._2,.._3,.._4 per gas); SWASTIKA3011/Carbon-Lens:ghg-conversion-factors-2024-FlatFormat_v1_1.xlsx',
      original_value: 'CO2e=0.20705; of CO2=0.20493; of CH4=0.0009; of N2O=0.00122',
      original_unit: 'kg CO2e per kWh',
      boundary: 'generation',
      heat_basis: null,
      methane_origin: null,
      instrument: null,
      workspace_id: null,
      meter_id: null,
    },
  ],
};

export const calculation = {
  factor_sets: ['curated-2025'],
  gwp_set: 'AR5',
  period_policy: 'by_days',
};

export const factorsCsv =
  'factor_id,scope,category,description,region,unit,co2e_kg_per_unit,valid_from,dataset,dataset_version,licence,source_ref\nown-steam,2,steam,Steam from the works next door,GB,kWh,0.19,2025-01-01,Supplier data,2025,ours,letter of 2025-01-15\n';
