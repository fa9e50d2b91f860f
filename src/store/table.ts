/**
 * Where the text of one collection lies, by key. Where a method takes `until`, a time of `performance.now()`, nobody
 * waits for the answer after it, so no second try begins. A failure throws; it never looks like an absent row.
 */
export interface Table {
  /** What surely stands there at this moment, if that is known without asking the place. Left out where it never is. */
  known?: (key: string) => { value: string | undefined } | undefined;
  /** Undefined only when there surely is no row. */
  get(key: string, until: number): Promise<string | undefined>;
  /**
   * Puts `after` where `before` was read; undefined stands for no row. False, and nothing is written, when something else stands
   * there now. A place that one process holds for itself always writes: there its queue is the only one that does.
   */
  swap(key: string, before: string | undefined, after: string | undefined, until: number): Promise<boolean>;
  /** All rows by key, a page at a time. What stands from first to last comes exactly once, whatever others write. */
  pages(patience: number): AsyncIterable<readonly Row[]>;
}

export interface Row {
  key: string;
  value: string;
}

/** One place that keeps tables: memory, a file, a server. */
export interface Backend {
  /** The table of this name. It is opened when it is first used. */
  table(name: string): Table;
  /** Makes sure that no byte of a deleted or overwritten value is left. */
  scrub(until: number): Promise<void>;
  /** Notes an id for so many milliseconds, and gives whether nobody had noted it. Left out where one process is alone with the place. */
  note?: (id: string, forMs: number, until: number) => Promise<boolean>;
  close(): Promise<void>;
}
