import { z } from 'zod';
import { UserError } from '../../src/core/errors.ts';
import { parseTimeOfDay } from '../../src/nudges/time-of-day.ts';
import type { DailyKind, IfLate } from '../../src/people/nudges.ts';
import { knownZone } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { zonesNamed } from '../settings/zone.ts';
import type { Wish } from './record.ts';

/** A wish that may still lack something, which is then asked for. */
export interface Draft extends Omit<Wish, 'minute' | 'zone'> {
  /** One minute of the day; two where an hour may be of the morning or of the evening. */
  minutes: readonly number[];
  /** Left out where a name fits several. */
  zone?: string | undefined;
}

/** What somebody typed or chose. What they left out stays as it is, or is as usual. */
export interface Asked {
  time: string;
  timezone: string;
  kind?: DailyKind | undefined;
  /** None where they are to be chosen in a menu. */
  days?: readonly number[] | undefined;
  discreet?: boolean | undefined;
  ifLate?: IfLate | undefined;
}

/** What holds where nothing else was said. */
export type Standing = Required<Pick<Wish, 'kind' | 'days' | 'discreet' | 'ifLate'>>;

/** The draft, and the zones to choose from where the name fits several. @throws UserError for a time or a zone that is none. */
export function draftOf(
  context: Context,
  asked: Asked,
  standing: Standing,
): { draft: Draft; zones: string[] } {
  const { kind, days, discreet, ifLate } = asked;
  const { minutes, zones } = whenOf(context, asked);
  const rest = {
    kind: kind ?? standing.kind,
    days: days ?? standing.days,
    discreet: discreet ?? standing.discreet,
    ifLate: ifLate ?? standing.ifLate,
  };
  return { draft: { ...rest, minutes, ...(zones.length === 1 && { zone: zones[0] }) }, zones };
}

/** The minutes of the day and the zones that somebody may have meant. @throws UserError for a time or a zone that is none. */
export function whenOf(
  context: Context,
  { time, timezone }: Pick<Asked, 'time' | 'timezone'>,
): { minutes: number[]; zones: string[] } {
  const read = parseTimeOfDay(time);
  if (!read) throw new UserError(context.say('nudge.unknown-time'));
  const zones = zonesNamed(context, timezone);
  if (zones.length === 0) throw new UserError(context.say('nudge.unknown-zone'));
  return { minutes: 'either' in read ? [...read.either] : [read.minute], zones };
}

/** The wish, once nothing is missing. */
export function wishOf({ minutes, zone, ...draft }: Draft): Wish | undefined {
  const [minute, second] = minutes;
  if (minute === undefined || second !== undefined || zone === undefined || draft.days.length === 0)
    return undefined;
  return { ...draft, minute, zone };
}

/** How a draft travels in a button. */
export type DraftArgs = [
  minutes: string,
  zone: string,
  kind: string,
  days: number,
  discreet: string,
  ifLate: string,
];

export function draftArgs({ minutes, zone = '', kind, days, discreet, ifLate }: Draft): DraftArgs {
  const mask = days.reduce((bits, day) => bits | (1 << day), 0);
  return [minutes.join('-'), zone, kind, mask, discreet ? 'discreet' : 'open', ifLate];
}

/** Reads what `draftArgs` wrote. */
export const draftSchema = z
  .tuple([
    z.string().regex(/^\d{1,4}(-\d{1,4})?$/),
    z.string(),
    z.enum(['checkin', 'grounding', 'explainer', 'mixed', 'journey']),
    z.coerce.number<string>().int().min(0).max(127),
    z.enum(['discreet', 'open']),
    z.enum(['skip', 'hours', 'day']),
  ])
  .transform(([minutes, zone, kind, mask, discreet, ifLate], issues): Draft => {
    const read = minutes.split('-').map(Number);
    if (read.some(minute => minute > 1439) || (zone !== '' && !knownZone(zone))) {
      issues.addIssue({ code: 'custom', message: 'expected a time and a zone there are' });
    }
    const days = [0, 1, 2, 3, 4, 5, 6].filter(day => mask & (1 << day));
    return { minutes: read, ...(zone && { zone }), kind, days, discreet: discreet === 'discreet', ifLate };
  });

export const everyDay: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
