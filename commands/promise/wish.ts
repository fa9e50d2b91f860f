import type { When } from './when.ts';

/** A promise, and when to ask about it. */
export interface Wish {
  words: string;
  when: When;
  /** The time zone that came with it; what is known already goes first. */
  zone?: string | undefined;
}

/** A promise that is still to be asked about, and when, in milliseconds. */
export interface Waiting {
  text: string;
  madeAt: number;
  at: number;
}
