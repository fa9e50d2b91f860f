import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './errors.ts';
import { type Connection, connect } from './sqlite-connection.ts';
import { type Driver, isBroken, isBusy, storeError } from './sqlite-driver.ts';
import { companions, contentOf, identityOf, removeStale } from './sqlite-file.ts';

/** A file that is used through one connection a table, and opened anew when another file stands in its place. */
export interface OpenedFile {
  /**
   * Does some work on a table; again and again until `until` (of `performance.now()`) while somebody else holds the file.
   * @throws StoreError, also when a write went into a file that is not there any more.
   */
  run<R>(table: string, kind: 'read' | 'write', until: number, work: Work<R>): Promise<R>;
  close(): Promise<void>;
}

type Work<R> = (connection: Connection) => Promise<R>;

/** The table of the connection that looks after the file itself. */
export const controlTable = 'steady';

export interface OpenedFileParts {
  file: string;
  Sqlite: Driver;
  maxPages?: number;
  /** Called before a file that took another's place is used. */
  renewLock(): Promise<void>;
}

export function createOpenedFile({ file, Sqlite, maxPages, renewLock }: OpenedFileParts): OpenedFile {
  let generation: Generation | undefined;
  let turning: Promise<Generation> | undefined;
  let everOpened = false;
  let closed = false;
  const stale = new Set<string>();

  const connectionOf = ({ connections }: Generation, table: string, mark = false): Promise<Connection> => {
    const known = connections.get(table);
    if (known) return known;
    const made = connect(Sqlite, file, { table, mark, ...(maxPages === undefined ? {} : { maxPages }) });
    connections.set(table, made);
    // A connection that failed is no connection: the next call makes another.
    made.catch(() => connections.delete(table));
    return made;
  };

  const leave = async (): Promise<void> => {
    const left = generation;
    generation = undefined;
    if (!left) return;
    for (const identity of left.companions) stale.add(identity);
    await closeAll(left);
  };

  const turnTo = async (identity: string): Promise<Generation> => {
    await leave();
    await removeStale(file, stale);
    stale.clear();
    if (everOpened) await renewLock();
    const content = await contentOf(file);
    if (content === 'foreign' || (everOpened && content !== 'ours')) {
      throw new StoreError(
        'away',
        `The store's file ${file} was expected, something else stands in its place.`,
      );
    }
    const next: Generation = { identity, connections: new Map(), companions: [] };
    try {
      const control = await connectionOf(next, controlTable, content !== 'ours');
      await control.query(checkpoint);
      next.companions = [...(await companions(file)).values()];
    } catch (error) {
      await closeAll(next);
      throw error;
    }
    generation = next;
    everOpened = true;
    return next;
  };

  const current = async (): Promise<Generation> => {
    if (closed) throw new StoreError('away', `The store's file ${file} was closed.`);
    const identity = await identityOf(file);
    if (turning) return turning;
    if (generation?.identity === identity) return generation;
    turning = turnTo(identity).finally(() => {
      turning = undefined;
    });
    return turning;
  };

  const once = async <R>(table: string, kind: 'read' | 'write', work: Work<R>): Promise<R> => {
    const used = await current();
    const connection = await connectionOf(used, table);
    try {
      const result = await work(connection);
      if (kind === 'write' && (await identityOf(file)) !== used.identity) {
        throw new StoreError('away', `The store's file ${file} was replaced while it was written.`);
      }
      return result;
    } catch (error) {
      if (isBroken(error)) {
        used.connections.delete(table);
        await closeQuietly(connection);
      }
      throw error;
    }
  };

  return {
    async run(table, kind, until, work) {
      for (;;) {
        try {
          return await once(table, kind, work);
        } catch (error) {
          if (!isBusy(error) || performance.now() + lastTry > until) throw storeError(error, file);
          await sleep(pause);
        }
      }
    },
    async close() {
      closed = true;
      await turning?.catch(() => undefined);
      await leave();
    },
  };
}

/** The time during which one and the same file stood at the path. */
interface Generation {
  identity: string;
  connections: Map<string, Promise<Connection>>;
  /** The files SQLite made beside it. */
  companions: readonly string[];
}

/** Writes back what waits in the log first: the file may live on under another name. */
async function closeAll({ connections }: Generation): Promise<void> {
  const open = (await Promise.allSettled(connections.values())).flatMap(made =>
    made.status === 'fulfilled' ? [made.value] : [],
  );
  await open[0]?.query(checkpoint).catch(() => undefined);
  for (const connection of open) await closeQuietly(connection);
}

/** There is nothing to be done about a connection that cannot even be closed; whoever used it was told already. */
const closeQuietly = (connection: Connection): Promise<void> => connection.close().catch(() => undefined);

/** Moves everything from the write-ahead log into the file, and empties the log. */
export const checkpoint = 'PRAGMA wal_checkpoint(TRUNCATE)';

/** Milliseconds between two tries while another program holds the file. */
const pause = 10;

/** Milliseconds before the deadline at which trying ends, so that the answer is "held by another" and not "slow". */
const lastTry = 100;
