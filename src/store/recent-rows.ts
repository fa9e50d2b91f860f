import type { Standing } from './sqlite-file.ts';

/** What stands under a key, table by table; undefined stands for no row, and a table that is left out was not looked at. */
export type RowsOfKey = ReadonlyMap<string, string | undefined>;

/** One row, and the file in which it is looked for, as it stands in this turn of the event loop. */
interface Asked {
  table: string;
  standing: Standing;
}

/** What one file keeps under a key: read once for all who ask, and known until somebody else writes into the file. */
export interface RecentRows {
  /** What is known of a key, if `table` was looked at too. */
  known(key: string, asked: Asked): RowsOfKey | undefined;
  /** What is known, or being read already, where `table` was looked at too; else what `read` gives. */
  get(key: string, asked: Asked, read: () => Promise<RowsOfKey>): Promise<RowsOfKey>;
  /** Writes a row. Until that is done nothing is known of its key, and then what was known with it. */
  write(
    key: string,
    row: Asked & { value: string | undefined },
    write: () => Promise<unknown>,
  ): Promise<void>;
}

/**
 * For a file that this process holds for itself. What others do to it all the same, damage too, shows in the times and sizes of the file
 * and of its log: nothing is told from memory without a look at them in the same turn of the event loop. Only
 * what is written into the same file during a write of our own is taken for that.
 */
export function createRecentRows(look: () => Standing): RecentRows {
  const known = new Map<string, RowsOfKey>();
  const reading = new Map<string, Promise<RowsOfKey>>();
  const writing = new Map<string, Writing>();
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
  /** Gives what ends it, and tells whether nothing else was written under the key meanwhile. */
  const begin = (key: string): (() => boolean) => {
    const all = writing.get(key) ?? { count: 0, areSeveral: false };
    writing.set(key, all);
    all.count += 1;
    all.areSeveral ||= all.count > 1;
    return () => {
      all.count -= 1;
      if (all.count === 0) writing.delete(key);
      return !all.areSeveral;
    };
  };
  const note = (key: string, rows: RowsOfKey): void => {
    known.set(key, rows);
    const [oldest] = known.keys();
    if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
  };

  return {
    known(key, { table, standing }) {
      see(standing);
      const rows = known.get(key);
      return rows?.has(table) ? rows : undefined;
    },
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
        // What was read while somebody wrote there may be what stood there before, or stand in a file whose place another took.
        const isSure = reading.get(key) === mine && !writing.has(key) && seen.identity === standing.identity;
        if (isSure && found.size > 0) note(key, found);
        return found;
      } finally {
        if (reading.get(key) === mine) reading.delete(key);
      }
    },
    async write(key, { table, value, standing }, write) {
      see(look());
      const { identity } = standing;
      const before = known.get(key);
      forget(key);
      const end = begin(key);
      let isWritten = false;
      try {
        await write();
        isWritten = true;
      } finally {
        forget(key);
        const wasAlone = end();
        const now = look();
        // A write that fails may fail because somebody else writes.
        if (!isWritten || now.identity !== seen.identity) forgetAll();
        else if (before && wasAlone && now.identity === identity)
          note(key, new Map(before).set(table, value));
        seen = now;
      }
    },
  };
}

/** The writes under one key that are under way. */
interface Writing {
  count: number;
  /** True once there were two of them at a time. */
  areSeveral: boolean;
}

/** Most have a few rows of some hundred bytes. */
const mostKeys = 2_000;
