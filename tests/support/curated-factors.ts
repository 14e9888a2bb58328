import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { EmissionFactor } from '../../src/domain/emission-factor.ts';

const directory = fileURLToPath(new URL('../../data/factors/', import.meta.url));

/** The pack that is used by whoever names no other, read without the product's reader. */
export async function curatedFactors(): Promise<EmissionFactor[]> {
  return readFactors(await readFile(join(directory, 'curated-2025.csv'), 'utf8'), 'curated-2025');
}

/** Every pack that ships with the package, by its manifest. */
export async function builtInPacks(): Promise<{ id: string; csvText: string; factors: EmissionFactor[] }[]> {
  const manifests = globSync('**/*.json', { cwd: directory }).sort();
  return Promise.all(
    manifests.map(async (path) => {
      const { id, file } = JSON.parse(await readFile(join(directory, path), 'utf8')) as Record<
        string,
        string
      >;
      const bytes = await readFile(join(directory, dirname(path), file ?? ''));
      const csvText = (file?.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
      return { id: id ?? path, csvText, factors: readFactors(csvText, id ?? path) };
    }),
  );
}

function readFactors(csvText: string, setId: string): EmissionFactor[] {
  const rows = parse(csvText, { columns: true }) as Record<string, string>[];
  return rows.map((row) => {
    const given = (column: string): string => row[column] ?? '';
    const orNull = (column: string): string | null => given(column) || null;
    return {
      id: given('factor_id'),
      setId,
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
