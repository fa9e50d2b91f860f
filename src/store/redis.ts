import { randomUUID } from 'node:crypto';
import { readRedisUrl } from '../config/redis-url.ts';
import type { Log } from '../core/ports.ts';
import { StoreError } from './errors.ts';
import { type Page, pageSize, pagesAhead } from './paging.ts';
import { adviseOn } from './redis-advice.ts';
import { createRedisLink, type RedisLink } from './redis-link.ts';
import { createRedisNote } from './redis-note.ts';
import { createRedisScrub } from './redis-scrub.ts';
import { rowKey, tableKey } from './redis-swap.ts';
import type { Backend, Table } from './table.ts';
import { createWatch, type Watch } from './watched.ts';

export interface RedisOptions {
  log: Log;
  /** Milliseconds that the start waits for a Redis that is not there yet. */
  startFor?: number;
}

/** A Redis also says which tables there are. */
export interface RedisBackend extends Backend {
  /** `within`: milliseconds for each question. @throws StoreError */
  tables(within: number): Promise<readonly string[]>;
}

/**
 * Keeps tables on a Redis that many processes may share: rows read through a Keyv of each table, written by a script that looks at
 * what stands there. Every call throws while it is away; it is connected to again by itself.
 * @throws StoreError
 */
export async function openRedis(
  url: string,
  { log, startFor = usualStart }: RedisOptions,
): Promise<RedisBackend> {
  const address = readRedisUrl(url);
  if (!address)
    throw new StoreError('failed', 'Expected redis:// or rediss:// and a host, got something else.');
  const link = createRedisLink(address);
  try {
    await link.run(performance.now() + startFor, connection => adviseOn(connection, log));
  } catch (error) {
    await link.close();
    throw error;
  }
  const watch = createWatch(log);
  const note = createRedisNote(link);
  return {
    table: name => createTable(name, link, watch),
    tables: within => tablesOn(link, within),
    scrub: createRedisScrub((until, work) => watch('write', () => link.run(until, work)), log),
    note: (...noted) => watch('write', () => note(...noted)),
    close: () => link.close(),
  };
}

/** By their indexes, one of which there is for each. */
async function tablesOn(link: RedisLink, within: number): Promise<readonly string[]> {
  const found = new Set<string>();
  let cursor = '0';
  do {
    const page = await link.run(performance.now() + within, ({ client }) =>
      client.scan(cursor, { MATCH: tableKey('*'), COUNT: 1_000, TYPE: 'zset' }),
    );
    for (const key of page.keys) found.add(key.slice(tableKey('').length));
    cursor = String(page.cursor);
  } while (cursor !== '0');
  return [...found].filter(name => !/[:#]/.test(name));
}

function createTable(name: string, link: RedisLink, watch: Watch): Table {
  const readPage = (after: string | undefined, until: number): Promise<Page> =>
    watch('read', () =>
      link.run(until, async ({ client }) => {
        const first = after === undefined ? '-' : `(${after}`;
        const limit = { offset: 0, count: pageSize };
        const keys = await client.zRangeByLex(tableKey(name), first, '+', { LIMIT: limit });
        const texts = keys.length === 0 ? [] : await client.mGet(keys.map(key => rowKey(name, key)));
        // What went between the two readings was not there throughout.
        const rows = keys.flatMap((key, at) => {
          const value = texts[at];
          return value === null || value === undefined ? [] : [{ key, value }];
        });
        return { rows, next: keys.length < pageSize ? undefined : keys.at(-1) };
      }),
    );
  return {
    get: (key, until) => watch('read', () => link.run(until, ({ keyv }) => keyv(name).get(key))),
    swap(key, before, after, until) {
      const token = randomUUID();
      return watch('write', () =>
        link.run(until, ({ swap }) =>
          swap({ table: name, key, before, after, token, triedFor: until - performance.now() }),
        ),
      );
    },
    pages: patience => pagesAhead(after => readPage(after, performance.now() + patience)),
  };
}

const usualStart = 5_000;
