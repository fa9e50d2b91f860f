import { pageSize } from './paging.ts';
import type { Backend, Table } from './table.ts';
import { textKeyv } from './text-keyv.ts';

/** Keeps everything in this process, and nothing after it. */
export function openMemory(): Backend {
  const tables = new Map<string, Table>();
  return {
    table(name) {
      const table = tables.get(name) ?? createTable();
      tables.set(name, table);
      return table;
    },
    async scrub() {},
    async close() {},
  };
}

function createTable(): Table {
  const rows = new Map<string, string>();
  const keyv = textKeyv(rows);
  return {
    get: key => keyv.get(key),
    async swap(key, _, after) {
      await (after === undefined ? keyv.delete(key) : keyv.set(key, after));
      return true;
    },
    async *pages() {
      const keys = [...rows.keys()].sort();
      for (let start = 0; start < keys.length; start += pageSize) {
        yield keys.slice(start, start + pageSize).flatMap(key => {
          const value = rows.get(key);
          return value === undefined ? [] : [{ key, value }];
        });
      }
    },
  };
}
