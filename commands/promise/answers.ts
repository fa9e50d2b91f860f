import { z } from 'zod';
import { type Card, card, text } from '../../src/core/reply.ts';
import type { Delivery } from '../../src/nudges/delivery.ts';
import { type Promises, withKept, withoutWaiting } from '../../src/people/promises.ts';
import type { Context, Input } from '../../src/router/command.ts';
import { type How, question } from './question.ts';
import { answeredCard, goneCard, leftCard, listCard, theOne } from './views.ts';
import { type Waiting, waitingIn } from './wish.ts';

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
async function answer(context: Context, how: How, madeAt: number): Promise<Card> {
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

/** **What was it?** on the question: the promise privately, with the same answers. */
export async function what(context: Context, args: OnQuestion, { message }: Input): Promise<Card> {
  const { people, nudges, caller, afterwards } = context;
  afterwards(() => nudges.arrived(deliveryOf(caller, args)));
  const { waiting } = (await people.read('promises', caller.id)) ?? {};
  return waiting?.madeAt === args[3] ? theOne(context, waiting, message) : goneCard(context);
}

/** **What was it?** where the question did not get through. One that is still to be asked about stands on the list. */
export async function recall(context: Context): Promise<Card> {
  const { promises, waiting } = await known(context);
  if (waiting) return listCard(context, promises?.kept ?? [], waiting, 0);
  return promises?.waiting ? theOne(context, promises.waiting) : goneCard(context);
}

/** **Let it go**, before it is asked about. That no question comes holds at once, whatever the store does. */
export async function letGo(context: Context, madeAt: number): Promise<Card> {
  const { people, nudges, caller } = context;
  const promises = await people.read('promises', caller.id);
  if (promises?.waiting?.madeAt !== madeAt) return goneCard(context);
  await nudges.stop(caller.id, question);
  await people.amend('promises', caller.id, record => withoutWaiting(record, madeAt));
  return leftCard(context);
}

/** The kept ones, and apart from them the one that waits. */
export async function list(context: Context, page: number): Promise<Card> {
  const { promises, waiting } = await known(context);
  return listCard(context, promises?.kept ?? [], waiting, page);
}

/** **Keep the one I have**. */
export async function staysAsItIs(context: Context): Promise<Card> {
  return card([text(context.say('promise.stays'))]);
}

/** What is kept, and the one that is still to be asked about. */
async function known(
  context: Context,
): Promise<{ promises?: Promises | undefined; waiting?: Waiting | undefined }> {
  const { people, nudges, caller } = context;
  const [promises, nudged] = await Promise.all([people.read('promises', caller.id), nudges.read(caller.id)]);
  return { promises, waiting: waitingIn(context, promises, nudged) };
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
