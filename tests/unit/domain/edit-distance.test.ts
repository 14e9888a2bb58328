import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../../src/domain/edit-distance.ts';

const words = fc.stringMatching(/^[abc]{0,6}$/);

describe('the distance between two words', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['diesel', 'diesel', 0],
    ['disel', 'diesel', 1],
    ['dieselx', 'diesel', 1],
    ['diezel', 'diesel', 1],
    ['deisel', 'diesel', 1],
    ['electrcity', 'electricity', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('is the length of the shortest way of slips, letter by letter', () => {
    /** The same by its definition, without remembering anything. */
    function slowly(a: string, b: string): number {
      if (a === '' || b === '') return a.length + b.length;
      const ways = [
        slowly(a.slice(1), b) + 1,
        slowly(a, b.slice(1)) + 1,
        slowly(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
      ];
      const isExchanged = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
      if (isExchanged) ways.push(slowly(a.slice(2), b.slice(2)) + 1);
      return Math.min(...ways);
    }
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(editDistance(a, b)).toBe(slowly(a, b));
      }),
    );
  });

  it('is zero for equal words only, and the same both ways', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });
});

describe('the nearest word', () => {
  const categories = ['electricity', 'natural_gas', 'diesel', 'gasoline', 'rail'];

  it.each([
    ['electrcity', 'electricity'],
    ['Electricty', 'electricity'],
    ['deisel', 'diesel'],
    ['gasolien', 'gasoline'],
    ['natural-gas', 'natural_gas'],
    ['DIESEL', 'diesel'],
    ['rial', 'rail'],
  ])('for %j is %j', (wanted, word) => {
    expect(nearestWord(wanted, categories)).toBe(word);
  });

  it.each(['', 'x', 'petrol', 'gas', 'unicorn_grooming', 'el'])('is none for %j', (wanted) => {
    expect(nearestWord(wanted, categories)).toBeNull();
  });

  it('never replaces every letter of a short word', () => {
    expect(nearestWord('x', ['y'])).toBeNull();
    expect(nearestWord('ab', ['cd'])).toBeNull();
  });

  it('is the first of those that are equally near', () => {
    expect(nearestWord('cat', ['bat', 'rat', 'cart'])).toBe('bat');
  });

  it('takes the words one by one, from any source', () => {
    expect(nearestWord('rial', new Set(['rail']).values())).toBe('rail');
    expect(nearestWord('rail', [])).toBeNull();
  });
});
