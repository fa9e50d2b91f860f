import type { Plain } from '../core/reply.ts';
import type { Words } from '../library/schema.ts';
import type { Nudge } from '../people/nudges.ts';
import type { Preferences } from '../people/preferences.ts';
import type { Delivery } from './delivery.ts';

/** What a nudge says. A command owns the nudges it names; when and how they are sent is the same for all. */
export interface NudgeContent {
  /** What this delivery says, in terms that a later try understands. Pure: it may be asked more than once. */
  choose(nudge: Nudge, delivery: Delivery, parts: SayingParts): string;
  /** The nudge once that was delivered; what was not delivered counts for nothing. `now` in milliseconds. */
  delivered?(nudge: Nudge, says: string, now: number): Nudge;
  /** The message. It must say the same for the same words, preferences and `late`. */
  message(says: string, delivery: Delivery, parts: SayingParts & { late: boolean }): Plain;
}

export interface SayingParts {
  words: Words;
  preferences: Omit<Preferences, 'usedOn'>;
}

/** By the name of the nudge. */
export type NudgeContents = ReadonlyMap<string, NudgeContent>;
