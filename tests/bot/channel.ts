import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from './actor.ts';
import type { Bot } from './lanes.ts';
import { buttonsOf } from './parts.ts';

/** The channels of the stand-in's server. */
export const general = '300000000000000001';
export const quiet = '300000000000000002';

/** What stands in a channel for all to see, oldest first. */
export const posted = ({ world }: Bot, actor: Actor, channel = general): SeenMessage[] =>
  (world.view(actor.id).messages[channel] ?? []).filter(({ only_for }) => only_for === undefined);

/** The newest of them. */
export function newestIn(bot: Bot, actor: Actor, channel = general): SeenMessage {
  const message = posted(bot, actor, channel).at(-1);
  if (!message) throw new Error('Expected a message in the channel, found none.');
  return message;
}

/** Presses a button of a message that all see. */
export async function pressIn(actor: Actor, message: SeenMessage, label: string): Promise<void> {
  const button = buttonsOf(message).find(button => button.label === label);
  if (!button?.custom_id) throw new Error(`No button "${label}" on the message.`);
  await actor.pressesId(button.custom_id, message);
}
