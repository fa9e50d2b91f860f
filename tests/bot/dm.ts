import { expect } from 'vitest';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from './actor.ts';
import type { Bot } from './lanes.ts';
import { buttonsOf } from './parts.ts';

/** The lasting messages in Steady's DM with somebody, oldest first. */
export const lasting = (actor: Actor): SeenMessage[] =>
  actor.at('own-dm').messages.filter(({ only_for }) => only_for === undefined);

/** What stands in them. */
export const lines = (actor: Actor): string[] => lasting(actor).map(({ content }) => content);

export const labelsOn = (message: SeenMessage): string[] => buttonsOf(message).map(({ label }) => label);

/** The newest of them. */
export function newest(actor: Actor): SeenMessage {
  const message = lasting(actor).at(-1);
  if (!message) throw new Error('Expected a message in the DM, found none.');
  return message;
}

/** Presses a button of a lasting message; where that takes the message away, waits until it is gone. */
export async function pressOn(actor: Actor, label: string, message = newest(actor)): Promise<void> {
  const button = buttonsOf(message).find(button => button.label === label);
  if (!button?.custom_id)
    throw new Error(`No button "${label}" on the message: ${labelsOn(message).join(' · ')}`);
  await actor.pressesId(button.custom_id, message);
  if (
    /^(nudge:(start|no|skip|end|keep|fewer|again|next)|promise:(kept|changed|not-today))/.test(
      button.custom_id,
    )
  ) {
    await expect.poll(() => lasting(actor).map(({ id }) => id)).not.toContain(message.id);
  }
}

/** Sets up daily messages, with the yes in the DM. 20:00 UTC on Sunday, 22 November 2026, is the beginning of every conversation. */
export async function subscribe(actor: Actor, options: Record<string, string | boolean> = {}): Promise<void> {
  await actor.at('own-dm').types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin', ...options });
  await pressOn(actor, 'Yes, start');
}

/** Waits through days, sending what is due each morning at that time (UTC); `then` is done after each. */
export async function passDays(
  bot: Bot,
  from: string,
  count: number,
  time: string,
  then: (date: string) => Promise<void> = async () => {},
): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    const date = new Date(Date.parse(from) + day * 86_400_000).toISOString().slice(0, 10);
    await bot.waitsUntil(`${date}T${time}Z`);
    await then(date);
  }
}

/** Writes a promise down and sends the form in. The city is filled in where it is asked for. */
export async function promises(
  actor: Actor,
  words: string,
  more: Record<string, string | string[]> = {},
): Promise<void> {
  await actor.types('/promise make');
  await sendsIn(actor, { words, ...more });
}

/** Sends in the form of a promise that is open. */
export async function sendsIn(actor: Actor, fields: Record<string, string | string[]>): Promise<void> {
  const asksForCity = JSON.stringify(actor.form.data).includes('"city"');
  await actor.submits({ ...(asksForCity && { city: 'Berlin' }), ...fields });
}
