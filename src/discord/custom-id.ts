import type { Link } from '../core/reply.ts';

/** The custom_id that carries a link: command, action and arguments, parted by colons. */
export function customId({ command, action, args }: Link): string {
  const id = [command, action, ...args.map(encoded)].join(':');
  if (id.length > longest)
    throw new Error(`custom_id: expected ${longest} characters at most, got ${id.length}.`);
  return id;
}

/** The parts of a custom_id. Those of something we never made come back as they are and lead nowhere. */
export function parseCustomId(id: string): { command: string; action: string; args: string[] } {
  const [command = '', action = '', ...args] = id.split(':');
  return { command, action, args: args.map(decoded) };
}

/** Half a character, which no text that came in whole holds, has no code of its own. */
const encoded = (arg: string | number): string => encodeURIComponent(String(arg).toWellFormed());

function decoded(arg: string): string {
  try {
    return decodeURIComponent(arg);
  } catch (error) {
    if (error instanceof URIError) return arg;
    throw error;
  }
}

/** Discord's limit. */
const longest = 100;
