import { UserError } from '../../src/core/errors.ts';
import type { Card } from '../../src/core/reply.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { knownZone } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { type Asked, type Draft, draftArgs, draftOf, everyDay, type Standing, wishOf } from './draft.ts';
import { begun, changedTo, daily, type Wish } from './record.ts';
import { done, lookThere, notSent, whichDays, whichHalf, whichZone } from './views.ts';

/** Goes on from what somebody typed or chose: asks for what is missing, or for their yes. @throws UserError */
export async function ask(context: Context, asked: Asked): Promise<Card> {
  const { draft, zones } = draftOf(context, asked, await standingOf(context));
  if (draft.zone === undefined) return whichZone(context, zones, go('nudge', 'wish', ...draftArgs(draft)));
  return askNext(context, draft);
}

/** What stands where it was agreed to before, and else the usual: a mix, every day, discreet, up to two hours late. */
async function standingOf({ nudges, people, caller }: Context): Promise<Standing> {
  const nudge = (await nudges.read(caller.id))?.nudges[daily];
  if (!nudge?.daily || nudge.schedule.kind !== 'daily' || nudge.paused?.why === 'stopped') return usual;
  const { kind, usualDays } = nudge.daily;
  const { discreet } = (await people.read('preferences', caller.id)) ?? defaultPreferences;
  return { kind, days: usualDays ?? nudge.schedule.days, discreet, ifLate: nudge.ifLate };
}

/** Asks for what a draft still lacks, and where nothing is missing, for a yes. */
export async function askNext(context: Context, draft: Draft): Promise<Card> {
  if (draft.minutes.length > 1) {
    return whichHalf(context, draft.minutes, minute =>
      go('nudge', 'wish', ...draftArgs({ ...draft, minutes: [minute] })),
    );
  }
  if (draft.days.length === 0) return whichDays(context, draft);
  const wish = wishOf(draft);
  if (!wish) throw new UserError(context.say('nudge.unknown-zone'));
  const known = await context.nudges.read(context.caller.id);
  const nudge = known?.nudges[daily];
  return nudge && nudge.paused?.why !== 'stopped' ? change(context, wish) : askForYes(context, draft, wish);
}

/** The draft with what was chosen in the menu that asked for it. */
export function filledIn(draft: Draft, values: readonly string[]): Draft {
  if (values.length === 0) return draft;
  if (draft.zone === undefined) return { ...draft, zone: knownZone(values[0] ?? '') };
  return { ...draft, days: [0, 1, 2, 3, 4, 5, 6].filter(day => values.includes(String(day))) };
}

/** The yes itself, pressed in the DM where the messages are to come. */
export async function begin(context: Context, draft: Draft): Promise<Card> {
  const { nudges, caller, clock } = context;
  const wish = wishOf(draft);
  if (!wish) throw new UserError(context.say('error.old-button'));
  const { channel, locale } = caller;
  const parts = { channel, locale, now: clock.now(), calendar: nudges.calendar };
  await keepAsPreferences(context, wish);
  const after = await nudges.change(caller.id, known => begun(known, wish, parts));
  return done(context, 'nudge.begun', after);
}

/** Sends the silent test; nothing is kept before somebody says yes to it. */
async function askForYes(context: Context, draft: Draft, wish: Wish): Promise<Card> {
  const { messages, caller, say } = context;
  const yes = {
    label: say('nudge.yes'),
    to: go('nudge', 'start', ...draftArgs(draft)),
    style: 'plain',
  } as const;
  const no = { label: say('nudge.no'), to: go('nudge', 'no'), style: 'plain' } as const;
  const sent = await messages.write(caller.id, {
    kind: 'plain',
    content: say('nudge.line.test'),
    rows: [[yes, no]],
  });
  return sent === 'not-now' || 'code' in sent ? notSent(context, sent) : lookThere(context, wish, sent);
}

/** It was agreed to before, so it only changes. */
async function change(context: Context, wish: Wish): Promise<Card> {
  const { nudges, caller, clock } = context;
  const parts = { locale: caller.locale, now: clock.now(), calendar: nudges.calendar };
  await keepAsPreferences(context, wish);
  const after = await nudges.amend(caller.id, known => changedTo(known, wish, parts));
  return done(context, 'nudge.changed', after);
}

/** The zone and the discretion hold for everything. They are written first: no text is to stand on a screen before it may. */
async function keepAsPreferences({ people, caller }: Context, { zone, discreet }: Wish): Promise<void> {
  await people.change('preferences', caller.id, (known = { ...defaultPreferences, usedOn: '' }) => ({
    ...known,
    timeZone: zone,
    discreet,
  }));
}

const usual: Standing = { kind: 'mixed', days: everyDay, discreet: true, ifLate: 'hours' };
