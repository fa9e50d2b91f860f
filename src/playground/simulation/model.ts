import type { Wish } from '../../../commands/nudge/record.ts';
import type { Rule } from './rules.ts';
import type { Tally } from './tally.ts';
import type { Troubles } from './troubles.ts';
import type { Walls } from './wall.ts';

/** Somebody who lives in the simulation, with what they want by their own doing. */
export interface Someone {
  readonly id: string;
  readonly channel: string;
  wish: Wish;
  /** False before they began, and after they stopped. */
  isOn: boolean;
  /** The first local date on which it goes on. */
  pausedUntil?: string | undefined;
  /** From when they let nobody write to them until they turned it on again. */
  isClosed: boolean;
  /** Never presses anything. */
  readonly isSilent: boolean;
  /** Whose days are read off their record each local midnight, since Steady changes them by itself. */
  readonly isFollowed: boolean;
  /** Presses something after so many messages. */
  patience: number;
  unpressed: number;
  /** The zone they come back to. */
  readonly home: string;
  /** When requests about them failed lately. */
  troubledAt: number[];
  days: Day[];
  putOff?: PutOff | undefined;
  /** The last message of a day's own time, and the local date it came on. */
  last?: { slot: string; on: string; at: number } | undefined;
}

/** One local date of one person: what was wanted, and what came. Instants in milliseconds of true time. */
export interface Day {
  date: string;
  /** Where they lived when it began. */
  zone: string;
  /** True where exactly one message has to come. */
  isExpected: boolean;
  /** Why none or one may come. */
  free?: string | undefined;
  /** When it was wanted, first as it stood at midnight. Empty where it was not. */
  wanted: number[];
  /** The last instant it may come. */
  until: { at: number; rule: Rule } | undefined;
  /** When a message of it came. */
  sent: number[];
  /** How the bot says it ended. */
  ended?: string;
}

/** A message somebody put off. */
export interface PutOff {
  slot: string;
  part: number;
  at: number;
  until: number;
  sent: number[];
  /** True where it need not come any more. */
  isFree: boolean;
}

/** What judging takes. */
export interface JudgeParts {
  walls: Walls;
  troubles: Troubles;
  tally: Tally;
}
