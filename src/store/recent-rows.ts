import type { Standing } from './sqlite-file.ts';

/** What stands under a key, table by table; undefined stands for no row, and a table that is left out was not looked at. */
export type RowsOfKey = ReadonlyMap<string, string | undefined>;

/** What one file keeps under a key: read once for all who ask, and known as long as nobody writes there. */
export interface RecentRows {
  /** What is known, or being read already, where `table` was looked at too; else what `read` gives. `standing`: of the file just now. */
  get(
    key: string,
    { table, standing }: { table: string; standing: Standing },
    read: () => Promise<RowsOfKey>,
  ): Promise<RowsOfKey>;
  /** Does a write. What stands under its key is not known from its beginning on. */
  write(key: string, write: () => Promise<unknown>): Promise<void>;
}

/**
 * For a file that this process holds for itself. What others do to it all the same, damage too, shows in the times and sizes of the file
 * and of its log: nothing is told from memory without a look at them in the same turn of the event loop. Only
 * what is written into the same file during a write of our own is taken for that.
 */
export function createRecentRows(look: () => Standing): RecentRows {
  const known = new Map<string, RowsOfKey>();
  const reading = new Map<string, Promise<RowsOfKey>>();
  const writing = new Map<string, number>();
  let seen: Standing = { identity: '', print: '', at: 0 };

  const see = ({ identity, print, at }: Standing): void => {
    // A look shared by many may be older than one that was taken since: what it finds changed back is no change.
    if (at < seen.at) return;
    if (identity !== seen.identity || (print !== seen.print && writing.size === 0)) forgetAll();
    seen = { identity, print, at };
  };
  const forgetAll = (): void => {
    known.clear();
    reading.clear();
  };
  const forget = (key: string): void => {
    known.delete(key);
    reading.delete(key);
  };
  const note = (key: string, rows: RowsOfKey): void => {
    known.set(key, rows);
    const [oldest] = known.keys();
    if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
  };

  return {
    async get(key, { table, standing }, read) {
      see(standing);
      const begun = known.get(key) ?? reading.get(key);
      const rows = begun && (await begun);
      if (rows?.has(table)) return rows;
      const mine = read();
      reading.set(key, mine);
      try {
        const found = await mine;
        see(look());
        // What was read while somebody wrote there may be what stood there before.
        const isSure = reading.get(key) === mine && !writing.has(key);
        if (isSure && found.size > 0) note(key, found);
        return found;
      } finally {
        if (reading.get(key) === mine) reading.delete(key);
      }
    },
    async write(key, write) {
      see(look());
      forget(key);
      writing.set(key, (writing.get(key) ?? 0) + 1);
      try {
        await write();
      } finally {
        forget(key);
        const others = (writing.get(key) ?? 1) - 1;
        if (others > 0) writing.set(key, others);
        else writing.delete(key);
        const now = look();
        if (now.identity !== seen.identity) forgetAll();
        seen = now;
      }
    },
  };
}

/** Most have a few rows of some hundred bytes. */
const mostKeys = 2_000;
