import type { RedisLink } from '../../store/redis-link.ts';
import type { Scheduled } from '../due.ts';
import type { Entry } from '../timetable.ts';
import type { PutOff } from '../wanted.ts';
import {
  atScript,
  base,
  beginScript,
  hearScript,
  lookScript,
  openScript,
  putScript,
  settleScript,
  takenScript,
  tellScript,
  turnScript,
  untellScript,
  wholeScript,
} from './scripts.ts';

/** What one nudge has in the index; nothing where neither is there. */
export interface Place {
  id: string;
  entry?: Entry | undefined;
  snooze?: PutOff | undefined;
}

/** What is wanted at a minute, with what a delivery of it needs to know. */
export type Found = Scheduled & Pick<Entry, 'ifLate'>;

/** How the index stands. */
interface Look {
  /** False where a Redis that lost it has to be told everything anew. */
  whole: boolean;
  size: number;
  zones: string[];
  /** The zones in which a delivery is neither claimed nor dropped. */
  pending: ReadonlySet<string>;
  /** What was put off until now. */
  snoozes: { id: string; snooze: PutOff; text: string }[];
}

/**
 * All that is wanted, by zone and minute of the day, in a Redis that several processes share. It only says where to look: what holds is in
 * the record. Every method throws StoreError where Redis is away.
 */
export interface RedisIndex {
  /** Begins a turn, in which records are read and then put. */
  turn(): Promise<number>;
  /** The same, in which everything is read and put. */
  begin(): Promise<number>;
  /** Gives how many nudges are wanted. */
  put(turn: number, places: readonly Place[]): Promise<number>;
  look(now: number): Promise<Look>;
  at(zone: string, minutes: readonly number[]): Promise<Map<number, Found[]>>;
  /** Notes deliveries of a zone as open, by the ids of their jobs; and one of them as claimed or dropped. */
  open(zone: string, ids: readonly string[]): Promise<void>;
  settle(id: string): Promise<void>;
  /** Notes that what was put off is on its way. */
  taken(id: string, text: string): Promise<void>;
  /** Lets other processes know that what they hold of somebody changed; or takes that back. */
  tell(owner: string): Promise<void>;
  untell(owner: string): Promise<void>;
  /** Of whom that was said since a turn, and the turn that it is now. */
  hear(since: number): Promise<{ turn: number; owners: string[] }>;
  /** Notes that everything was put that was read in that turn. */
  whole(turn: number): Promise<void>;
}

export function createRedisIndex(link: RedisLink): RedisIndex {
  const ask = (script: string, ...words: (string | number)[]): Promise<unknown> =>
    link.run(performance.now() + patienceMs, ({ client }) =>
      client.eval(script, { keys: [base], arguments: words.map(String) }),
    );
  return {
    turn: async () => Number(await ask(turnScript)),
    begin: async () => Number(await ask(beginScript)),
    async put(turn, places) {
      const words = places.flatMap(({ id, entry, snooze }) => [
        id,
        entry ? `${entry.zone}|${entry.schedule.minute}` : '',
        entry ? JSON.stringify(entry) : '',
        snooze ? snooze.at : '',
        snooze ? JSON.stringify(snooze) : '',
      ]);
      return Number(await ask(putScript, turn, ...words));
    },
    async look(now) {
      const [whole, size, zones, pending, ids, texts] = (await ask(lookScript, now)) as Answer;
      const snoozes = ids.flatMap((id, at) => {
        const text = texts[at];
        return text ? [{ id, text, snooze: JSON.parse(text) as PutOff }] : [];
      });
      return { whole: whole === 1, size, zones, pending: new Set(pending), snoozes };
    },
    async at(zone, minutes) {
      const rows = (await ask(atScript, zone, ...minutes)) as string[][];
      return new Map(minutes.map((minute, at) => [minute, foundIn(rows[at] as string[])]));
    },
    async open(zone, ids) {
      await ask(openScript, zone, ...ids);
    },
    async settle(id) {
      await ask(settleScript, id);
    },
    async taken(id, text) {
      await ask(takenScript, id, text);
    },
    async tell(owner) {
      await ask(tellScript, owner);
    },
    async untell(owner) {
      await ask(untellScript, owner);
    },
    async hear(since) {
      const [turn, owners] = (await ask(hearScript, since)) as [turn: string, owners: string[]];
      return { turn: Number(turn), owners };
    },
    async whole(turn) {
      await ask(wholeScript, turn);
    },
  };
}

/** Ids and times in turn. */
function foundIn(row: readonly string[]): Found[] {
  return row.flatMap((id, at) => {
    if (at % 2 === 1) return [];
    const { zone: _, ...found } = JSON.parse(row[at + 1] as string) as Omit<Found, 'id'> & { zone: string };
    return [{ id, ...found }];
  });
}

type Answer = [
  whole: number,
  size: number,
  zones: string[],
  pending: string[],
  ids: string[],
  texts: (string | null)[],
];

const patienceMs = 1_500;
