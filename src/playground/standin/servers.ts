import { setImmediate } from 'node:timers/promises';
import { channelOf } from './people.ts';
import type { ServedWorld } from './world.ts';

/** The servers a bot was added to: the world's own, and as many more as a measurement needs. */
export interface Servers {
  /** How many connections Discord would ask for. */
  readonly shards: number;
  /** Ids of those that a connection hears of. */
  idsOf(shard: Shard): string[];
  /** Tells a session of each of its servers, as Discord does after READY to those who asked for them. */
  tell(session: Telling, shard: Shard): Promise<void>;
}

/** What is needed of a session to tell it something at its own pace. */
interface Telling {
  send(event: string, data: unknown): void;
  socket(): { bufferedAmount: number } | undefined;
}

export type Shard = readonly [shard: number, shards: number];

/** `count` servers in all, at least the world's own. */
export function createServers(world: ServedWorld, count = 1): Servers {
  const made = Array.from({ length: count - 1 }, (_, index) => String((FIRST + BigInt(index)) << 22n));
  const ids = [world.guildId, ...made];
  const idsOf = (shard: Shard) => ids.filter(id => shardOf(id, shard[1]) === shard[0]);
  return {
    shards: Math.ceil(count / MOST_A_SHARD),
    idsOf,
    async tell(session, shard) {
      for (const id of idsOf(shard)) {
        session.send('GUILD_CREATE', serverPayload(world, id));
        while ((session.socket()?.bufferedAmount ?? 0) > MOST_WAITING) await setImmediate();
      }
    },
  };
}

/** Which of so many connections hears of a server. */
export const shardOf = (id: string, shards: number): number => Number((BigInt(id) >> 22n) % BigInt(shards));

/** A server of middling size, with every field Discord sends. Of its members the bot alone is named. */
function serverPayload(world: ServedWorld, id: string): object {
  const within = (kind: number, index: number) => String(BigInt(id) + BigInt(kind * 1_000 + index + 1));
  const roles = Array.from({ length: ROLES }, (_, index) => rolePayload(within(1, index), index));
  const everyone = { ...rolePayload(id, 0), name: '@everyone' };
  const own = id === world.guildId ? world.places().filter(({ kind }) => kind === 'server') : [];
  return {
    id,
    name: `A server to be together in, number ${id}`,
    icon: ICON,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: within(0, 0),
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 2,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    roles: [everyone, ...roles],
    emojis: Array.from({ length: EMOJIS }, (_, index) => emojiPayload(within(2, index), index)),
    stickers: [],
    features: ['COMMUNITY', 'NEWS', 'WELCOME_SCREEN_ENABLED', 'MEMBER_VERIFICATION_GATE_ENABLED'],
    mfa_level: 0,
    application_id: null,
    system_channel_id: within(3, 0),
    system_channel_flags: 0,
    rules_channel_id: within(3, 1),
    vanity_url_code: null,
    premium_tier: 1,
    premium_subscription_count: 3,
    preferred_locale: 'en-US',
    public_updates_channel_id: within(3, 2),
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: 180,
    voice_states: [],
    members: [
      {
        user: world.bot,
        roles: [within(1, 0)],
        joined_at: '2026-01-01T00:00:00.000000+00:00',
        deaf: false,
        mute: false,
        flags: 0,
        pending: false,
        nick: null,
        avatar: null,
        communication_disabled_until: null,
        premium_since: null,
      },
    ],
    channels: [
      ...own.map(place => channelOf(place, id, [])),
      ...Array.from({ length: CHANNELS }, (_, index) =>
        channelPayload(within(3, index), id, within(1, index % ROLES), index),
      ),
    ],
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function rolePayload(id: string, position: number): object {
  return {
    id,
    name: `role ${position}`,
    color: 3_447_003,
    colors: { primary_color: 3_447_003, secondary_color: null, tertiary_color: null },
    hoist: position % 3 === 0,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: '2248473465835073',
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

function emojiPayload(id: string, index: number): object {
  return {
    id,
    name: `steady_${index}`,
    roles: [],
    require_colons: true,
    managed: false,
    animated: false,
    available: true,
  };
}

/** A group, a voice channel or a text channel; two roles see it otherwise than all. */
function channelPayload(id: string, server: string, role: string, position: number): object {
  const permission_overwrites = [
    { id: server, type: 0, allow: '0', deny: '1024' },
    { id: role, type: 0, allow: '3072', deny: '0' },
  ];
  const shared = { id, name: `channel-${position}`, position, permission_overwrites, flags: 0 };
  if (position % 6 === 0) return { ...shared, type: 4 };
  const parent_id = String(BigInt(id) - BigInt(position % 6));
  if (position % 6 === 5)
    return {
      ...shared,
      type: 2,
      parent_id,
      bitrate: 64_000,
      user_limit: 0,
      rtc_region: null,
      nsfw: false,
      rate_limit_per_user: 0,
      last_message_id: null,
    };
  return {
    ...shared,
    type: 0,
    parent_id,
    topic: 'What is said here stays here. Be kind, take your time, and nobody has to answer.',
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: String(BigInt(id) + 500n),
    last_pin_timestamp: null,
  };
}

/** What a community of middling size has. */
const CHANNELS = 24;
const ROLES = 12;
const EMOJIS = 12;
const ICON = 'a_5f3c1b2a4d6e7f8091a2b3c4d5e6f708';
const FIRST = 100_000_000_000n;
/** Discord's limit. */
const MOST_A_SHARD = 2_500;
/** Bytes that may wait in a connection. */
const MOST_WAITING = 1_000_000;
