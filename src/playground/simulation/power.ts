import type { Backend, Table } from '../../store/table.ts';

/** What keeps one process running. Once it is cut, everything that process began stays without an end and without effect. */
export interface Power {
  isOn(): boolean;
  cut(): void;
  /** Resolves when it is cut. */
  readonly gone: Promise<void>;
  /** The outcome of some work, if there still is somebody to learn of it. Work is not begun without power. */
  through<T>(work: () => Promise<T>): Promise<T>;
}

/** What happens to what a process asks of the store, with its power on. */
export interface StoreHooks {
  /** @throws StoreError where it does not answer. */
  ask(): void;
  /** Writes a row with `write`, or not, or not only that. `stored` reads what is there. */
  write(row: WrittenRow, write: () => Promise<void>): Promise<void>;
}

export interface WrittenRow {
  table: string;
  text: string;
  stored: () => Promise<string | undefined>;
}

export function createPower(): Power {
  let isOn = true;
  let cutNow = (): void => {};
  const gone = new Promise<void>(resolve => {
    cutNow = resolve;
  });
  return {
    isOn: () => isOn,
    cut() {
      isOn = false;
      cutNow();
    },
    gone,
    async through(work) {
      if (!isOn) return never();
      try {
        const result = await work();
        return isOn ? result : await never();
      } catch (error) {
        if (isOn) throw error;
        return never();
      }
    },
  };
}

/** The same tables for one process, which can lose its power between any two steps. */
export function poweredBackend(backend: Backend, power: Power, hooks: StoreHooks): Backend {
  return {
    table: name => poweredTable(name, backend.table(name), power, hooks),
    scrub: until => power.through(() => backend.scrub(until)),
    close: async () => {},
  };
}

function poweredTable(name: string, table: Table, power: Power, hooks: StoreHooks): Table {
  const asking = <T>(work: () => Promise<T>): Promise<T> =>
    power.through(async () => {
      hooks.ask();
      return work();
    });
  return {
    get: (key, until) => asking(() => table.get(key, until)),
    swap: (key, before, after, until) =>
      asking(async () => {
        if (after === undefined) return table.swap(key, before, after, until);
        let isWritten = true;
        await hooks.write({ table: name, text: after, stored: () => table.get(key, until) }, async () => {
          if (power.isOn()) isWritten = await table.swap(key, before, after, until);
        });
        return isWritten;
      }),
    async *pages(patience) {
      for await (const page of table.pages(patience)) yield await asking(async () => page);
    },
  };
}

const never = <T>(): Promise<T> => new Promise<T>(() => {});
