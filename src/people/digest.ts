import { createHmac, randomBytes } from 'node:crypto';

/** Tells people apart without knowing them: the same person has the same digest under one key, and another under every other. */
export function digestOf(key: string, person: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(person).digest('base64url').slice(0, 22);
}

/** A key for digests. It has to be kept sealed, and goes with the digests. */
export const newKey = (): string => randomBytes(32).toString('base64url');
