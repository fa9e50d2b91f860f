import type { APIMessage } from 'discord-api-types/v10';
import type { BotInteraction } from './api.ts';
import type { Person, Place } from './contract.ts';
import { channelOf, userOf } from './people.ts';
import { permissionsIn } from './permissions.ts';
import { newToken, nextId, type State } from './state.ts';

/** The part that differs between kinds of interactions. */
export interface Asked {
  type: 2 | 3 | 4 | 5;
  data: object;
  message?: APIMessage;
}

/** The raw interaction as Discord words it, for a person in a place. */
export function interactionPayload(state: State, person: Person, place: Place, asked: Asked): BotInteraction {
  const id = nextId(state);
  const payload = {
    id,
    application_id: state.application.id,
    type: asked.type,
    data: asked.data,
    ...(asked.message && { message: asked.message }),
    ...whereAndWho(state, person, place),
    token: newToken(id),
    version: 1,
    app_permissions: permissionsIn(state, place),
    locale: person.locale,
    entitlements: [],
    authorizing_integration_owners: ownersIn(state, person, place),
    context: CONTEXTS[place.kind],
    attachment_size_limit: 10 * 1024 * 1024,
  };
  return payload as unknown as BotInteraction;
}

/** Under which installations the command runs: by server ("0" in the bot's own DM), and by the person. */
export function ownersIn(state: State, person: Person, place: Place): Record<string, string> {
  const types = place.kind === 'other-dm' ? (['1'] as const) : (['0', '1'] as const);
  const server = place.kind === 'server' ? state.guildId : '0';
  return Object.fromEntries(
    types
      .filter(type => state.application.integrationTypes.includes(type))
      .map(type => [type, type === '0' ? server : person.id]),
  );
}

function whereAndWho(state: State, person: Person, place: Place): object {
  const user = userOf(person);
  if (place.kind !== 'server') {
    const others = place.people.filter(id => id !== person.id).flatMap(id => state.people.get(id) ?? []);
    const recipients = place.kind === 'own-dm' ? [user] : others.map(userOf);
    return { channel: channelOf(place, state.guildId, recipients), channel_id: place.id, user };
  }
  const permissions = String(permissionsOf(state, person, place));
  const channel = { ...channelOf(place, state.guildId, []), permissions };
  return {
    channel,
    channel_id: place.id,
    guild: { id: state.guildId, locale: 'en-US', features: [] },
    guild_id: state.guildId,
    guild_locale: 'en-US',
    member: memberOf(person, permissions),
  };
}

function memberOf(person: Person, permissions: string): object {
  return {
    user: userOf(person),
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    permissions,
  };
}

/** The bits a person holds in the server. */
export const memberPermissions = (person: Person): bigint =>
  EVERYONE | (person.managesServer ? MANAGE_SERVER : 0n);

/** The bits a person holds in a channel of the server. */
function permissionsOf(state: State, person: Person, place: Place): bigint {
  const held = memberPermissions(person);
  return state.muted.get(place.id)?.has(person.id) ? held & ~SEND_MESSAGES : held;
}

const CONTEXTS: Record<Place['kind'], number> = { server: 0, 'own-dm': 1, 'other-dm': 2 };
/** View channel, send messages, embed links, attach files, read history, use external emoji, use app commands. */
const EVERYONE =
  (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 18n) | (1n << 31n);
const SEND_MESSAGES = 1n << 11n;
const MANAGE_SERVER = 1n << 5n;
