import { describe, expect, it } from 'vitest';
import { parseActivity, type RowOwner } from '../../../src/domain/activity-rules.ts';
import type { RowProblem } from '../../../src/domain/row-problem.ts';
import { parseWrittenJson, WrittenNumber } from '../../../src/domain/written-json.ts';

const nobody: RowOwner = { orgId: null, workspaceId: null, isOrgEnforced: false };
const acme: RowOwner = { orgId: 'acme', workspaceId: 'main', isOrgEnforced: true };

const row = (fields: Record<string, unknown> = {}) => ({
  id: 'act_1',
  org_id: 'acme',
  workspace_id: 'main',
  source: 'utility_bill',
  category: 'electricity',
  location: 'GB',
  quantity: '12.50',
  unit: 'kWh',
  period_start: '2025-03-01',
  period_end: '2025-03-31',
  ...fields,
});

function problemsOf(fields: Record<string, unknown>, owner = nobody): readonly RowProblem[] {
  const parsed = parseActivity(row(fields), owner);
  return 'problems' in parsed ? parsed.problems : [];
}

function activityOf(fields: Record<string, unknown> = {}, owner = nobody) {
  const parsed = parseActivity(row(fields), owner);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.activity;
}

describe('an activity that can be used', () => {
  it('is read as it was written, without the blanks around its values', () => {
    expect(
      activityOf({ unit: ' kWh ', meter_id: ' m-1 ', external_id: '  ', data_quality: 'measured' }),
    ).toEqual({
      id: 'act_1',
      orgId: 'acme',
      workspaceId: 'main',
      source: 'utility_bill',
      category: 'electricity',
      location: 'GB',
      quantity: '12.50',
      unit: 'kWh',
      periodStart: '2025-03-01',
      periodEnd: '2025-03-31',
      dataQuality: 'measured',
      meterId: 'm-1',
      externalId: null,
      metadata: null,
      factorId: null,
      supplierFactor: null,
      supplier: null,
      uncertaintyPct: null,
      version: 1,
    });
  });

  it('names its factor or brings that of its supplier', () => {
    expect(activityOf({ factor_id: ' f-1 ', uncertainty_pct: '2.5' })).toMatchObject({
      factorId: 'f-1',
      supplierFactor: null,
      uncertaintyPct: '2.5',
    });
    expect(activityOf({ supplier_factor: new WrittenNumber('0.10'), supplier: 'Acme Steel' })).toMatchObject({
      supplierFactor: '0.10',
      supplier: 'Acme Steel',
    });
  });

  it('counts as estimated where nobody says that it was measured', () => {
    expect(activityOf().dataQuality).toBe('estimated');
  });

  it('keeps every digit of a quantity that is a number of JSON', () => {
    expect(activityOf({ quantity: new WrittenNumber('0.123456789012345678') }).quantity).toBe(
      '0.123456789012345678',
    );
  });

  it('belongs to the owner of the import where it names none, and to its own where it does', () => {
    expect(activityOf({ org_id: '', workspace_id: undefined }, acme)).toMatchObject({
      orgId: 'acme',
      workspaceId: 'main',
    });
    expect(activityOf({ workspace_id: 'other' }, acme)).toMatchObject({
      orgId: 'acme',
      workspaceId: 'other',
    });
  });

  it('may last a single day, and may fall on a leap day', () => {
    expect(activityOf({ period_start: '2024-02-29', period_end: '2024-02-29' })).toMatchObject({
      periodStart: '2024-02-29',
      periodEnd: '2024-02-29',
    });
  });

  it('has metadata with ordinary numbers, from an object or from a text that holds one', () => {
    const text = '{"po":4711,"rate":1.50,"nested":{"list":[1e3]}}';
    const expected = { po: 4711, rate: 1.5, nested: { list: [1000] } };
    expect(activityOf({ metadata: text }).metadata).toEqual(expected);
    expect(activityOf({ metadata: parseWrittenJson(text) }).metadata).toEqual(expected);
  });

  it('has metadata of up to sixteen levels', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(activityOf({ metadata: nested(16) }).metadata).not.toBeNull();
    expect(problemsOf({ metadata: nested(17) })[0]?.details).toMatch(/at most 16 levels/);
  });
});

