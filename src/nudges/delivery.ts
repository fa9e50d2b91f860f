import { createHash } from 'node:crypto';
import type { Link } from '../core/reply.ts';

/** One sending of a nudge: which nudge of whom, for which local date, and which part of that day. */
export interface Delivery {
  owner: string;
  name: string;
  /** YYYY-MM-DD */
  slot: string;
  /** 0, then one more for each snooze. */
  part: number;
}

/** A nudge as the timetable knows it. */
export const nudgeId = ({ owner, name }: Pick<Delivery, 'owner' | 'name'>): string => `${owner}/${name}`;

/** The owner and the name in the id of a nudge. */
export function partsOfId(id: string): { owner: string; name: string } {
  const at = id.indexOf('/');
  return { owner: id.slice(0, at), name: id.slice(at + 1) };
}

/** What Discord knows a repeated sending by: 25 characters, other ones for every delivery of every person. */
export function nonceOf({ owner, name, slot, part }: Delivery): string {
  const written = JSON.stringify([owner, name, slot, part]);
  return createHash('sha256').update(written).digest('base64url').slice(0, longestNonce);
}

/** What every button of a message carries first, so that the message is known by its buttons. */
export function deliveryArgs({ name, slot, part }: Delivery): [name: string, slot: string, part: number] {
  return [name, slot, part];
}

/** Whether a button stands on the message of this delivery; that it is in the right channel was seen to. */
export function isOf(delivery: Delivery, { args }: Link): boolean {
  return deliveryArgs(delivery).every((part, index) => String(part) === String(args[index]));
}

/** Discord's limit. */
const longestNonce = 25;
