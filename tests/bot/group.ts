import { expect } from 'vitest';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from './actor.ts';
import type { Bot } from './lanes.ts';
import { buttonsOf, textOf } from './parts.ts';

/** Starts an exercise that all see, and gives its message. */
export async function posts(
  bot: Bot,
  actor: Actor,
  options: Record<string, string> = {},
): Promise<SeenMessage> {
  await actor.at('server').types('/ground', { ...options, together: true });
  await actor.presses('Post it');
  await bot.settles();
  expect(actor.card.only_for, actor.sees).toBeUndefined();
  return actor.card;
}

/** The message as this person sees it now. */
export function nowSeen(actor: Actor, { id }: SeenMessage): SeenMessage {
  const message = actor.messages.find(message => message.id === id);
  if (!message) throw new Error('Expected the message that all see, found none.');
  return message;
}

/** What it says now. */
export const saysNow = (actor: Actor, message: SeenMessage): string => textOf(nowSeen(actor, message));

/** Presses a button of it, as it stands now, and waits until everybody sees what came of it. */
export async function pressesOn(bot: Bot, actor: Actor, message: SeenMessage, label: string): Promise<void> {
  await actor.pressesId(idOn(nowSeen(actor, message), label), message);
  await bot.settles();
}

/** Joins one after the other. */
export async function join(bot: Bot, message: SeenMessage, ...actors: Actor[]): Promise<void> {
  for (const actor of actors) await pressesOn(bot, actor, message, 'Join');
}

export function idOn(message: SeenMessage, label: string): string {
  const button = buttonsOf(message).find(button => button.label === label);
  if (!button?.custom_id) throw new Error(`Expected a button "${label}" on: ${textOf(message)}`);
  return button.custom_id;
}

/** What is kept about what is done in this person's channel, as stored. */
export const keptInChannel = (bot: Bot, actor: Actor) => bot.stored(bot.world.place('server', actor.id));
