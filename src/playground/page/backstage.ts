/** What lies behind the page for the person who looks: what is kept about them, and what went over the wire. */
import type { WireView } from '../standin/contract.ts';
import { AwayError, fetchStored, fetchWire, RefusedError } from './api.ts';
import { start } from './dom.ts';
import type { PageState } from './state.ts';
import type { Store } from './store.ts';

/** As last fetched; undefined until it came for the first time. */
export interface Behind {
  person: string;
  /** Every record by its kind, as stored. */
  stored: Readonly<Record<string, unknown>> | undefined;
  wire: WireView | undefined;
  /** Why it could not be fetched, in a sentence. */
  problem: string | undefined;
}

export interface Backstage {
  readonly now: Behind;
  /** Calls `listener` at every change from now on. */
  listen(listener: (now: Behind) => void): void;
  /** Fetches it soon, and again a little later: the bot writes some of it down after it has answered. */
  refresh(): void;
}

/** Fetches anew whenever the person changes, something is said or the bot is back; `refresh` is for everything else. */
export function createBackstage(store: Store): Backstage {
  const listeners: ((now: Behind) => void)[] = [];
  let now = nothingYet(store.now.person);
  let timers: ReturnType<typeof setTimeout>[] = [];

  const set = (next: Behind) => {
    if (JSON.stringify(next) === JSON.stringify(now)) return;
    now = next;
    for (const listener of listeners) listener(now);
  };
  const fetchAll = async () => {
    const { person, online, restarting } = store.now;
    if (!online || restarting) return;
    const fetched = await fetchBehind(person);
    if (store.now.person === person) set({ ...now, ...fetched });
  };
  const refresh = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [soon, later].map(wait => setTimeout(() => start(fetchAll()), wait));
  };
  store.listen((state, before) => {
    if (state.person !== before.person) set(nothingYet(state.person));
    if (signs.some(sign => sign(state) !== sign(before))) refresh();
  });
  start(fetchAll());
  return {
    get now() {
      return now;
    },
    listen(listener) {
      listeners.push(listener);
    },
    refresh,
  };
}

/** A field of somebody's preferences, where it was chosen. */
export function preferenceOf({ stored }: Behind, name: 'timeZone' | 'country'): string | undefined {
  const record = stored?.preferences as { value?: Record<string, unknown> } | undefined;
  const value = record?.value?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The time zone a person chose; the browser's own when they chose none. */
export function zoneOf(behind: Behind): string {
  return preferenceOf(behind, 'timeZone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const nothingYet = (person: string): Behind => ({
  person,
  stored: undefined,
  wire: undefined,
  problem: undefined,
});

/** Nothing where the stand-in is away: the line to it says so, and it is fetched again when it is back. */
async function fetchBehind(person: string): Promise<Partial<Behind> | undefined> {
  try {
    const [stored, wire] = await Promise.all([fetchStored(person), fetchWire(person)]);
    return { stored, wire, problem: undefined };
  } catch (error) {
    if (error instanceof AwayError) return undefined;
    if (error instanceof RefusedError) return { problem: error.message };
    throw error;
  }
}

/** When one of these is another, what lies behind may be too. */
const signs: readonly ((state: PageState) => unknown)[] = [
  ({ person }) => person,
  ({ online }) => online,
  ({ restarting }) => restarting,
  ({ view }) => view.messages,
  ({ view }) => view.botConnected,
];

/** Milliseconds. */
const soon = 80;
const later = 1500;
