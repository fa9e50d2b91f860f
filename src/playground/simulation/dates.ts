import TinyQueue from 'tinyqueue';
import { createAgenda } from './agenda.ts';
import { isWantedOn, wishKept } from './kept.ts';
import type { Ledger } from './ledger.ts';
import type { Someone } from './model.ts';
import { plusDays, type Walls, weekday } from './wall.ts';

/** The local dates of every zone, as they begin. */
export interface Dates {
  /** Lets those begin that have begun by then, for everybody who lives there. */
  begin(now: number): Promise<void>;
  /** Somebody left a zone for the one they wish now. */
  moved(someone: Someone, left: string): void;
  /** A message is wanted then. */
  due(at: number): void;
  /** When the next is wanted, and when the next date begins. */
  next(): number[];
}

export interface DateParts {
  everyone: readonly Someone[];
  zones: readonly string[];
  from: number;
  walls: Walls;
  ledger: Ledger;
  /** The row of somebody, as it is kept. */
  kept: (id: string) => Promise<string | undefined>;
}

export function createDates({ everyone, zones, from, walls, ledger, kept }: DateParts): Dates {
  const livingIn = new Map(zones.map(zone => [zone, new Set<Someone>()]));
  for (const someone of everyone) livingIn.get(someone.wish.zone)?.add(someone);
  const dueAt = new TinyQueue<number>();
  const midnights = createAgenda<{ zone: string; date: string; at: number }>();
  const plan = (zone: string, date: string) => {
    const at = walls.instantOf(zone, date, 0);
    midnights.put(at, { zone, date, at });
  };
  for (const zone of zones) plan(zone, plusDays(walls.at(zone, from).date, 1));

  return {
    async begin(now) {
      for (let next = midnights.take(now); next; next = midnights.take(now)) {
        const { zone, date, at } = next;
        plan(zone, plusDays(date, 1));
        // A date that the zone leaves out begins nowhere.
        if (walls.at(zone, at).date !== date) continue;
        for (const someone of livingIn.get(zone) ?? []) {
          const wanted = ledger.beginDay(someone, date, await wantedOn(someone, date, kept));
          if (wanted !== undefined) dueAt.push(wanted);
        }
      }
      while ((dueAt.peek() ?? Number.POSITIVE_INFINITY) <= now) dueAt.pop();
    },
    moved(someone, left) {
      livingIn.get(left)?.delete(someone);
      livingIn.get(someone.wish.zone)?.add(someone);
    },
    due(at) {
      dueAt.push(at);
    },
    next: () => [dueAt.peek(), midnights.next()].filter(at => at !== undefined),
  };
}

/** What is wanted on a date that begins: by their own doing, or by their record where Steady changes it by itself. */
async function wantedOn(
  someone: Someone,
  date: string,
  kept: DateParts['kept'],
): Promise<{ minute: number } | undefined> {
  const { isOn, pausedUntil, isFollowed, wish, id } = someone;
  if (!isOn || (pausedUntil !== undefined && date < pausedUntil)) return undefined;
  if (!isFollowed) return wish;
  const record = wishKept(await kept(id));
  return record && isWantedOn(record, date, weekday(date)) ? record : undefined;
}
