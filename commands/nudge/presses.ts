import { z } from 'zod';
import { type Card, card, text } from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Delivery } from '../../src/nudges/delivery.ts';
import { addDays } from '../../src/nudges/local-time.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Context } from '../../src/router/command.ts';
import { todayOf } from './next-times.ts';
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
import { done, stoppedCard, whatNext } from './views.ts';

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
export async function later(context: Context, args: OnDelivery): Promise<Card> {
  const { nudges, caller, clock, say } = context;
  const [, slot, part] = args;
  const at = clock.now() + hourMs;
  let refusal: string | undefined = 'nudge.off-now';
  await nudges.answered(deliveryOf(caller, args), record => {
    const today = todayOf(context, record);
    refusal = whyNot(context, record, args, today);
    return refusal ? record : putOff(record, slot, part, at);
  });
  return card([text(refusal ? say(refusal) : say('nudge.put-off', { time: timestamp(at, 'time') }))]);
}

/** **Not today**. On a message of another day there is nothing left of it. */
export async function notToday(context: Context, args: OnDelivery): Promise<Card> {
  const { nudges, caller, say } = context;
  let refusal: string | undefined = 'nudge.off-now';
  const after = await nudges.answered(deliveryOf(caller, args), record => {
    refusal = whyNot(context, record, args, todayOf(context, record));
    return refusal ? record : withoutSnooze(record);
  });
  return refusal ? card([text(say(refusal))]) : done(context, 'nudge.skipped', after);
}

/** The key of why a message is of no day to come, or undefined where it is of today. */
function whyNot(
  { nudges }: Context,
  record: Nudged,
  [, slot, part]: OnDelivery,
  today: string,
): string | undefined {
  const { said } = record.nudges[daily] ?? {};
  // Put off in the evening it may have come after midnight, and is of that night still.
  const isOfTonight =
    said?.slot === slot &&
    said.part === part &&
    nudges.calendar.localAt(record.zone, said.meant).date === today;
  if (slot !== today && !isOfTonight) return 'nudge.past';
  return isOn(record, today) ? undefined : 'nudge.off-now';
}

/** **Stop these**, or **Stop**, on a message. */
export function end(context: Context, args: OnDelivery): Promise<Card> {
  arrived(context, args);
  return stop(context);
}

/** **Keep daily**: nothing is asked for a while. */
export function keep(context: Context, args: OnDelivery): Promise<Card> {
  const { nudges, clock } = context;
  return answered(context, args, 'nudge.kept', record =>
    keptDaily(record, nudges.calendar, clock.now(), addDays(todayOf(context, record), keepDays)),
  );
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
  const { nudges, caller, clock } = context;
  if (args) arrived(context, args);
  const after = await nudges.amend(caller.id, record => ofKind(record, kind, nudges.calendar, clock.now()));
  return outcome(context, after, 'nudge.changed');
}

/** **Keep daily**, from the settings of the messages. */
export async function everyDay(context: Context): Promise<Card> {
  const { nudges, caller, clock } = context;
  const after = await nudges.amend(caller.id, record => keptDaily(record, nudges.calendar, clock.now()));
  return outcome(context, after, 'nudge.kept');
}

/** Ends it. That holds at once, whatever the store does. */
export async function stop(context: Context): Promise<Card> {
  const { nudges, caller } = context;
  return stoppedCard(context, await nudges.stop(caller.id, daily));
}

/** On again after a pause, a stop, a silence, or closed DMs. After the fourteen days, what comes next is asked. */
export async function turnOn(context: Context): Promise<Card> {
  const { nudges, caller, clock } = context;
  let isOver = false;
  const after = await nudges.amend(caller.id, record => {
    isOver = record.nudges[daily]?.paused?.why === 'over';
    return isOver ? 'same' : resumed(record, nudges.calendar, clock.now());
  });
  return isOver ? whatNext(context) : outcome(context, after, 'nudge.resumed');
}

async function answered(
  context: Context,
  args: OnDelivery,
  key: string,
  change: (record: Nudged) => Nudged,
): Promise<Card> {
  return outcome(context, await context.nudges.answered(deliveryOf(context.caller, args), change), key);
}

/** What was done, unless there is nothing it could have been done to. */
function outcome(context: Context, after: Nudged | undefined, key: string): Card {
  if (!after?.nudges[daily]) return done(context, 'nudge.none', undefined);
  const { paused } = after.nudges[daily];
  return paused && paused.until === undefined
    ? done(context, 'nudge.off-now', undefined)
    : done(context, key, after);
}

function arrived({ nudges, caller, afterwards }: Context, args: OnDelivery): void {
  afterwards(() => nudges.arrived(deliveryOf(caller, args)));
}

const deliveryOf = ({ id: owner }: Context['caller'], [name, slot, part]: OnDelivery): Delivery => ({
  owner,
  name,
  slot,
  part,
});

const hourMs = 60 * 60_000;
const keepDays = 90;
