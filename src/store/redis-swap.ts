import { createHash } from 'node:crypto';

/** One write of one row. `token`: the same for every try of it, and of no other write. */
export interface RedisSwap {
  table: string;
  key: string;
  before: string | undefined;
  after: string | undefined;
  token: string;
  /** For how many milliseconds another try of it may still arrive. */
  triedFor: number;
}

/** A sorted set of a collection's ids, all with the score 0, so that they can be read by key. */
export const tableKey = (table: string): string => `steady:${table}`;
/** No name of a collection has a colon or a number sign, so none of these keys is another's. */
export const rowKey = (table: string, key: string): string => `${tableKey(table)}:${key}`;
const markKey = (token: string): string => `steady:#${token}`;

/** What the script is given. */
export function swapCall({ table, key, before, after, token, triedFor }: RedisSwap): {
  keys: string[];
  arguments: string[];
} {
  const flagged = (text: string | undefined) => (text === undefined ? ['', ''] : ['1', text]);
  return {
    keys: [rowKey(table, key), tableKey(table), markKey(token)],
    arguments: [
      key,
      String(Math.ceil(Math.max(0, triedFor)) + markMargin),
      ...flagged(before),
      ...flagged(after),
    ],
  };
}

/**
 * Puts a row in the place of what was read, with its index, in one step; 0 where something else stands there. A write whose answer was
 * lost is tried again: its mark says that it was done, whatever was written since. The row first, so that a Redis
 * that is full refuses before anything is written; what is deleted needs no room.
 */
export const swapScript = `
if redis.call('EXISTS', KEYS[3]) == 1 then return 1 end
local expected = ARGV[3] == '1' and ARGV[4]
if redis.call('GET', KEYS[1]) ~= expected then return 0 end
if ARGV[5] == '1' then
  redis.call('SET', KEYS[1], ARGV[6])
  redis.call('ZADD', KEYS[2], 0, ARGV[1])
elseif redis.call('DEL', KEYS[1]) + redis.call('ZREM', KEYS[2], ARGV[1]) == 0 then
  return 1
end
redis.call('SET', KEYS[3], '', 'PX', ARGV[2])
return 1
`;

/** By which Redis knows it, once it has run. */
export const swapScriptSha = createHash('sha1').update(swapScript).digest('hex');

/** Milliseconds: a try may arrive later than it was sent. */
const markMargin = 10_000;
