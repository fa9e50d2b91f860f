import type { Plain } from '../core/reply.ts';
import type { Words } from '../library/schema.ts';
import type { Nudge } from '../people/nudges.ts';
import type { Preferences } from '../people/preferences.ts';
import type { Delivery } from './delivery.ts';

/** What a nudge says. A command owns the nudges it names; when and how they are sent is the same for all. */
export interface NudgeContent {
  /**
   * What this delivery says, in terms that a later try understands, and the nudge as it is to be once the delivery is claimed.
   * Pure: it may be asked more than once.
   */
  choose(nudge: Nudge, delivery: Delivery, parts: SayingParts): { says: string; nudge: Nudge };
  /** The message. It must say the same for the same words and the same `late`. */
  message(says: string, delivery: Delivery, parts: SayingParts & { late: boolean }): Plain;
}

export interface SayingParts {
  words: Words;
  preferences: Omit<Preferences, 'usedOn'>;
}

/** By the name of the nudge. */
export type NudgeContents = ReadonlyMap<string, NudgeContent>;
