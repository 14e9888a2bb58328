import type { EmissionFactor } from '../../src/domain/emission-factor.ts';

/** 0.2 kg CO2e per kWh of electricity in GB, in 2025. */
export function aFactor(fields: Partial<EmissionFactor> = {}): EmissionFactor {
  return {
    id: 'test-electricity-gb',
    setId: 'test',
    orgId: null,
    dataset: 'Test',
    datasetVersion: '1',
    licence: 'CC0',
    scope: 2,
    scope3Category: null,
    category: 'electricity',
    description: 'Grid electricity, as made up for a test',
    region: 'GB',
    unit: 'kWh',
    co2KgPerUnit: null,
    ch4KgPerUnit: null,
    n2oKgPerUnit: null,
    co2eKgPerUnit: '0.2',
    gwpSet: 'AR5',
    validFrom: '2025-01-01',
    validTo: '2025-12-31',
    uncertaintyPct: null,
    sourceRef: 'made up',
    originalValue: '0.2',
    originalUnit: 'kg CO2e per kWh',
    biogenicCo2KgPerUnit: null,
    boundary: 'generation',
    heatBasis: null,
    methaneOrigin: null,
    instrument: null,
    workspaceId: null,
    meterId: null,
    ...fields,
  };
}
