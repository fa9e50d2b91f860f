/** Rows of one table as they were read or written last, so that a person who presses again is not looked up again. */
export interface RecentRows {
  /** The row as it is known, or as `read` gives it. Undefined stands for no row. */
  get(key: string, read: () => Promise<string | undefined>): Promise<string | undefined>;
  /** Does a write, and knows afterwards what stands there; nothing where the write failed. */
  write(key: string, after: string | undefined, write: () => Promise<unknown>): Promise<void>;
}

/** Right only where nobody else writes: for one process that holds its file, and for as long as that is the same file. */
export function createRecentRows(): RecentRows {
  const rows = new Map<string, string | undefined>();
  let writes = 0;
  const note = (key: string, value: string | undefined) => {
    rows.delete(key);
    rows.set(key, value);
    const [oldest] = rows.keys();
    if (rows.size > mostRows && oldest !== undefined) rows.delete(oldest);
  };
  return {
    async get(key, read) {
      if (rows.has(key)) return rows.get(key);
      const before = writes;
      const value = await read();
      // What was read while somebody wrote may be what stood there before.
      if (writes === before) note(key, value);
      return value;
    },
    async write(key, after, write) {
      writes += 1;
      rows.delete(key);
      await write();
      writes += 1;
      note(key, after);
    },
  };
}

/** Of some hundred bytes each. */
const mostRows = 2_000;
