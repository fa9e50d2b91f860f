import type { Wording } from './markdown-draw.ts';

/** The texts of the library name nobody and no place. */
export const plainly = (): Wording => ({
  locale: 'en',
  now: Date.now(),
  personName: () => 'someone',
  placeName: () => 'somewhere',
});
