import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './errors.ts';
import type { Connection } from './sqlite-connection.ts';
import { isBroken, isBusy, storeError } from './sqlite-driver.ts';
import { identityOf, type Standing } from './sqlite-file.ts';
import { closeQuietly, createGenerations, type GenerationParts } from './sqlite-generations.ts';

/** A file that is used through one connection a table, and opened anew when another file stands in its place. */
export interface OpenedFile {
  run: Run;
  /** Of the file that is open, within this turn of the event loop; undefined where another or none stands at its place, or none is open. */
  standing: () => Standing | undefined;
  close: () => Promise<void>;
}

/**
 * Does some work on a table; again and again until `until` (of `performance.now()`) while somebody else holds the file.
 * @throws StoreError, and nothing else; also when a write went into a file that is not there any more.
 */
export type Run = <R>(table: string, kind: 'read' | 'write', until: number, work: Work<R>) => Promise<R>;

/** `standing`: of the file, within this turn of the event loop. */
type Work<R> = (connection: Connection, standing: Standing) => Promise<R>;

/** Opens nothing yet: the first `run` does. */
export function createOpenedFile(parts: GenerationParts): OpenedFile {
  const { file } = parts;
  const generations = createGenerations(parts);

  const once = async <R>(table: string, kind: 'read' | 'write', work: Work<R>): Promise<R> => {
    const used = await generations.current();
    const connection = await generations.connectionOf(used, table);
    try {
      const result = await work(connection, generations.standing() ?? used);
      if (kind === 'write' && identityOf(file) !== used.identity) {
        throw new StoreError('away', `The store's file ${file} was replaced while it was written.`);
      }
      return result;
    } catch (error) {
      if (isBroken(error)) {
        used.connections.delete(table);
        await closeQuietly(connection);
      }
      throw error;
    } finally {
      if (kind === 'write') generations.wrote();
    }
  };

  const inTurn = createTurns();
  return {
    async run(table, kind, until, work) {
      const attempt = () => once(table, kind, work);
      for (;;) {
        try {
          return await (kind === 'write' ? inTurn(table, attempt) : attempt());
        } catch (error) {
          if (!isBusy(error) || performance.now() + lastTry > until) throw storeError(error, file);
          await sleep(pause);
        }
      }
    },
    standing: () => generations.standing(),
    close: () => generations.close(),
  };
}

/**
 * Lets one write of a connection follow the other. Where two run at once and one finds the file held, SQLite ends their common transaction:
 * what the other had told as written goes with it.
 */
function createTurns(): <R>(table: string, write: () => Promise<R>) => Promise<R> {
  const last = new Map<string, Promise<unknown>>();
  return (table, write) => {
    const done = (last.get(table) ?? Promise.resolve()).then(write);
    last.set(
      table,
      done.catch(() => undefined),
    );
    return done;
  };
}

/** Milliseconds between two tries while another program holds the file. */
const pause = 10;

/** Milliseconds before the deadline at which trying ends, so that the answer is "held by another" and not "slow". */
const lastTry = 100;
