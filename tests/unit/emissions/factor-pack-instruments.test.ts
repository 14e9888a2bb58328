import { describe, expect, it } from 'vitest';
import { parseFactorPack } from '../../../src/emissions/factor-pack.ts';

const row = {
  factor_id: 'wind-contract',
  dataset: 'Acme Power',
  dataset_version: '2025',
  licence: 'own',
  scope: '2',
  scope3_category: '',
  category: 'electricity',
  description: 'Wind power by contract',
  region: 'GB',
  unit: 'kWh',
  co2_kg_per_unit: '',
  ch4_kg_per_unit: '',
  n2o_kg_per_unit: '',
  co2e_kg_per_unit: '0',
  gwp_set: '',
  valid_from: '2025-01-01',
  valid_to: '2025-12-31',
  uncertainty_pct: '',
  source_ref: 'contract 7',
  original_value: '0',
  original_unit: 'kg CO2e per kWh',
  biogenic_co2_kg_per_unit: '',
  boundary: 'generation',
  heat_basis: '',
  instrument: 'contract',
  workspace_id: '',
  meter_id: '',
};

function read(fields: Partial<typeof row>) {
  const all = { ...row, ...fields };
  return parseFactorPack(`${Object.keys(all).join(',')}\n${Object.values(all).join(',')}\n`, 'own/ours')[0];
}

describe('an instrument in a pack (M20)', () => {
  it('holds for the whole organisation, or for a workspace or a meter that it names', () => {
    expect(read({})).toMatchObject({ instrument: 'contract', workspaceId: null, meterId: null });
    expect(read({ workspace_id: 'ws-a', meter_id: 'm-1' })).toMatchObject({
      workspaceId: 'ws-a',
      meterId: 'm-1',
    });
  });

  it.each([
    [
      { scope: '1' },
      'line 2, instrument: "contract" is given, but the scope is 1; instruments are for scope 2.',
    ],
    [{ instrument: 'promise' }, /^line 2, instrument: "promise" is not energy_certificate, contract/],
    [
      { instrument: '', meter_id: 'm-1' },
      'line 2, meter_id: only an instrument holds for one workspace or meter; leave it empty.',
    ],
    [
      { instrument: '', workspace_id: 'ws-a' },
      'line 2, workspace_id: only an instrument holds for one workspace or meter; leave it empty.',
    ],
  ])('%j is refused: nothing would heed it', (fields, sentence) => {
    expect(() => read(fields)).toThrow(sentence);
  });
});
