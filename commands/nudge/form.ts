import { clockTime, weekdaysIn } from '../../src/core/dates.ts';
import type { Form, MenuOption } from '../../src/core/reply.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Preferences } from '../../src/people/preferences.ts';
import type { Context, Input } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { type Asked, everyDay } from './draft.ts';
import { daily } from './record.ts';

/** Asks what the options of `on` ask, from a button: the time by menu and the city as text. What is known stands in it. */
export function nudgeForm(
  { say, caller }: Context,
  known: Nudged | undefined,
  preferences: Preferences | undefined,
): Form {
  const nudge = known?.nudges[daily];
  const schedule = nudge?.schedule.kind === 'daily' ? nudge.schedule : undefined;
  const kind = nudge?.daily?.kind ?? 'mixed';
  const minute = schedule?.minute;
  const days = nudge?.daily?.usualDays ?? schedule?.days ?? everyDay;
  const zone = known?.zone ?? preferences?.timeZone;
  return {
    kind: 'form',
    title: say('nudge.form.title'),
    to: go('nudge', 'asked'),
    fields: [
      {
        kind: 'menu',
        name: 'time',
        label: say('nudge.form.time'),
        hint: say('nudge.look.phone'),
        required: true,
        options: timesWith(minute).map(at => ({
          label: clockTime(at, caller.locale),
          value: String(at),
          chosen: at === minute,
        })),
      },
      {
        kind: 'text',
        name: 'city',
        label: say('nudge.form.city'),
        example: say('nudge.form.city-example'),
        required: true,
        long: false,
        most: 100,
        ...(zone && { value: zone }),
      },
      {
        kind: 'radio',
        name: 'kind',
        label: say('nudge.form.kind'),
        required: true,
        options: kinds(say, kind),
      },
      {
        kind: 'menu',
        name: 'days',
        label: say('nudge.form.days'),
        hint: say('nudge.form.days-hint'),
        required: false,
        most: 7,
        options: [1, 2, 3, 4, 5, 6, 0].map(day => ({
          label: weekdaysIn(caller.locale, [day], 'long'),
          value: String(day),
          chosen: days.length < 7 && days.includes(day),
        })),
      },
      {
        kind: 'checkbox',
        name: 'more',
        label: say('nudge.form.more'),
        required: false,
        options: [
          {
            label: say('nudge.form.open'),
            value: 'open',
            hint: say('nudge.form.open-hint'),
            chosen: nudge !== undefined && preferences?.discreet === false,
          },
          { label: say('nudge.form.skip'), value: 'skip', chosen: nudge?.ifLate === 'skip' },
          { label: say('nudge.form.day'), value: 'day', chosen: nudge?.ifLate === 'day' },
        ],
      },
    ],
  };
}

/** What was filled in. */
export function askedIn({ texts, chosen }: Input): Asked {
  const minute = Number(chosen.time?.[0] ?? usualMinute);
  const more = chosen.more ?? [];
  const days = (chosen.days ?? []).map(Number);
  return {
    time: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
    timezone: texts.city ?? '',
    kind: kindNames.find(kind => kind === chosen.kind?.[0]) ?? 'mixed',
    days: days.length > 0 ? days : everyDay,
    discreet: !more.includes('open'),
    ifLate: more.includes('skip') ? 'skip' : more.includes('day') ? 'day' : 'hours',
  };
}

const kinds = (say: Context['say'], chosen: string): MenuOption[] =>
  kindNames.map(kind => ({
    label: say(`nudge.form.kinds.${kind}`),
    value: kind,
    chosen: kind === chosen,
  }));

/** Those most people choose, and the one that was chosen before in place of the last. */
function timesWith(minute: number | undefined): number[] {
  if (minute === undefined || times.includes(minute)) return times;
  return [...times.slice(0, -1), minute].sort((a, b) => a - b);
}

const kindNames = ['mixed', 'checkin', 'grounding', 'explainer', 'journey'] as const;
/** As many as one menu holds. */
const times =
  `5:00 6:00 6:30 7:00 7:30 8:00 8:30 9:00 9:30 10:00 11:00 12:00 12:30 13:00 14:00 15:00 16:00 17:00 18:00
  18:30 19:00 20:00 20:30 21:00 22:00`
    .split(/\s+/)
    .map(written => written.split(':').map(Number))
    .map(([hour = 0, minute = 0]) => hour * 60 + minute);
const usualMinute = 8 * 60 + 30;
