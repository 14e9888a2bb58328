import { WrittenNumber } from './written-json.ts';

/**
 * Whether PostgreSQL can store a value of a JSON text as jsonb: no NUL and no half of a surrogate pair in any text,
 * and not nested so deep that reading it again could fail.
 */
export function isStorableJson(value: unknown, depthMax: number): boolean {
  if (typeof value === 'string') return isStorableString(value);
  if (typeof value !== 'object' || value === null || value instanceof WrittenNumber) return true;
  if (depthMax === 0) return false;
  return Object.entries(value).every(
    ([name, part]) => isStorableString(name) && isStorableJson(part, depthMax - 1),
  );
}

function isStorableString(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
