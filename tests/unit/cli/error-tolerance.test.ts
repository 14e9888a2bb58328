import { describe, expect, it } from 'vitest';
import { readErrorTolerance } from '../../../src/cli/error-tolerance.ts';

describe('readErrorTolerance', () => {
  it('reads a count', () => {
    expect(readErrorTolerance('0')).toEqual({ errorTolerance: 0 });
    expect(readErrorTolerance('100')).toEqual({ errorTolerance: 100 });
  });

  it('reads a share without the noise of a division', () => {
    expect(readErrorTolerance('5%')).toEqual({ errorToleranceShare: 0.05 });
    expect(readErrorTolerance('1.1%')).toEqual({ errorToleranceShare: 0.011 });
    expect(readErrorTolerance('100%')).toEqual({ errorToleranceShare: 1 });
  });

  it('states none where none is given', () => {
    expect(readErrorTolerance(undefined)).toEqual({});
  });

  it.each(['', '%', '5 %', '-1', '0.5', '1e3', '.5%', 'five', '5%%'])('refuses %j', (text) => {
    expect(() => readErrorTolerance(text)).toThrow(/--error-tolerance is ".*": give a whole number/);
  });
});
