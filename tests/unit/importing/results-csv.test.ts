import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { formatResultLine, type GivenRow, resultsHeader } from '../../../src/importing/results-csv.ts';

const given: GivenRow = {
  id: 'act-1',
  orgId: 'acme',
  workspaceId: 'main',
  category: 'electricity',
  location: 'GB',
  quantity: '12.50',
  unit: 'kWh',
};
const rejected = {
  status: 'rejected',
  record: null,
  error: { code: 'CODE', details: 'Why, in "words".' },
} as const;

const read = (line: string) => parse(resultsHeader + line, { columns: true })[0] as Record<string, string>;

describe('results.csv', () => {
  it('begins with the columns that are promised', () => {
    expect(resultsHeader).toMatch(
      /^activity_id,org_id,workspace_id,status,scope,category,location,quantity,unit,co2e_kg,co2_kg,ch4_kg,n2o_kg,biogenic_co2_kg,factor_id,dataset,dataset_version,error_code,error_details,/,
    );
  });

  it('says of a row without a record what it was, what is wrong and where it stands', () => {
    expect(read(formatResultLine(given, rejected, 7))).toMatchObject({
      activity_id: 'act-1',
      org_id: 'acme',
      workspace_id: 'main',
      status: 'rejected',
      scope: '',
      quantity: '12.50',
      co2e_kg: '',
      error_code: 'CODE',
      error_details: 'Why, in "words".',
      line: '7',
    });
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@cmd', "'@cmd"],
    ['+5', "'+5"],
    ['-5,5', "'-5,5"],
    ['-5', '-5'],
    ['a\nb', 'a\nb'],
  ])('shows %j in a cell as %j, which no spreadsheet executes', (quantity, shown) => {
    expect(read(formatResultLine({ ...given, quantity }, rejected, 1)).quantity).toBe(shown);
  });
});
