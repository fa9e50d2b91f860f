import type { Metrics } from '../core/ports.ts';
import { inTime } from './deadline.ts';
import { StoreError } from './errors.ts';
import type { Backend, Table } from './table.ts';

/** The same place, with each call to it measured: also one that never ends, as the failure it is to whoever waits. */
export function measured(backend: Backend, metrics: Metrics): Backend {
  const { note } = backend;
  return {
    table: name => measuredTable(backend.table(name), metrics),
    scrub: until => backend.scrub(until),
    ...(note && {
      note: (id, forMs, until) => timed(metrics, 'write', () => inTime(note(id, forMs, until), until)),
    }),
    close: () => backend.close(),
  };
}

function measuredTable(table: Table, metrics: Metrics): Table {
  const { known } = table;
  return {
    ...(known && {
      known(key) {
        const started = performance.now();
        const found = known(key);
        if (found) metrics.stored({ kind: 'read', ms: performance.now() - started });
        return found;
      },
    }),
    get: (key, until) => timed(metrics, 'read', () => inTime(table.get(key, until), until)),
    swap(key, before, after, until) {
      const writing = table.swap(key, before, after, until);
      // Counted where it is late, and waited for all the same: else the next write would begin, and this one might land on it.
      timed(metrics, 'write', () => inTime(writing, until)).catch(() => undefined);
      return writing;
    },
    async *pages(patience) {
      const pages = table.pages(patience)[Symbol.asyncIterator]();
      for (;;) {
        const page = await timed(metrics, 'read', () => inTime(pages.next(), performance.now() + patience));
        if (page.done) return;
        yield page.value;
      }
    },
  };
}

async function timed<R>(metrics: Metrics, kind: 'read' | 'write', work: () => Promise<R>): Promise<R> {
  const started = performance.now();
  const ms = () => performance.now() - started;
  try {
    const result = await work();
    metrics.stored({ kind, ms: ms() });
    return result;
  } catch (error) {
    metrics.stored({ kind, ms: ms(), why: error instanceof StoreError ? error.why : 'failed' });
    throw error;
  }
}
