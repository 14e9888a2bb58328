import { expect, it } from 'vitest';
import { adviceFor } from '../../../src/cli/advice.ts';
import { activityErrorCodes } from '../../../src/domain/outcome.ts';
import { rowErrorCodes } from '../../../src/domain/row-problem.ts';

it.each([...new Set([...activityErrorCodes, ...rowErrorCodes])])('%s has advice of its own', (code) => {
  expect(adviceFor(code)).toMatch(/^[A-Z].*\.$/);
  expect(adviceFor(code)).not.toBe(adviceFor('A_CODE_OF_A_NEWER_SERVER'));
});

it('sends a person to the catalogue for a code that it does not know', () => {
  expect(adviceFor('A_CODE_OF_A_NEWER_SERVER')).toBe('See docs/errors.md.');
});