describe('an activity that cannot', () => {
  it.each([
    ['id', '', 'MISSING_VALUE', /id is empty/],
    ['id', undefined, 'MISSING_VALUE', /id is empty/],
    ['id', 'x'.repeat(201), 'INVALID_VALUE', /201 characters; at most 200/],
    ['id', 'a\u0007b', 'INVALID_VALUE', /control characters/],
    ['id', 'a\u0000b', 'INVALID_VALUE', /control characters/],
    ['id', 'a\ud800b', 'INVALID_VALUE', /broken Unicode/],
    ['id', 'a\nb', 'INVALID_VALUE', /control characters/],
    ['id', new WrittenNumber('7'), 'INVALID_VALUE', /must be a text, not a number: put it in quotes/],
    ['id', true, 'INVALID_VALUE', /must be a text, not a boolean/],
    ['org_id', '', 'MISSING_VALUE', /no owner was named/],
    ['source', 'gas', 'INVALID_VALUE', /one of utility_bill, fleet/],
    ['source', '', 'MISSING_VALUE', /one of utility_bill, fleet/],
    ['category', 'x'.repeat(101), 'INVALID_VALUE', /at most 100/],
    ['quantity', '1,234.5', 'INVALID_QUANTITY', /separators/],
    ['quantity', '', 'INVALID_QUANTITY', /empty/],
    ['quantity', undefined, 'INVALID_QUANTITY', /empty/],
    ['quantity', new WrittenNumber('1e3'), 'INVALID_QUANTITY', /exponent/],
    ['quantity', new WrittenNumber('-1'), 'INVALID_QUANTITY', /negative/],
    ['quantity', ['1'], 'INVALID_VALUE', /not a list/],
    ['quantity', { n: '1' }, 'INVALID_VALUE', /not an object/],
    ['period_start', '', 'INVALID_PERIOD', /empty/],
    ['period_start', '01.03.2025', 'INVALID_PERIOD', /"01.03.2025" is not a date/],
    ['period_start', '2025-3-1', 'INVALID_PERIOD', /not a date/],
    ['period_start', '2025-03-01T00:00:00Z', 'INVALID_PERIOD', /not a date/],
    ['period_start', '2025-02-30', 'INVALID_PERIOD', /no day 2025-02-30/],
    ['period_start', '2025-02-29', 'INVALID_PERIOD', /no day 2025-02-29/],
    ['period_start', '2025-13-01', 'INVALID_PERIOD', /no day/],
    ['period_start', '1899-12-31', 'INVALID_PERIOD', /1900 to 2200/],
    ['period_end', '2025-02-28', 'INVALID_PERIOD', /ends on 2025-02-28, before it starts on 2025-03-01/],
    ['data_quality', 'sure', 'INVALID_VALUE', /measured, estimated, default/],
    ['meter_id', 'x'.repeat(201), 'INVALID_VALUE', /at most 200/],
    ['metadata', '[1]', 'INVALID_VALUE', /JSON object/],
    ['metadata', '{"a":', 'INVALID_VALUE', /JSON object/],
    ['metadata', '7', 'INVALID_VALUE', /JSON object/],
    ['metadata', new WrittenNumber('7'), 'INVALID_VALUE', /JSON object/],
    ['metadata', '{"a":"\\u0000"}', 'INVALID_VALUE', /NUL/],
    [
      'metadata',
      '{"meter":12345678901234567890}',
      'INVALID_VALUE',
      /12345678901234567890 has more digits .* put it in quotes/,
    ],
  ])('is refused for its %s %s with one problem', (column, value, code, details) => {
    expect(problemsOf({ [column]: value })).toEqual([
      {
        column,
        value: expect.toSatisfy((shown) => shown === null || shown.length <= 200),
        code,
        details: expect.stringMatching(details),
      },
    ]);
  });

  it('has all that is wrong with it named at once', () => {
    const problems = problemsOf({ id: '', quantity: 'NaN', period_start: 'soon' });
    expect(problems.map(({ column }) => column)).toEqual(['period_start', 'id', 'quantity']);
  });

  it('is refused where it names another organisation than the one that is importing', () => {
    expect(problemsOf({ org_id: 'other' }, acme)).toMatchObject([
      {
        column: 'org_id',
        value: 'other',
        code: 'WRONG_OWNER',
        details: 'The row belongs to "other", but "acme" is importing.',
      },
    ]);
  });

  it('is refused where it belongs to a workspace that the one who is importing is not bound to', () => {
    const bound = { ...acme, workspaces: ['main', 'plant'] };
    expect(activityOf({ workspace_id: 'plant' }, bound)).toMatchObject({ workspaceId: 'plant' });
    expect(problemsOf({ workspace_id: 'office' }, bound)).toMatchObject([
      { column: 'workspace_id', value: 'office', code: 'WRONG_OWNER' },
    ]);
  });

  it('shows a value as it was written, cut where it is long', () => {
    expect(problemsOf({ quantity: ' -1.50 ' })[0]?.value).toBe(' -1.50 ');
    expect(problemsOf({ id: new WrittenNumber('1.50') })[0]?.value).toBe('1.50');
    expect(problemsOf({ id: parseWrittenJson('[1.50, {"a": "b"}]') })[0]?.value).toBe('[1.50,{"a":"b"}]');
    const [problem] = problemsOf({ quantity: 'x'.repeat(1_000_000) });
    expect(problem?.value).toHaveLength(200);
    expect(problem?.details.length).toBeLessThan(200);
  });

  it('is refused and shown even where its value nests deeper than the stack reaches', () => {
    let deep: unknown = [];
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(problemsOf({ id: deep, metadata: { deep } })).toMatchObject([
      { column: 'id', value: '...' },
      { column: 'metadata', value: '...' },
    ]);
  });
});
