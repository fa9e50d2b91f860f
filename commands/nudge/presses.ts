import { z } from 'zod';
import { type Card, card, text } from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import { addDays } from '../../src/nudges/local-time.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Context } from '../../src/router/command.ts';
import { openingCard } from './opening.ts';
import {
  daily,
  isOn,
  keptDaily,
  ofKind,
  onFewerDays,
  openedDay,
  putOff,
  resumed,
  withoutSnooze,
} from './record.ts';
import { done, stoppedCard } from './views.ts';

/** What every button of a message carries: which nudge, for which local date, and which part of that day. */
export const onDelivery = z.tuple([z.string(), z.iso.date(), z.coerce.number<string>().int().min(0)]);
export type OnDelivery = z.output<typeof onDelivery>;
const [name, slot, part] = onDelivery.def.items;
export const onOpening = z.tuple([
  name,
  slot,
  part,
  z.enum(['checkin', 'grounding', 'explainer', 'journey']),
  z.string(),
]);
export const onQuestion = z.tuple([name, slot, part, z.enum(['mixed', 'journey'])]);

/** **Open**: what stands behind the neutral line. A day of the fourteen counts from here on. */
export function open(context: Context, args: z.output<typeof onOpening>): Promise<Card> {
  const [name, slot, part, kind, id] = args;
  arrived(context, [name, slot, part]);
  const { nudges, caller, afterwards } = context;
  if (kind === 'journey') {
    afterwards(async () => void (await nudges.amend(caller.id, record => openedDay(record, Number(id)))));
  }
  return openingCard(context, { kind, id });
}

/** **In 1 hour**. A message of another day is past. */
export async function later(context: Context, [name, slot, part]: OnDelivery): Promise<Card> {
  const { nudges, caller, clock, say } = context;
  arrived(context, [name, slot, part]);
  const at = clock.now() + hourMs;
  let isPast = false;
  const after = await nudges.amend(caller.id, record => {
    const { date } = nudges.calendar.localAt(record.zone, clock.now());
    // One that was put off past midnight is still of the evening before.
    isPast = slot !== date && !(part > 0 && slot === addDays(date, -1));
    return isPast || !isOn(record) ? 'same' : putOff(record, slot, part, at);
  });
  if (isPast) return card([text(say('nudge.past'))]);
  if (!isOn(after)) return card([text(say('nudge.off-now'))]);
  return card([text(say('nudge.put-off', { time: timestamp(at, 'time') }))]);
}

/** **Not today**. */
export function notToday(context: Context, args: OnDelivery): Promise<Card> {
  return answered(context, args, 'nudge.skipped', withoutSnooze);
}

/** **Stop these**, or **Stop**, on a message. */
export function end(context: Context, args: OnDelivery): Promise<Card> {
  arrived(context, args);
  return stop(context);
}

/** **Keep daily**: nothing is asked for a while. */
export function keep(context: Context, args: OnDelivery): Promise<Card> {
  const { nudges, clock } = context;
  return answered(context, args, 'nudge.kept', record => {
    const { date } = nudges.calendar.localAt(record.zone, clock.now());
    return keptDaily(record, addDays(date, keepDays));
  });
}

/** **Twice a week**. */
export function fewer(context: Context, args: OnDelivery): Promise<Card> {
  return answered(context, args, 'nudge.fewer-now', onFewerDays);
}

/** **Start again**, on the last line before silence. */
export function startAgain(context: Context, args: OnDelivery): Promise<Card> {
  arrived(context, args);
  return turnOn(context);
}

/** **Mixed** or **Once more**, after the fourteen days. */
export async function become(context: Context, kind: 'mixed' | 'journey', args?: OnDelivery): Promise<Card> {
  if (args) arrived(context, args);
  const { nudges, caller } = context;
  const after = await nudges.amend(caller.id, record => ofKind(record, kind));
  return after?.nudges[daily]
    ? done(context, 'nudge.changed', after)
    : done(context, 'nudge.none', undefined);
}

/** Ends it. That holds at once, whatever the store does. */
export async function stop(context: Context): Promise<Card> {
  const { nudges, caller } = context;
  return stoppedCard(context, await nudges.stop(caller.id, daily));
}

/** On again after a pause, a stop, a silence, or closed DMs. */
export async function turnOn(context: Context): Promise<Card> {
  const { nudges, caller, clock } = context;
  const after = await nudges.amend(caller.id, record => resumed(record, nudges.calendar, clock.now()));
  return after?.nudges[daily]
    ? done(context, 'nudge.resumed', after)
    : done(context, 'nudge.none', undefined);
}

async function answered(
  context: Context,
  args: OnDelivery,
  key: string,
  change: (record: Nudged) => Nudged,
): Promise<Card> {
  arrived(context, args);
  const after = await context.nudges.amend(context.caller.id, change);
  return isOn(after) ? done(context, key, after) : done(context, 'nudge.off-now', undefined);
}

function arrived({ nudges, caller, afterwards }: Context, [name, slot, part]: OnDelivery): void {
  afterwards(() => nudges.arrived({ owner: caller.id, name, slot, part }));
}

const hourMs = 60 * 60_000;
const keepDays = 90;
