import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagesOf } from '../../src/router/pages.ts';

const texts = fc.array(fc.integer({ min: 0, max: 1_100 }).map(length => 'x'.repeat(length)));
const same = (text: string) => text;

test('every text stands on a page, whole and in its order, and no page is too long for a message', () => {
  fc.assert(
    fc.property(texts, all => {
      const pages = pagesOf(all, same);
      expect(pages.flat()).toEqual(all);
      for (const page of pages) {
        expect(page.length).toBeGreaterThan(0);
        expect(page.join('').length).toBeLessThanOrEqual(3_200);
      }
    }),
  );
});

test('a new page is begun only where the next text does not fit on the one before', () => {
  fc.assert(
    fc.property(texts, all => {
      const pages = pagesOf(all, same);
      for (const [at, page] of pages.slice(1).entries())
        expect([...(pages[at] ?? []), page[0] ?? ''].join('').length).toBeGreaterThan(3_200);
    }),
  );
});
