import { describe, expect, it } from 'vitest';
import { faultText } from '../../../src/domain/fault-text.ts';

describe('the text of what was thrown', () => {
  const unprintable = {
    get message(): string {
      throw new Error('not even this');
    },
    __proto__: Error.prototype,
  };
  const texts: [string, unknown, string][] = [
    ['an error', new Error('The service is down.'), 'The service is down.'],
    ['a text', 'just so', 'just so'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a symbol', Symbol('x'), 'Symbol(x)'],
    ['an error without a message', new Error(' \n'), 'an error without a message'],
    ['an object without a prototype', Object.create(null), 'an error that cannot be shown'],
    ['an error whose message throws', unprintable, 'an error that cannot be shown'],
    ['several lines and control characters', new Error('a\r\n\tb\u0000\u001bc\u009fd'), 'a b c d'],
    ['half a character', new Error('\ud83d'), '\ufffd'],
    ['several errors', new AggregateError([new Error('connect ECONNREFUSED')]), 'connect ECONNREFUSED'],
    ['no errors at all', new AggregateError([]), 'an error without a message'],
  ];
  for (const [what, thrown, text] of texts) {
    it(`can be stored and shown: ${what}`, () => {
      expect(faultText(thrown)).toBe(text);
    });
  }

  it('is not endless, and not cut within a character', () => {
    const text = faultText(new Error(`${'x'.repeat(499)}${'\u{1f30d}'.repeat(10)}`));
    expect(text).toBe(`${'x'.repeat(499)}\ufffd...`);
    expect(text.isWellFormed()).toBe(true);
  });
});
