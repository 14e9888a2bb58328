import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWrittenJson, WrittenNumber, withPlainNumbers } from '../../../src/domain/written-json.ts';

describe('parseWrittenJson', () => {
  it.each(['0.1234567890123456789', '12345678901234567890', '1e400', '1.50', '-0'])(
    'keeps the number %s as it was written',
    (text) => {
      expect(parseWrittenJson(`[${text}]`)).toEqual([new WrittenNumber(text)]);
    },
  );

  it('is undone by writing the value again', () => {
    const text = '{"a":[0.10,1E+2,{"b":-0.0}],"__proto__":123456789012345678901}';
    expect(JSON.stringify(parseWrittenJson(text))).toBe(text);
  });

  it('refuses what is not JSON', () => {
    expect(() => parseWrittenJson('{"a": NaN}')).toThrow(SyntaxError);
  });
});

describe('withPlainNumbers', () => {
  it('gives back what JSON.parse gives, where every number keeps its digits', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(withPlainNumbers(parseWrittenJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['0.1', '1.50', '100', '1e3', '0.120e5', '1E-7', '9007199254740992', '5e-324', '1e21'])(
    'takes %s, which an ordinary number keeps',
    (text) => {
      expect(withPlainNumbers(new WrittenNumber(text))).toBe(Number(text));
    },
  );

  it.each(['9007199254740993', '0.12345678901234567890', '1e400', '1e-400', '3.14159265358979323846'])(
    'refuses %s, which an ordinary number would change',
    (text) => {
      expect(() => withPlainNumbers({ deep: [new WrittenNumber(text)] })).toThrow(RangeError);
      expect(() => withPlainNumbers(new WrittenNumber(text))).toThrow(text);
    },
  );

  it('keeps a field of the name __proto__ as a field', () => {
    const plain = withPlainNumbers(parseWrittenJson('{"__proto__":{"a":1}}')) as object;
    expect(Object.keys(plain)).toEqual(['__proto__']);
    expect(JSON.stringify(plain)).toBe('{"__proto__":{"a":1}}');
  });
});
