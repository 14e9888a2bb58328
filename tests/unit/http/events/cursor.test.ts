import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../../src/domain/errors.ts';
import { writeCursor } from '../../../../src/http/cursor.ts';
import {
  firstPlace,
  readEventCursor,
  refuseFuture,
  writeEventCursor,
} from '../../../../src/http/events/cursor.ts';

const moment = fc
  .uniqueArray(fc.bigInt(1n, 2n ** 63n), { minLength: 1, maxLength: 20 })
  .map((ids) => ids.toSorted((a, b) => (a < b ? -1 : 1)))
  .map((ids) => `${ids[0]}:${ids.at(-1)}:${ids.slice(0, -1).join(',')}`);
const cursor = fc.record({
  since: moment,
  until: moment,
  after: fc.record({
    kind: fc.constantFrom('entry' as const, 'deletion' as const),
    id: fc.nat(2 ** 40),
  }),
});

describe('the cursor of an event', () => {
  it('is read as it was written, and by its organisation alone', () => {
    fc.assert(
      fc.property(cursor, (written) => {
        const text = writeEventCursor('acme', written);
        // A header, and a query without encoding.
        expect(text).toMatch(/^[\w-]+$/);
        expect(readEventCursor('acme', text)).toEqual(written);
        expect(() => readEventCursor('other', text)).toThrow(ValidationError);
      }),
    );
  });

  it('is refused where a character of it was changed', () => {
    const text = writeEventCursor('acme', { since: '10:12:10', until: '12:12:', after: firstPlace });
    for (let place = 0; place < text.length; place += 1) {
      const changed = `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
      expect(() => readEventCursor('acme', changed), changed).toThrow(ValidationError);
    }
  });

  it.each([
    '12:10: 12:12: entry 1',
    '10:12:11,10 12:12: entry 1',
    '10:12:9 12:12: entry 1',
    '10:12:12 12:12: entry 1',
    '0:12: 12:12: entry 1',
    '10:99999999999999999999: 12:12: entry 1',
    '10:12 12:12: entry 1',
    '10:12:, 12:12: entry 1',
    '10:12: 12:12: other 1',
    '10:12: 12:12: entry -1',
    '',
    'x',
  ])('is refused where the database would not take it, whoever made it: %s', (key) => {
    const made = writeCursor(['events', 'acme'], key);
    expect(() => readEventCursor('acme', made)).toThrow(/is not the id of an event of this stream/);
  });

  it('is refused where it names a moment that has not been yet', () => {
    const later = { since: '10:12:', until: '12:14:12', after: firstPlace };
    expect(() => refuseFuture(later, '12:13:')).toThrow(ValidationError);
    expect(() => refuseFuture(later, '12:14:')).not.toThrow();
  });
});
