/** What the rest of the program is handed instead of reaching for the machine itself, so that tests can hand in their own. */

import type { Card, Link, Plain } from './reply.ts';

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export interface Random {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
}

/** Structured log. No field may hold a person's id, a digest of it, or anything a person typed. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counts what happens, for whoever runs the bot. Nobody is told apart: no word of it holds a person's id or anything made from one. */
export interface Metrics {
  /** A request came to its end. `ms`: until its first answer, where it got one. */
  answered(answer: { command: string; outcome: AnswerOutcome; ms?: number | undefined }): void;
  /** An answer took so long that Discord was asked to wait. */
  deferred(command: string): void;
  /** A delivery is due. */
  nudgeDue(): void;
  /** A delivery ended; `delayMs`: how long after it was meant, where it was sent. */
  nudgeEnded(outcome: string, delayMs?: number): void;
  /** Discord said, by a code of its own, that somebody or a channel cannot be written to. */
  undeliverable(code: number): void;
  /** The store was asked; `why` where it failed. */
  stored(call: { kind: 'read' | 'write'; ms: number; why?: string | undefined }): void;
}

/**
 * What became of a request. `refused`: one sentence said why not. `store`: so did the store's failure. `failed`: a bug, or an answer that
 * could not be sent. `late`: Discord no longer took it.
 */
export type AnswerOutcome = 'answered' | 'refused' | 'store' | 'failed' | 'late';

/** Steady's own lasting messages, when a person asks for something about them. */
export interface Messages {
  /** Deletes those in its DM with this person. Gives how many went. */
  tidy(personId: string): Promise<number>;
  /** Writes one to that DM, without a sound. */
  write(personId: string, message: Plain): Promise<Written>;
  /** Opens that DM without writing. */
  open(personId: string): Promise<Opened>;
  /** Writes one in a channel of a server, without a sound, for all who are there. */
  post(channel: string, message: Card | Plain): Promise<Written>;
  /** Takes one away again; nothing happens where it is gone already. `code` is Discord's where its channel is closed to Steady. */
  remove(channel: string, message: string): Promise<'done' | 'not-now' | { code: number }>;
}

/** Where a message stands; or Discord's code for why it cannot be written there; or that it did not work this time. */
export type Written = { channel: string; message: string } | { code: number } | 'not-now';

/** The DM with a person; or Discord's code for why there is none; or that it did not work this time. */
type Opened = { channel: string } | { code: number } | 'not-now';

/** Messages that Steady starts by itself. None of these rejects. */
export interface Outbox {
  /** Resolves when one more may be sent within Discord's limit. */
  turn(): Promise<void>;
  send(message: Outgoing): Promise<Sent>;
  /** Forgets until when a limit holds: that is a time of the clock as it was. */
  clockWasSetBack?(): void;
  /** Opens the DM with a person anew. `code` is Discord's, where they cannot be written to any more. */
  open(personId: string): Promise<Opened>;
  /**
   * Looks whether a message of ours with a button that fits stands in a channel, among those written after `since` (milliseconds).
   * `unreadable`: its history may not be read. `failed`: it could not be found out now.
   */
  find(
    address: Pick<Outgoing, 'channel' | 'kind'>,
    since: number,
    fits: (to: Link) => boolean,
  ): Promise<'there' | 'not-there' | 'unreadable' | 'failed'>;
}

export interface Outgoing {
  channel: string;
  /** Where the bot has no say over a channel, only that channel is gone; in a DM the same answer is about the bot. */
  kind: 'dm' | 'channel';
  message: Plain;
  /** The same for every try of one message. */
  nonce: string;
  /** Without a sound. */
  silent: boolean;
}

/** What became of a message. */
export type Sent =
  | { kind: 'sent' }
  /** Discord will not deliver there, and `code` says why. */
  | { kind: 'gone'; code: number }
  /** There is no such channel any more. */
  | { kind: 'no-channel' }
  /** Surely not sent; it may work after so many milliseconds. `all`: that holds for every message. */
  | { kind: 'later'; afterMs: number; all: boolean }
  /** It may have been sent, or not. */
  | { kind: 'unsure'; reason: string }
  /** Discord refuses the bot itself. */
  | { kind: 'refused'; reason: string }
  /** Discord will never take this message, which is a bug. */
  | { kind: 'rejected'; reason: string };
