import type { Choice } from '../../src/core/reply.ts';
import type { DailyKind, IfLate } from '../../src/people/nudges.ts';
import { type Asked, everyDay } from './draft.ts';

/** The values of the options of `on`, as they stand in Discord's picker, and what they mean. */
const kinds: Readonly<Record<string, DailyKind>> = {
  'check-in': 'checkin',
  grounding: 'grounding',
  explainer: 'explainer',
  mixed: 'mixed',
  journey: 'journey',
};

/** No days: they are chosen in a menu. */
const days: Readonly<Record<string, readonly number[]>> = {
  'every day': everyDay,
  weekdays: [1, 2, 3, 4, 5],
  weekends: [0, 6],
  'chosen in a menu': [],
};

const lateness: Readonly<Record<string, IfLate>> = {
  skip: 'skip',
  'within 2 hours': 'hours',
  'any time that day': 'day',
};

const choicesOf = (meanings: object): Choice[] => Object.keys(meanings).map(name => ({ name, value: name }));

export const kindChoices = choicesOf(kinds);
export const dayChoices = choicesOf(days);
export const lateChoices = choicesOf(lateness);

/** What was typed and chosen. */
export function askedFor(options: {
  time: string;
  timezone: string;
  kind?: string | undefined;
  days?: string | undefined;
  discreet?: boolean | undefined;
  'if-late'?: string | undefined;
}): Asked {
  return {
    time: options.time,
    timezone: options.timezone,
    kind: kinds[options.kind ?? ''],
    days: days[options.days ?? ''],
    discreet: options.discreet,
    ifLate: lateness[options['if-late'] ?? ''],
  };
}
