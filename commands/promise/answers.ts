import { z } from 'zod';
import { type Card, card, text } from '../../src/core/reply.ts';
import type { Delivery } from '../../src/nudges/delivery.ts';
import { type Promises, withKept, withoutWaiting } from '../../src/people/promises.ts';
import type { Context, Input } from '../../src/router/command.ts';
import { waitingIn } from './make.ts';
import { type How, question } from './question.ts';
import { answeredCard, goneCard, leftCard, listCard, theOne } from './views.ts';

/** What every button of a question carries: which delivery it stands on, and which promise it is about. */
export const onQuestion = z.tuple([
  z.string(),
  z.iso.date(),
  z.coerce.number<string>().int().min(0),
  z.coerce.number<string>(),
]);
export type OnQuestion = z.output<typeof onQuestion>;

/** An answer pressed on the question itself. That it arrived is written before it is taken away: it is never asked twice. */
export async function answerOn(context: Context, how: How, args: OnQuestion): Promise<Card> {
  const { nudges, caller } = context;
  const reply = await answer(context, how, args[3]);
  await nudges.answered(deliveryOf(caller, args), record => record);
  return reply;
}

/** An answer: **Kept** is kept once, whatever is pressed how often, and the others let it go. Only that promise is touched. */
export async function answer(context: Context, how: How, madeAt: number): Promise<Card> {
  const { people, caller, clock } = context;
  let outcome: How | 'gone' = 'gone';
  await people.amend('promises', caller.id, known => {
    outcome = outcomeOf(known, how, madeAt);
    return how === 'kept' ? withKept(known, madeAt, clock.now()) : withoutWaiting(known, madeAt);
  });
  return outcome === 'gone' ? goneCard(context) : answeredCard(context, outcome);
}

/** An answer pressed on a private card. The question it leads from, if there is one, goes too. */
export async function answerFrom(
  context: Context,
  [how, madeAt, message]: [how: How, madeAt: number, message: string],
): Promise<Card> {
  const { messages, caller, afterwards } = context;
  const reply = await answer(context, how, madeAt);
  if (message) afterwards(async () => void (await messages.remove(caller.channel, message)));
  return reply;
}

/** **What was it?** on the question, with the same answers. */
export async function what(context: Context, args: OnQuestion, { message }: Input): Promise<Card> {
  const { nudges, caller, afterwards } = context;
  afterwards(() => nudges.arrived(deliveryOf(caller, args)));
  return recall(context, { madeAt: args[3], message });
}

/** The promise privately, with the answers; the one that was not answered yet where none is named. */
export async function recall(
  context: Context,
  { madeAt, message }: { madeAt?: number; message?: string | undefined } = {},
): Promise<Card> {
  const { people, caller } = context;
  const { waiting } = (await people.read('promises', caller.id)) ?? {};
  return waiting && (madeAt ?? waiting.madeAt) === waiting.madeAt
    ? theOne(context, waiting, message)
    : goneCard(context);
}

/** **Let it go**, before it is asked about. That no question comes holds at once, whatever the store does. */
export async function letGo(context: Context, madeAt: number): Promise<Card> {
  const { people, nudges, caller } = context;
  const known = await people.read('promises', caller.id);
  if (known?.waiting?.madeAt !== madeAt) return goneCard(context);
  await nudges.stop(caller.id, question);
  await people.amend('promises', caller.id, record => withoutWaiting(record, madeAt));
  return leftCard(context);
}

/** The kept ones, and apart from them the one that waits. */
export async function list(context: Context, page: number): Promise<Card> {
  const { people, nudges, caller } = context;
  const [promises, nudged] = await Promise.all([people.read('promises', caller.id), nudges.read(caller.id)]);
  return listCard(context, promises?.kept ?? [], waitingIn(context, promises, nudged), page);
}

/** **Keep the one I have**. */
export async function staysAsItIs(context: Context): Promise<Card> {
  return card([text(context.say('promise.stays'))]);
}

function outcomeOf({ waiting, kept }: Promises, how: How, madeAt: number): How | 'gone' {
  if (waiting?.madeAt === madeAt) return how;
  return kept.some(one => one.madeAt === madeAt) ? 'kept' : 'gone';
}

const deliveryOf = ({ id: owner }: Context['caller'], [name, slot, part]: OnQuestion): Delivery => ({
  owner,
  name,
  slot,
  part,
});
