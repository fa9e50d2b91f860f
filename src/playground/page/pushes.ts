/** What a phone's lock screen shows of what the bot sends by itself. Pure. */
import type { Place, SeenMessage, View } from '../standin/contract.ts';
import { flag } from './discord.ts';

export interface Push {
  /** Ids of the message and of its place. */
  message: string;
  place: string;
  sender: string;
  /** The plain text of the message; a card has none, and buttons never show. */
  text: string;
  /** Sent so that it makes no sound. */
  isSilent: boolean;
  /** Milliseconds since 1970. */
  at: number;
}

/** What is pushed to the one person of the bot's DM. Answers are not: their person is looking. */
export function pushOf(message: SeenMessage, place: Place | undefined): Push | undefined {
  if (place?.kind !== 'own-dm' || message.author.bot !== true) return undefined;
  if (message.only_for !== undefined || message.interaction_metadata !== undefined) return undefined;
  return {
    message: message.id,
    place: place.id,
    sender: message.author.global_name ?? message.author.username,
    text: message.content,
    isSilent: ((message.flags ?? 0) & flag.silent) !== 0,
    at: Date.parse(message.timestamp),
  };
}

/** What was pushed of the messages that still stand, oldest first. */
export function pushesIn({ places, messages }: View): Push[] {
  return places.flatMap(place => (messages[place.id] ?? []).flatMap(message => pushOf(message, place) ?? []));
}

/** With those added that are new; the oldest go when there are many. A push stays as it came, whatever becomes of its message. */
export function withPushes(known: readonly Push[], more: readonly Push[]): readonly Push[] {
  const fresh = more.filter(push => known.every(one => one.message !== push.message));
  return fresh.length === 0 ? known : [...known, ...fresh].sort((a, b) => a.at - b.at).slice(-most);
}

const most = 30;
