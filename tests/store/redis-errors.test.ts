import { expect, test } from 'vitest';
import { redisError } from '../../src/store/redis-errors.ts';

const address = { host: 'it', port: 6379, tls: false, database: 0, username: 'me', password: 'secret' };
const said = (message: string, code?: string): string => {
  const { why, message: sentence } = redisError(Object.assign(new Error(message), code && { code }), address);
  return `${why}: ${sentence}`.replace("The store's Redis at it:6379", 'it');
};

test.each([
  ['LOADING Redis is loading the dataset in memory', 'away: it is still loading what it keeps.'],
  ['MASTERDOWN Link with MASTER is down', 'away: it has lost the Redis that it copies.'],
  ['ERR max number of clients reached', 'away: it takes no more connections.'],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'full: it is full: its maxmemory is reached.'],
  [
    "ERR Error running script: @user_script:5: -OOM command not allowed when used memory > 'maxmemory'.",
    'full: it is full: its maxmemory is reached.',
  ],
  [
    'MISCONF Errors writing to the AOF file: No space left on device',
    'full: it takes no writes because it cannot write to its disk.',
  ],
  ['BUSY Redis is busy running a script.', 'locked: it is held by a script of another program.'],
  ["READONLY You can't write against a read only replica.", 'refused: it is a copy that may only be read.'],
  ['ERR invalid password', 'refused: it does not take the user or the password of STORE_URL.'],
  [
    'DENIED Redis is running in protected mode',
    'refused: it is in protected mode, which takes connections from its own machine only.',
  ],
  ['MOVED 3999 127.0.0.1:6381', 'failed: it is a cluster, and a single one was expected.'],
  ['WRONGTYPE Operation against a key', 'failed: it failed with WRONGTYPE.'],
  ['something of somebody', 'failed: it failed with an unknown error.'],
])('says of "%s" in one sentence what it means', (message, sentence) => {
  expect(said(message)).toBe(sentence);
});

test.each([
  ['ECONNRESET', 'away: it cut the connection.'],
  ['EHOSTUNREACH', 'away: it cannot be reached.'],
  ['EAI_AGAIN', 'away: it cannot be found: the name of the host could not be looked up.'],
  ['CERT_HAS_EXPIRED', 'refused: it shows a certificate that is not trusted here (CERT_HAS_EXPIRED).'],
  ['EMFILE', 'failed: it failed with EMFILE.'],
])('says of the system’s %s in one sentence what it means', (code, sentence) => {
  expect(said(`connect ${code} with me:secret`, code)).toBe(sentence);
});

test('names an IPv6 host as an address does, and nobody who comes to it', () => {
  const { message } = redisError(new Error('LOADING'), { ...address, host: '::1' });
  expect(message).toBe("The store's Redis at [::1]:6379 is still loading what it keeps.");
});
