import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

describeOnEachDatabase('values', (openDatabase) => {
  let db: Database;

  beforeAll(async () => {
    db = await openDatabase();
  });

  const read = async (expression: string, ...values: unknown[]) =>
    (await db.query<{ value: unknown }>(`SELECT ${expression} AS value`, values)).rows[0]?.value;

  it('keep every digit of a numeric', async () => {
    const digits = '12345678901234567890.123456789012345678901234567890';
    expect(await read('$1::numeric', digits)).toBe(digits);
    expect(await read('$1::numeric', '0.10')).toBe('0.10');
    expect(await read('(SELECT sum(n) FROM unnest($1::numeric[]) AS n)', ['0.1', '0.2'])).toBe('0.3');
  });

  it('keep a bigint exact as a number, or fail', async () => {
    expect(await read('$1::bigint', Number.MAX_SAFE_INTEGER)).toBe(9007199254740991);
    expect(await read('$1::bigint', Number.MIN_SAFE_INTEGER)).toBe(-9007199254740991);
    await expect(read(`'9007199254740993'::bigint`)).rejects.toThrow(/9007199254740993 does not fit/);
    expect(await read('(SELECT count(*) FROM generate_series(1, 3))')).toBe(3);
  });

  it('keep a date a date and a time a time', async () => {
    expect(await read('$1::date', '2024-02-29')).toBe('2024-02-29');
    expect(await read(`'2025-03-30T02:30:00.123+02'::timestamptz`)).toEqual(
      new Date('2025-03-30T00:30:00.123Z'),
    );
  });

  it('keep what stands in arrays and in JSON, nulls too', async () => {
    expect(await read('$1::text[]', ['a', null, 'c,"d"', ''])).toEqual(['a', null, 'c,"d"', '']);
    expect(await read('$1::numeric[]', ['0.10', null])).toEqual(['0.10', null]);
    expect(await read('$1::bigint[]', [9007199254740991])).toEqual([9007199254740991]);
    expect(await read('$1::date[]', ['2024-02-29'])).toEqual(['2024-02-29']);
    expect(await read('$1::jsonb', JSON.stringify({ deep: [1, null, 'ü'] }))).toEqual({
      deep: [1, null, 'ü'],
    });
    expect(await read('NULL')).toBeNull();
  });
});
