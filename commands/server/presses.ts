import { z } from 'zod';
import { UserError } from '../../src/core/errors.ts';
import { button, type Card, card, row, text } from '../../src/core/reply.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import { knownZone } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { StoreError } from '../../src/store/errors.ts';
import { tasteOf } from '../ground/taste.ts';
import { step } from '../ground/views.ts';
import { todayOf } from '../nudge/next-times.ts';
import { onDelivery } from '../nudge/presses.ts';
import { isPosted, notPosted, orTakenAway, type Posted } from './posting.ts';
import { dealt, prompt, promptMessage } from './prompt.ts';
import { begun, changedTo, hasHad, type PromptWish, resumed } from './record.ts';
import { keepOrRemove, promptCard } from './views.ts';

const id = z.string().regex(/^\d{1,20}$/);

/** A message, by the ids of its channel and of itself. */
export const onMessage = z.tuple([id, id]).transform(([channel, message]): Posted => ({ channel, message }));

/** What **Keep** carries: the prompt, and the local date whose prompt was posted already. */
export const onKeep = z
  .tuple([
    id,
    z.coerce.number<string>().int().min(0).max(1439),
    z.string().refine(zone => knownZone(zone) !== undefined),
    z.iso.date(),
  ])
  .transform(([channel, minute, zone, had]) => ({ wish: { channel, minute, zone }, had }));

const [name, slot, part] = onDelivery.def.items;
/** What **Do this privately** carries: which message it stands on, and the exercise. */
export const onPrompt = z.tuple([name, slot, part, z.string()]);

/**
 * Sets the daily prompt. One that stands in that channel already only changes; else the first is posted at once, and nothing is
 * scheduled before **Keep**. No date has two of them in a channel.
 */
export async function setPrompt(context: Context, server: string, wish: PromptWish): Promise<Card> {
  const { nudges } = context;
  const known = await nudges.read(server);
  const today = todayOf(context, wish);
  if (known && standsThere(known, wish, today)) {
    const after = await nudges.amend(server, record => changedTo(record, wish, partsOf(context)));
    const wasOff = known.nudges[prompt]?.paused !== undefined;
    return promptCard(context, wasOff ? 'server.prompt.on' : 'server.prompt.changed', after);
  }
  const written = await post(context, server, wish.channel, today);
  if (!isPosted(written)) return notPosted(context, wish.channel, written);
  return keepOrRemove(context, server, written, { wish, had: today, known });
}

/** **Keep**: from now on one comes each day. Pressed again it does the same again. */
export async function keep(
  context: Context,
  server: string,
  { wish, had }: z.output<typeof onKeep>,
): Promise<Card> {
  const { nudges, say } = context;
  try {
    const after = await nudges.change(server, known => begun(known, wish, had, partsOf(context)));
    return promptCard(context, 'server.prompt.on', after);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const again = go('server', 'keep', wish.channel, wish.minute, wish.zone, had);
    return card([text(say('error.store')), row(button(say('server.prompt.keep'), again, 'main'))]);
  }
}

/** **Remove**: the message goes, and nothing is scheduled because of it. */
export async function remove(context: Context, server: string, { channel, message }: Posted): Promise<Card> {
  const { messages, nudges, say } = context;
  const removed = await messages.remove(channel, message);
  if (removed === 'not-now') {
    const again = button(say('server.prompt.remove'), go('server', 'remove', channel, message));
    return card([text(say('server.still-there', { channel })), row(again)]);
  }
  if (removed !== 'done') return card([text(say('server.out-of-reach', { channel }))]);
  const nudge = (await nudges.read(server))?.nudges[prompt];
  const isOn = nudge !== undefined && nudge.paused === undefined;
  return card([text(say(isOn ? 'server.prompt.removed-but-on' : 'server.prompt.removed'))]);
}

/** **Turn back on**, which posts one at once unless the day has had it: so it is seen to work. */
export async function turnOn(context: Context, server: string): Promise<Card> {
  const { nudges, messages } = context;
  const known = await nudges.read(server);
  const nudge = known?.nudges[prompt];
  if (!known || !nudge) return promptCard(context, 'server.prompt.none', undefined);
  if (!nudge.paused) return promptCard(context, 'server.prompt.on', known);
  const today = todayOf(context, known);
  if (nudge.paused.why !== 'gone' && hasHad(known, today)) {
    const after = await nudges.amend(server, record => resumed(record, undefined, partsOf(context)));
    return promptCard(context, 'server.prompt.on', after);
  }
  const { channel } = nudge.address;
  const written = await post(context, server, channel, today);
  if (!isPosted(written)) return notPosted(context, channel, written);
  let isFirst = false;
  const after = await orTakenAway(context, written, () =>
    nudges.amend(server, record => {
      isFirst = record.nudges[prompt]?.paused !== undefined;
      return isFirst ? resumed(record, today, partsOf(context)) : 'same';
    }),
  );
  // Somebody else pressed it meanwhile, and theirs stands there.
  if (!isFirst) await messages.remove(written.channel, written.message);
  return promptCard(context, 'server.prompt.on', after);
}

/** Ends it. That holds at once, whatever the store does. */
export async function turnOff(context: Context, server: string): Promise<Card> {
  const { nudges, say } = context;
  if (!(await nudges.read(server))?.nudges[prompt]) return card([text(say('server.prompt.none'))]);
  const isWritten = await nudges.stop(server, prompt);
  return card([text(say(isWritten ? 'server.prompt.off' : 'server.prompt.off-not-yet'))]);
}

/** **Do this privately**: the exercise of a prompt for whoever pressed, and a sign that the prompt arrived. */
export async function doPrivately(context: Context, args: z.output<typeof onPrompt>): Promise<Card> {
  const { words, say, nudges, caller, afterwards } = context;
  const [name, slot, part, wanted] = args;
  const { server: owner } = caller;
  if (owner !== undefined) afterwards(() => nudges.arrived({ owner, name, slot, part }));
  const exercise = words.exercises.find(({ id }) => id === wanted);
  if (!exercise) throw new UserError(say('ground.gone'));
  return step(context, await tasteOf(context), exercise, 1, 'day');
}

/** On in that channel; or off of late, where today's stands there already. */
function standsThere(known: Nudged, { channel }: PromptWish, today: string): boolean {
  const nudge = known.nudges[prompt];
  if (nudge?.address.channel !== channel) return false;
  return !nudge.paused || (nudge.paused.why !== 'gone' && hasHad(known, today));
}

/** Posts the prompt of a local date. */
function post({ messages, words }: Context, server: string, channel: string, date: string) {
  const delivery = { owner: server, name: prompt, slot: date, part: 0 };
  return messages.post(channel, promptMessage(words, dealt(words, delivery), delivery));
}

const partsOf = ({ nudges, caller, clock }: Context) => ({
  locale: caller.locale,
  now: clock.now(),
  calendar: nudges.calendar,
});
