import type Keyv from 'keyv';
import type { Driver } from './sqlite-driver.ts';
import { fileMark } from './sqlite-file.ts';
import { textKeyv } from './text-keyv.ts';

/** One table of a file, through an adapter of its own: two Keyvs on one adapter mix up their rows. */
export interface Connection {
  keyv: Keyv<string>;
  query: (
    sql: string,
    ...values: readonly (string | number)[]
  ) => Promise<readonly Record<string, unknown>[]>;
  close: () => Promise<void>;
}

export interface ConnectOptions {
  table: string;
  /** Writes Steady's mark into a new file. */
  mark?: boolean;
  maxPages?: number;
}

/** Opens a table, and makes it if need be. @throws what sqlite3 throws. */
export async function connect(Sqlite: Driver, file: string, options: ConnectOptions): Promise<Connection> {
  const adapter = new Sqlite({ uri: `sqlite://${file}`, table: options.table, busyTimeout });
  const connection: Connection = {
    keyv: textKeyv(adapter),
    query: (sql, ...values) => adapter.query(sql, ...values),
    close: () => adapter.disconnect(),
  };
  try {
    for (const pragma of pragmasFor(options)) await connection.query(`PRAGMA ${pragma}`);
    return connection;
  } catch (error) {
    // It may never have been open; what matters is why.
    await connection.close().catch(() => undefined);
    throw error;
  }
}

/** Most of these hold for a connection only, so each connection says them again. */
function pragmasFor({ mark, maxPages }: ConnectOptions): string[] {
  return [
    // Before the write-ahead log, so that it stands in the file itself.
    ...(mark ? [`application_id = ${fileMark}`] : []),
    'journal_mode = WAL',
    'synchronous = FULL',
    'secure_delete = ON',
    ...(maxPages === undefined ? [] : [`max_page_count = ${maxPages}`]),
  ];
}

/** Milliseconds; short, because SQLite waits with the connection held, on one of the few threads that also read files. */
const busyTimeout = 1;
