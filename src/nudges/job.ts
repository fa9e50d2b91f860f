import type { Claim } from '../people/nudges.ts';
import type { Dropped, Wanted } from './claim.ts';

/** One delivery on its way. */
export interface Job extends Wanted {
  /** Until when it may be sent; the earliest goes first. */
  deadline: number;
  /** Set once it is claimed. */
  claim?: Claim;
  /** Since when it is not known whether it was sent: the instant of the first try that got no clear answer. */
  unsureSince?: number | undefined;
  /** Whether it says that it is late: settled anew only where nothing of it can have been sent yet. */
  late?: boolean;
  /** True once Discord took it, and only that has to be written down. */
  isSent?: boolean;
  /** True once its DM was opened anew: that is done once. */
  isReopened?: boolean;
  /** True where another process may have sent it, so that its channel is asked first. */
  isTakenOver?: boolean | undefined;
  tries: number;
  /** Called once, when it is claimed or dropped. */
  settled: () => void;
  /** Called once, when it is over. */
  ended?: (outcome: Outcome) => void;
}

/**
 * How a delivery ended. `found`: it had been sent before. `unknown`: it may have been, and cannot be sent again safely.
 * `rejected`: Discord will not take the message. `unreadable`: the record cannot be read.
 */
export type Outcome = 'sent' | 'found' | 'unknown' | 'gone' | 'rejected' | 'unreadable' | Dropped;

/** What one attempt came to. */
export type Attempt =
  | { kind: 'ended'; outcome: Outcome }
  | { kind: 'again'; afterMs: number; trouble: Trouble; reason?: string };

/** What stood in the way: the store, Discord, its limits here or everywhere; its refusal of the bot, or of too many people at once. */
export type Trouble = 'store' | 'discord' | 'busy' | 'limit' | 'refused' | 'gone';

export const ended = (outcome: Outcome): Attempt => ({ kind: 'ended', outcome });

export const again = (trouble: Trouble, afterMs: number, reason?: string): Attempt => ({
  kind: 'again',
  trouble,
  afterMs,
  ...(reason !== undefined && { reason }),
});

/** 5 s after the first try, then twice as long each time, up to 5 minutes. */
export const pauseAfter = ({ tries }: Job): number => Math.min(5_000 * 2 ** Math.max(0, tries - 1), 300_000);
