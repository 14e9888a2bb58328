import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../src/domain/decimal.ts';
import { gwpSetDefault, gwpSets } from '../../../src/domain/emission-factor.ts';
import { globalWarmingPotentials } from '../../../src/emissions/gwp.ts';

interface GwpRow {
  readonly gas: string;
  readonly formula: string;
  readonly ar4: string;
  readonly ar5: string;
  readonly ar6: string;
  readonly source_ref: string;
}

async function publishedRows(): Promise<GwpRow[]> {
  const text = await readFile(new URL('../../../data/gwp.csv', import.meta.url), 'utf8');
  return parse(text, { columns: true }) as GwpRow[];
}

describe('the global warming potentials', () => {
  it.each(gwpSets)('of %s are those of data/gwp.csv', async (set) => {
    const rows = await publishedRows();
    const published = (formula: string) =>
      rows.find((row) => row.formula === formula)?.[set.toLowerCase() as 'ar4' | 'ar5' | 'ar6'];
    const { ch4, n2o } = globalWarmingPotentials[set];
    expect(formatDecimal(ch4.unspecified)).toBe(published('CH4'));
    expect(Number(formatDecimal(ch4.fossil))).toBe(Number(published('CH4_fossil')));
    expect(Number(formatDecimal(ch4.non_fossil))).toBe(Number(published('CH4_nonfossil')));
    expect(formatDecimal(n2o)).toBe(published('N2O'));
  });

  it('are those that the IPCC printed', () => {
    const printed = Object.fromEntries(
      gwpSets.map((set) => {
        const { ch4, n2o } = globalWarmingPotentials[set];
        const { unspecified, fossil, non_fossil } = ch4;
        return [set, [unspecified, fossil, non_fossil, n2o].map(formatDecimal)];
      }),
    );
    expect(printed).toEqual({
      // IPCC 2007, AR4 WG1 table 2.14.
      AR4: ['25', '25', '25', '298'],
      // IPCC 2013, AR5 WG1 table 8.A.1, without climate-carbon feedback.
      AR5: ['28', '30', '28', '265'],
      // IPCC 2021, AR6 WG1 table 7.SM.7.
      AR6: ['27.9', '29.8', '27', '273'],
    });
  });

  it('are of AR5 unless a factor says otherwise', () => {
    expect(gwpSetDefault).toBe('AR5');
  });

  it('stand in data/gwp.csv with a source for every gas, each gas once, carbon dioxide at 1', async () => {
    const rows = await publishedRows();
    expect(rows.every((row) => row.source_ref !== '')).toBe(true);
    expect(new Set(rows.map((row) => row.formula)).size).toBe(rows.length);
    expect(rows.find((row) => row.formula === 'CO2')).toMatchObject({ ar4: '1', ar5: '1', ar6: '1' });
  });
});
