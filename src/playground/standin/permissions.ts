import type { BotPermissions } from './api.ts';
import type { Place } from './contract.ts';
import { missingAccess, missingPermissions, unknownChannel } from './errors.ts';
import type { State } from './state.ts';

/** The bot's permission bits in a place, as the interaction payload carries them. */
export function permissionsIn(state: State, place: Place): string {
  const { view, send, history } = botMay(state, place);
  const bits = [
    [view, VIEW],
    [send, SEND | EMBED | ATTACH],
    [history, HISTORY],
  ] as const;
  return String(bits.reduce((sum, [granted, bit]) => (granted ? sum | bit : sum), 0n));
}

export function botMay(state: State, place: Place): BotPermissions {
  return state.permissions.get(place.id) ?? { view: true, send: true, history: true };
}

/** The place with this id if the bot may see it. Throws 10003 or 50001. */
export function botsPlace(state: State, channelId: string): Place {
  const place = state.places.get(channelId);
  if (!place) throw unknownChannel();
  if (place.kind === 'other-dm' || !botMay(state, place).view) throw missingAccess();
  return place;
}

/** Throws 50013 where the bot may not write. */
export function demandSending(state: State, place: Place): void {
  if (!botMay(state, place).send) throw missingPermissions();
}

const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const EMBED = 1n << 14n;
const ATTACH = 1n << 15n;
const HISTORY = 1n << 16n;
