import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from '../../src/library/shuffle.ts';

describe('permutation', () => {
  const size = fc.integer({ min: 0, max: 200 });
  const seed = fc.oneof(fc.string(), fc.integer());

  it('has every index once', () => {
    fc.assert(
      fc.property(size, seed, (size, seed) => {
        const sorted = [...permutation(size, seed)].sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: size }, (_, index) => index));
      }),
    );
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(size, seed, (size, seed) => {
        expect(permutation(size, seed)).toEqual(permutation(size, seed));
      }),
    );
  });

  it('stays as it is from release to release, so that nobody gets an opening twice', () => {
    expect(permutation(10, 'steady')).toEqual(PINNED);
  });

  it('puts each index at each place about equally often', () => {
    const seeds = Array.from({ length: 4000 }, (_, seed) => seed);
    const counts = Array.from({ length: 5 }, (_, place) => {
      const found = seeds.map(seed => permutation(5, seed)[place]);
      return Array.from({ length: 5 }, (_, index) => found.filter(value => value === index).length);
    });
    for (const count of counts.flat()) expect(Math.abs(count - 800)).toBeLessThan(130);
  });

  it('refuses a size that is no count', () => {
    for (const size of [-1, 1.5, Number.NaN]) expect(() => permutation(size, 1)).toThrow(/expected a size/);
  });
});

const PINNED = [8, 9, 2, 4, 5, 0, 3, 6, 7, 1];
