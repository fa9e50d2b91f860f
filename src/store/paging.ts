import type { Row } from './table.ts';

/** Some rows by key. `next`: the key after which the next page begins; undefined where there is none. */
export interface Page {
  rows: readonly Row[];
  next: string | undefined;
}

/** All pages in turn. Each is read while the one before is worked on; whoever asks for it is told what failed. */
export async function* pagesAhead(
  read: (after: string | undefined) => Promise<Page>,
): AsyncIterable<readonly Row[]> {
  let reading = read(undefined);
  for (;;) {
    const { rows, next } = await reading;
    if (next !== undefined) {
      reading = read(next);
      reading.catch(() => undefined);
    }
    yield rows;
    if (next === undefined) return;
  }
}

/** Rows of one page. */
export const pageSize = 500;
