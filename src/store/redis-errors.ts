import type { RedisAddress } from '../config/redis-url.ts';
import { StoreError } from './errors.ts';

/** What went wrong with a Redis, as one sentence that holds nothing of what was asked of it. */
export function redisError(error: unknown, address: RedisAddress): StoreError {
  const { code, said } = partsOf(error);
  if (address.tls && noConnection.test(said)) {
    return new StoreError('away', `${nameOf(address)} does not answer over TLS (rediss:).`, { cause: error });
  }
  const [why, sentence] = faultOf(code, said) ?? unknownFault(code, said);
  return new StoreError(why, `${nameOf(address)} ${sentence}.`, { cause: error });
}

/** How a Redis is called in sentences: without who comes to it. */
export const nameOf = ({ host, port }: RedisAddress): string =>
  `The store's Redis at ${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The fault of one that takes connections and does not answer. */
export const silence = (): Error => new Error('Silence');

/** The fault of a connection before its first answer: where it was cut, that says more than a cut later on. */
export function beginFault(error: unknown): unknown {
  const { code, said } = partsOf(error);
  return faultOf(code, said) === cutOff ? new Error('Cut at once', { cause: error }) : error;
}

/** True where it is another's turn to be written to: the next connection may lead there. */
export const isDemoted = (error: unknown): boolean => /\bREADONLY\b/.test(partsOf(error).said);

/** True where a script is not known there, or not any more. */
export const isUnknownScript = (error: unknown): boolean => /\bNOSCRIPT\b/.test(partsOf(error).said);

/** True where this user may not ask this, or nobody may. */
export const isForbidden = (error: unknown): boolean =>
  /\bNOPERM\b|unknown (sub)?command|not (available|supported|permitted)/i.test(partsOf(error).said);

/** True where the append-only file is being written anew already. */
export const isRewriting = (error: unknown): boolean => /already in progress/.test(partsOf(error).said);

function partsOf(error: unknown): { code: string; said: string } {
  const { code = '', message } = error as { code?: unknown; message: unknown };
  return { code: String(code), said: String(message) };
}

const faultOf = (code: string, said: string): Fault | undefined =>
  codes[code] ?? replies.find(([pattern]) => pattern.test(said))?.[1];

function unknownFault(code: string, said: string): Fault {
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return ['refused', `shows a certificate that is not trusted here (${code})`];
  }
  if (/SSL|EPROTO/.test(code)) return ['refused', `does not speak TLS there (${code})`];
  // Only the first word of a reply: the rest may hold what was asked.
  const word = code || (/^[A-Z]{2,20}\b/.exec(said)?.[0] ?? 'an unknown error');
  return ['failed', `failed with ${word}`];
}

type Fault = readonly [why: StoreError['why'], sentence: string];

const unreachable: Fault = ['away', 'cannot be reached'];
const cutOff: Fault = ['away', 'cut the connection'];

/** What the client says after it has waited for a connection. */
const noConnection = /^Connection timeout$/;

/** By what the system says of a connection. */
const codes: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: ['away', 'is not there: nothing listens on that port'],
  ENOTFOUND: ['away', 'cannot be found: no host has that name'],
  EAI_AGAIN: ['away', 'cannot be found: the name of the host could not be looked up'],
  ECONNRESET: cutOff,
  EPIPE: cutOff,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EACCES: unreachable,
  EPERM: unreachable,
};

/** By what Redis, or its client, says. A script's reply has the word it is about somewhere inside. */
const replies: readonly (readonly [pattern: RegExp, fault: Fault])[] = [
  [noConnection, unreachable],
  [/^Silence$/, ['slow', 'takes connections, and does not answer']],
  [
    /^Cut at once$/,
    ['away', 'cuts the connection before it answers, as one does that takes TLS only (rediss:)'],
  ],
  [/^(Socket closed|Disconnects client|The client is|closed)/, cutOff],
  [/\bLOADING\b/, ['away', 'is still loading what it keeps']],
  [/\bMASTERDOWN\b/, ['away', 'has lost the Redis that it copies']],
  [/max number of clients/, ['away', 'takes no more connections']],
  [/\bOOM\b/, ['full', 'is full: its maxmemory is reached']],
  [/\bMISCONF\b/, ['full', 'takes no writes because it cannot write to its disk']],
  [/\bBUSY\b/, ['locked', 'is held by a script of another program']],
  [/\bREADONLY\b/, ['refused', 'is a copy that may only be read']],
  [/without any password configured/, ['refused', 'has no password, and STORE_URL names one']],
  // Who is not let in may not even ask with many words.
  [/\bNOAUTH\b|unauthenticated/, ['refused', 'wants a password, and STORE_URL names none']],
  [/\bWRONGPASS\b|invalid password/, ['refused', 'does not take the user or the password of STORE_URL']],
  [/\bNOPERM\b/, ['refused', 'does not let its user do what the store needs']],
  [/\bDENIED\b/, ['refused', 'is in protected mode, which takes connections from its own machine only']],
  [/DB index|invalid DB/, ['refused', 'has no database of the number in STORE_URL']],
  [/\bMOVED\b|\bCLUSTERDOWN\b|\bCROSSSLOT\b/, ['failed', 'is a cluster, and a single one was expected']],
  [/Unknown RESP type/, ['failed', 'does not answer as a Redis does']],
];
