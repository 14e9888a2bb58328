import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { EmissionFactor } from '../../src/domain/emission-factor.ts';

/** The shipped pack, read without the product's reader. */
export async function curatedFactors(): Promise<EmissionFactor[]> {
  const text = await readFile(new URL('../../data/factors/curated-2025.csv', import.meta.url), 'utf8');
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return rows.map((row) => {
    const given = (column: string): string => row[column] ?? '';
    const orNull = (column: string): string | null => given(column) || null;
    return {
      id: given('factor_id'),
      setId: 'curated-2025',
      dataset: given('dataset'),
      datasetVersion: given('dataset_version'),
      licence: given('licence'),
      scope: Number(given('scope')) as 1 | 2 | 3,
      scope3Category: given('scope3_category') === '' ? null : Number(given('scope3_category')),
      category: given('category'),
      description: given('description'),
      region: given('region'),
      unit: given('unit'),
      co2KgPerUnit: orNull('co2_kg_per_unit'),
      ch4KgPerUnit: orNull('ch4_kg_per_unit'),
      n2oKgPerUnit: orNull('n2o_kg_per_unit'),
      co2eKgPerUnit: orNull('co2e_kg_per_unit'),
      gwpSet: orNull('gwp_set') as EmissionFactor['gwpSet'],
      validFrom: given('valid_from'),
      validTo: orNull('valid_to'),
      uncertaintyPct: orNull('uncertainty_pct'),
      sourceRef: given('source_ref'),
      originalValue: given('original_value'),
      originalUnit: given('original_unit'),
      biogenicCo2KgPerUnit: orNull('biogenic_co2_kg_per_unit'),
      boundary: given('boundary'),
      heatBasis: orNull('heat_basis'),
      orgId: null,
      methaneOrigin: null,
      instrument: null,
      workspaceId: null,
      meterId: null,
    };
  });
}
