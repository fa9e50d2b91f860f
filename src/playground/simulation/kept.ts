import { z } from 'zod';
import type { Someone } from './model.ts';

/** The little that is read of a record as it is kept, without the code that keeps it. */
export interface KeptWish {
  zone: string;
  minute: number;
  days: readonly number[];
  ifLate: 'skip' | 'hours' | 'day';
  paused?: { until?: string | undefined } | undefined;
}

export function wishKept(text: string | undefined): KeptWish | undefined {
  if (text === undefined) return undefined;
  const { value } = row.parse(JSON.parse(text));
  const { schedule, ifLate, paused } = value.nudges.daily;
  return { zone: value.zone, ...schedule, ifLate, paused };
}

/** Whether a message is wanted on a date, by what is kept. */
export function isWantedOn(kept: KeptWish, date: string, weekday: number): boolean {
  const { paused, days } = kept;
  return days.includes(weekday) && (!paused || (paused.until !== undefined && date >= paused.until));
}

/** After a crash in the middle of a change: whether it was made can only be read. */
export function agreeWith(someone: Someone, text: string | undefined): void {
  const kept = wishKept(text);
  if (!kept) return;
  const { zone, minute, days, ifLate, paused } = kept;
  someone.wish = { ...someone.wish, zone, minute, days, ifLate };
  someone.isOn = !paused || paused.until !== undefined;
  someone.pausedUntil = paused?.until;
}

const row = z.object({
  value: z.object({
    zone: z.string(),
    nudges: z.object({
      daily: z.object({
        schedule: z.object({ minute: z.number(), days: z.array(z.number()) }),
        ifLate: z.enum(['skip', 'hours', 'day']),
        paused: z.object({ until: z.string().optional() }).optional(),
      }),
    }),
  }),
});
