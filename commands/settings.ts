import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import type { Card } from '../src/core/reply.ts';
import { timestamp } from '../src/core/timestamp.ts';
import { defaultPreferences, leaveOuts, type Preferences } from '../src/people/preferences.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { countryChoices, countryCode } from '../src/safety/lines.ts';
import { moveZone } from './nudge/zone.ts';
import { settingsCard, type Toggle, toggles } from './settings/view.ts';
import { zoneChoices, zonesNamed } from './settings/zone.ts';

declare module '../src/router/links.ts' {
  interface Links {
    settings: { open: []; turn: [what: Toggle, to: 'on' | 'off']; 'leave-out': []; 'leave-nothing': [] };
  }
}

export default defineCommand({
  name: 'settings',
  description: 'Time zone, country, and how I answer you',
  options: {
    timezone: {
      kind: 'text',
      description: 'Your time zone, by city or country',
      most: 100,
      complete: zoneChoices,
    },
    country: {
      kind: 'text',
      description: 'The country your numbers are for',
      most: 100,
      complete: countries,
    },
  },
  run: {
    answers: 'new',
    with: async (context, { timezone, country }) => {
      const chosen = { ...zoneOf(context, timezone), ...countryOf(context, country) };
      if (Object.keys(chosen).length === 0) return settingsCard(context, await current(context));
      return save(context, chosen);
    },
  },
  actions: {
    open: { answers: 'update', with: async context => settingsCard(context, await current(context)) },
    turn: {
      answers: 'update',
      args: z.tuple([z.enum(toggles), z.enum(['on', 'off'])]),
      with: (context, [what, to]) => save(context, { [what]: to === 'on' }),
    },
    'leave-nothing': { answers: 'update', with: context => save(context, { leaveOut: [] }) },
    'leave-out': {
      answers: 'update',
      with: (context, _, { values }) =>
        save(context, { leaveOut: leaveOuts.filter(what => values.includes(what)) }),
    },
  },
});

function countries({ library, caller }: Context, typed: string) {
  return countryChoices(library.countries, caller.locale, typed);
}

/** What stands now. Here a store that is away is told, not passed over: the card would show what is not so. */
async function current({ people, caller }: Context): Promise<Omit<Preferences, 'usedOn'>> {
  return (await people.read('preferences', caller.id)) ?? defaultPreferences;
}

/** A time zone moves what was asked for first: where only one of the two can be written, messages come at the right hour. */
async function save(context: Context, chosen: Partial<Preferences>): Promise<Card> {
  const { people, caller, say } = context;
  const { daily, question } = chosen.timeZone === undefined ? {} : await moveZone(context, chosen.timeZone);
  const saved = await people.change(
    'preferences',
    caller.id,
    (known = { ...defaultPreferences, usedOn: '' }) => ({
      ...known,
      ...chosen,
    }),
  );
  const moved = [
    ...(daily === undefined ? [] : [say('settings.next', { time: timestamp(daily, 'full') })]),
    ...(question === undefined ? [] : [say('settings.next-question', { time: timestamp(question, 'full') })]),
  ];
  return settingsCard(context, saved, [say('settings.saved'), ...moved].join(' '));
}

function zoneOf(context: Context, typed: string | undefined): Partial<Preferences> {
  if (typed === undefined) return {};
  const [timeZone, ...others] = zonesNamed(context, typed);
  if (timeZone === undefined || others.length > 0) throw new UserError(context.say('settings.unknown-zone'));
  return { timeZone };
}

function countryOf(context: Context, typed: string | undefined): Partial<Preferences> {
  if (typed === undefined) return {};
  const country = countryCode(context.library.countries, context.caller.locale, typed);
  if (country === undefined) throw new UserError(context.say('settings.unknown-country'));
  return { country };
}
