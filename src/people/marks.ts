import { createHmac, randomBytes } from 'node:crypto';

/** Tells people apart without knowing them: the same person has the same mark under one key, and another under every other. */
export function markOf(key: string, person: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(person).digest('base64url').slice(0, 22);
}

/** A key for marks. It has to be kept sealed, and goes with the marks. */
export const newKey = (): string => randomBytes(32).toString('base64url');
