import { UserError } from '../../src/core/errors.ts';
import { type Card, type Choice, small } from '../../src/core/reply.ts';
import { addDays, weekdayOf } from '../../src/nudges/local-time.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import type { Context } from '../../src/router/command.ts';
import { opening } from './daily.ts';
import { todayOf } from './next-times.ts';
import { openingCard } from './opening.ts';
import { daily, paused } from './record.ts';
import { done, statusCard } from './views.ts';

/** Pauses it, until a local date where one was given. @throws UserError for a day that is none, or past. */
export async function pause(context: Context, { until }: { until?: string | undefined }): Promise<Card> {
  const { nudges, caller, clock, say } = context;
  const known = await nudges.read(caller.id);
  const why = known?.nudges[daily]?.paused?.why;
  if (!known?.nudges[daily]) return done(context, 'nudge.none', undefined);
  if (why !== undefined && why !== 'asked') return done(context, 'nudge.off-now', undefined);
  const today = todayOf(context, known);
  const date = until === undefined ? undefined : dayNamed(until, today);
  if (until !== undefined && (date === undefined || date <= today))
    throw new UserError(say('nudge.unknown-day'));
  const after = await nudges.amend(caller.id, record => paused(record, clock.now(), date));
  return done(context, date === undefined ? 'nudge.paused' : 'nudge.paused-until', after);
}

/** Days to come, while one is being typed. */
export async function pauseDays(context: Context, typed: string): Promise<Choice[]> {
  const { caller, people } = context;
  const known = await people.glance('nudges', caller.id);
  const today = todayOf(context, { zone: known?.zone ?? 'UTC' });
  const named = new Intl.DateTimeFormat(caller.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const wanted = typed.trim().toLowerCase();
  return Array.from({ length: mostPauseDays }, (_, index) => addDays(today, index + 1))
    .map(date => ({ name: named.format(Date.parse(date)), value: date }))
    .filter(({ name, value }) => name.toLowerCase().includes(wanted) || value.startsWith(wanted))
    .slice(0, mostChoices);
}

/** When the next ones come, and what is kept. */
export async function status(context: Context): Promise<Card> {
  const { nudges, people, caller } = context;
  const preferences = (await people.read('preferences', caller.id)) ?? defaultPreferences;
  return statusCard(context, await nudges.read(caller.id), preferences);
}

/** What **Open** would show today, or what it showed; nothing is sent and nothing counts. */
export async function preview(context: Context): Promise<Card> {
  const { people, caller, words, say } = context;
  const [record, kept] = await Promise.all([
    people.glance('nudges', caller.id),
    people.glance('preferences', caller.id),
  ]);
  const preferences = kept ?? defaultPreferences;
  const slot = todayOf(context, { zone: record?.zone ?? preferences.timeZone ?? 'UTC' });
  const ref = opening(record?.nudges[daily] ?? {}, { owner: caller.id, slot }, { words, preferences });
  const shown = await openingCard(context, ref);
  return { ...shown, blocks: [small(say('nudge.preview')), ...shown.blocks] };
}

/** A date, `tomorrow`, or the name of a day of the week in English: the next one. */
function dayNamed(typed: string, today: string): string | undefined {
  const said = typed.trim().toLowerCase();
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return Number.isNaN(Date.parse(said)) ? undefined : said;
  if (said === 'tomorrow') return addDays(today, 1);
  const weekday = weekdayNames.findIndex(name => said.length >= 3 && name.startsWith(said));
  if (weekday === -1) return undefined;
  return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
}

const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const mostPauseDays = 90;
/** Discord's limit for the choices of one option. */
const mostChoices = 25;
