import { StoreError } from './errors.ts';
import { type Connection, connect } from './sqlite-connection.ts';
import type { Driver } from './sqlite-driver.ts';
import { companions, contentOf, createLook, oncePerTurn, removeStale, type Standing } from './sqlite-file.ts';

/** The time during which one and the same file stands at a path, and the connections made meanwhile, by table. */
interface Generation extends Standing {
  connections: Map<string, Promise<Connection>>;
  /** Which files SQLite made beside it. */
  companions: readonly string[];
}

export interface Generations {
  /** The one of the file that stands there now, as of this turn of the event loop; its connections are opened anew when that is another than before. */
  current: () => Promise<Generation>;
  /** Of the file that is open, as of this turn; undefined where another or none stands at its place, or none is open. */
  standing: () => Standing | undefined;
  connectionOf: (generation: Generation, table: string) => Promise<Connection>;
  /** To be called after a write: the file's times are others then. */
  wrote: () => void;
  close: () => Promise<void>;
}

export interface GenerationParts {
  file: string;
  Sqlite: Driver;
  maxPages?: number;
  /** Called before a file that took another's place is used. */
  renewLock: () => Promise<void>;
}

export function createGenerations(parts: GenerationParts): Generations {
  const { file } = parts;
  const look = oncePerTurn(createLook(file));
  const stale = new Set<string>();
  let generation: Generation | undefined;
  let turning: Promise<Generation> | undefined;
  let everOpened = false;
  let closed = false;

  const refuseOnceClosed = (): void => {
    if (closed) throw new StoreError('away', `The store's file ${file} was closed.`);
  };

  const leave = async (): Promise<void> => {
    const left = generation;
    generation = undefined;
    if (!left) return;
    for (const identity of left.companions) stale.add(identity);
    await closeAll(left);
  };

  const turnTo = async (standing: Standing): Promise<Generation> => {
    await leave();
    await removeStale(file, stale);
    stale.clear();
    if (everOpened) await parts.renewLock();
    generation = await begin(parts, standing, everOpened);
    everOpened = true;
    return generation;
  };

  return {
    async current() {
      refuseOnceClosed();
      const standing = look();
      if (turning) return turning;
      if (generation?.identity === standing.identity) return Object.assign(generation, standing);
      turning = turnTo(standing).finally(() => {
        turning = undefined;
      });
      return turning;
    },
    standing() {
      if (closed || turning || !generation) return undefined;
      try {
        const standing = look();
        return standing.identity === generation.identity ? standing : undefined;
      } catch {
        // Why it cannot be looked at is told to whoever goes on to `current`.
        return undefined;
      }
    },
    async connectionOf(used, table) {
      refuseOnceClosed();
      return connectionOf(parts, used, table);
    },
    wrote: () => look.forget(),
    async close() {
      closed = true;
      await turning?.catch(() => undefined);
      await leave();
    },
  };
}

/** A failed read is never "nothing there": what takes a store's place while it runs has to be a store, not an empty file. */
async function begin(
  parts: GenerationParts,
  standing: Standing,
  isReplacement: boolean,
): Promise<Generation> {
  const content = await contentOf(parts.file);
  if (content === 'foreign' || (isReplacement && content !== 'ours')) {
    throw new StoreError(
      'away',
      `The store's file ${parts.file} was expected, something else stands in its place.`,
    );
  }
  const begun: Generation = { ...standing, connections: new Map(), companions: [] };
  try {
    const control = await connectionOf(parts, begun, controlTable, content !== 'ours');
    await control.query(checkpoint);
    begun.companions = [...companions(parts.file).values()];
    return begun;
  } catch (error) {
    await closeAll(begun);
    throw error;
  }
}

function connectionOf(
  { file, Sqlite, maxPages }: GenerationParts,
  { connections }: Generation,
  table: string,
  mark = false,
): Promise<Connection> {
  const known = connections.get(table);
  if (known) return known;
  const control = table === controlTable ? undefined : connections.get(controlTable);
  const made = madeSure(control, table).then(() =>
    connect(Sqlite, file, { table, mark, ...(maxPages === undefined ? {} : { maxPages }) }),
  );
  connections.set(table, made);
  // A connection that failed is no connection: the next call makes another.
  made.catch(() => connections.delete(table));
  return made;
}

/** An adapter that cannot make its own table is never closed, and there would be another one at every try. */
async function madeSure(control: Promise<Connection> | undefined, table: string): Promise<void> {
  const connection = await control;
  await connection?.query(`CREATE TABLE IF NOT EXISTS ${table}(key VARCHAR(255) PRIMARY KEY, value TEXT)`);
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
export const closeQuietly = (connection: Connection): Promise<void> =>
  connection.close().catch(() => undefined);

/** The table of the connection that looks after the file itself. */
export const controlTable = 'steady';

/** Moves everything from the write-ahead log into the file, and empties the log. */
export const checkpoint = 'PRAGMA wal_checkpoint(TRUNCATE)';
