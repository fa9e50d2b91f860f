import type { CheckedOption } from './check/commands.ts';
import type { OptionValue, Person, Place } from './contract.ts';
import { memberPermissions } from './payloads.ts';
import { channelOf } from './people.ts';
import { placeFor, type State } from './state.ts';

/** The channels of the server that somebody may choose from: those they see, and none outside of it. */
export function channelsFor(state: State, personId: string, placeId: string): readonly Place[] {
  if (placeFor(state, personId, placeId)?.kind !== 'server') return [];
  return (state.seen.get(personId) ?? []).filter(({ kind }) => kind === 'server');
}

/** Why Discord's client would not send it. All channels here are of type 0, for text. */
export function channelRefusal(
  { channel_types: types }: Extract<CheckedOption, { type: 7 }>,
  value: OptionValue,
  channels: readonly Place[],
): string | undefined {
  if (!channels.some(({ id }) => id === value)) return 'expected the id of a channel of this server';
  return types?.length && !types.includes(0) ? 'expected a channel of another type' : undefined;
}

/** What Discord sends along of the channels that were chosen. */
export function resolvedChannels(
  state: State,
  person: Person,
  chosen: readonly Place[],
): { resolved?: { channels: Record<string, object> } } {
  if (chosen.length === 0) return {};
  const permissions = String(memberPermissions(person));
  const partial = (place: Place) => ({ ...channelOf(place, state.guildId, []), permissions });
  return { resolved: { channels: Object.fromEntries(chosen.map(place => [place.id, partial(place)])) } };
}
