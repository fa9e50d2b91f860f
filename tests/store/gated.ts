import { openMemory } from '../../src/store/memory.ts';
import type { Backend, Table } from '../../src/store/table.ts';

interface Gated {
  backend: Backend;
  shut: (...methods: Method[]) => void;
  open: (which?: 'later calls only') => void;
}

type Method = keyof Table;

/** A place outside this process, as it were, that can stop answering. What is asked meanwhile is answered once it opens. */
export function gated(): Gated {
  const inner = openMemory();
  let held = new Set<Method>();
  let waiting: (() => void)[] = [];
  const pass = async (method: Method): Promise<void> => {
    if (held.has(method)) await new Promise<void>(resolve => waiting.push(resolve));
  };
  const backend: Backend = {
    ...inner,
    table(name) {
      const table = inner.table(name);
      return {
        get: (...call) => pass('get').then(() => table.get(...call)),
        swap: (...call) => pass('swap').then(() => table.swap(...call)),
        async *pages(patience) {
          await pass('pages');
          yield* table.pages(patience);
        },
      };
    },
  };
  return {
    backend,
    shut: (...methods) => {
      held = new Set(methods);
    },
    open: which => {
      held = new Set();
      if (which) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
