import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../commands/checkin/pages.ts';

const texts = fc.array(
  fc.integer({ min: 0, max: 3_500 }).map(length => 'x'.repeat(length)),
  { minLength: 1 },
);

describe('a list in pages', () => {
  it('shows ten at most, and says where the others begin', () => {
    const all = Array.from({ length: 25 }, (_, index) => String(index));
    expect(pageOf(all, 0)).toEqual({ shown: all.slice(0, 10), older: 10 });
    expect(pageOf(all, 10)).toEqual({ shown: all.slice(10, 20), newer: 0, older: 20 });
    expect(pageOf(all, 20)).toEqual({ shown: all.slice(20), newer: 10 });
  });

  it('shows the page a place lies on where the list has changed', () => {
    const all = Array.from({ length: 12 }, (_, index) => String(index));
    expect(pageOf(all, 17).shown).toEqual(['10', '11']);
    expect(pageOf(all, 4).shown).toHaveLength(10);
  });

  it('leaves no text out, and fits on a card', () => {
    fc.assert(
      fc.property(texts, all => {
        const seen: string[] = [];
        for (let place: number | undefined = 0; place !== undefined; ) {
          const { shown, older } = pageOf(all, place);
          expect(shown.length === 1 || shown.join('').length <= 3_600).toBe(true);
          seen.push(...shown);
          place = older;
        }
        expect(seen).toEqual(all);
      }),
    );
  });
});
