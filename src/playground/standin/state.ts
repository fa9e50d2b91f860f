import { randomBytes } from 'node:crypto';
import type { APIApplicationCommand, APIUser } from 'discord-api-types/v10';
import type { Clock } from '../../core/ports.ts';
import type {
  Application,
  BotInteraction,
  BotPermissions,
  Deadlines,
  Dispatch,
  Listener,
  StoredFile,
  WorldOptions,
} from './api.ts';
import type { CheckedForm } from './check/modal.ts';
import type { Happening, Outcome, Person, Place, SeenMessage } from './contract.ts';
import { createHistory, type History } from './history.ts';
import { defaultPeople, ownDm, placesOf } from './people.ts';

/** Everything there is in one stand-in. Only the files beside this one touch it. */
export interface State {
  clock: Clock;
  deadlines: Deadlines;
  application: Application;
  bot: APIUser;
  guildId: string;
  people: Map<string, Person>;
  places: Map<string, Place>;
  /** The places each person sees, by the person's id. */
  seen: Map<string, Place[]>;
  permissions: Map<string, BotPermissions>;
  /** By place, the people who may not write there. */
  muted: Map<string, Set<string>>;
  /** By message, the real milliseconds at which it was changed. */
  changes: Map<string, number[]>;
  commands: APIApplicationCommand[];
  messages: History;
  interactions: Map<string, Pending>;
  forms: Map<string, OpenForm>;
  files: Map<string, StoredFile>;
  filesUrl: string;
  /** Oldest first; those past their time are forgotten when the next comes. */
  nonces: Map<string, { message: string; body: string; at: number }>;
  links: Set<{ dispatch: Dispatch; quiet: boolean }>;
  /** Who hears what bots are told without being one. */
  overhearing: Set<Dispatch>;
  listeners: Set<Listener>;
  problems: string[];
  lastId: bigint;
}

/** An interaction and how far its answer has come. */
export interface Pending {
  payload: BotInteraction;
  person: Person;
  place: Place;
  /** Real milliseconds when it was handed to the bot, and the world's time then. */
  startedAt: number;
  madeAt: number;
  stage: 'waiting' | 'thinking' | 'updating' | 'answered' | 'expired';
  /** The form this one sends in. */
  form?: OpenForm;
  /** What `@original` names. */
  original?: string;
  /** Every message this token may change. */
  own: Set<string>;
  timer?: NodeJS.Timeout;
  settle(outcome: Outcome): void;
}

/** A form on a person's screen. */
export interface OpenForm {
  id: string;
  data: CheckedForm;
  from: Pending;
}

export function createState(options: WorldOptions): State {
  return {
    clock: options.clock ?? { now: () => Date.now() },
    deadlines: { ...DEADLINES, ...options.deadlines },
    application: {
      id: APPLICATION,
      name: 'Steady',
      integrationTypes: options.integrationTypes ?? ['0', '1'],
      interactionsEndpoint: options.interactionsEndpoint,
      verifyKey: options.verifyKey ?? '0'.repeat(64),
    },
    bot: {
      id: APPLICATION,
      username: 'Steady',
      discriminator: '0001',
      global_name: null,
      avatar: null,
      bot: true,
    },
    guildId: GUILD,
    filesUrl: 'http://127.0.0.1/attachments',
    links: new Set(),
    overhearing: new Set(),
    listeners: new Set(),
    problems: [],
    ...beginning(options),
  };
}

/** What there is before anybody has said or done anything. */
export function beginning(options: Pick<WorldOptions, 'people'>): Beginning {
  const people = defaultPeople(options.people);
  const places = placesOf(people);
  return {
    people: new Map(people.map(person => [person.id, person])),
    places: new Map(places.map(place => [place.id, place])),
    seen: seenBy(places),
    permissions: new Map(),
    muted: new Map(),
    changes: new Map(),
    commands: [],
    messages: createHistory(),
    interactions: new Map(),
    forms: new Map(),
    files: new Map(),
    nonces: new Map(),
    lastId: 0n,
  };
}

type Beginning = Pick<
  State,
  | 'people'
  | 'places'
  | 'seen'
  | 'permissions'
  | 'muted'
  | 'changes'
  | 'commands'
  | 'messages'
  | 'interactions'
  | 'forms'
  | 'files'
  | 'nonces'
  | 'lastId'
>;

/** Puts somebody into the server and gives them a DM with the bot. */
export function settleIn(state: State, person: Person): void {
  const dm = ownDm(nextId(state), person);
  const servers = [...state.places.values()].filter(({ kind }) => kind === 'server');
  for (const server of servers) server.people.push(person.id);
  state.people.set(person.id, person);
  state.places.set(dm.id, dm);
  state.seen.set(person.id, [...servers, dm]);
}

/** A snowflake of the world's time, always greater than the one before. */
export function nextId(state: State): string {
  const dated = BigInt(Math.max(0, state.clock.now() - DISCORD_EPOCH)) << 22n;
  state.lastId = dated > state.lastId ? dated : state.lastId + 1n;
  return String(state.lastId);
}

/** An interaction token that nobody can guess. */
export function newToken(interactionId: string): string {
  return Buffer.from(`interaction:${interactionId}:${randomBytes(48).toString('base64url')}`).toString(
    'base64url',
  );
}

/** The id of the interaction a token was made for; empty where it is no token of ours. */
export function interactionOf(token: string): string {
  return Buffer.from(token, 'base64url').toString().split(':')[1] ?? '';
}

/** Tells everyone who sees it. Private messages reach only their one person. */
export function tell(state: State, happening: Happening, seenBy: readonly string[]): void {
  for (const listener of state.listeners) listener(happening, seenBy);
}

/** Who sees a message: the one person it is for, or everyone in its place. */
export function audience(state: State, message: SeenMessage): readonly string[] {
  if (message.only_for !== undefined) return [message.only_for];
  return state.places.get(message.channel_id)?.people ?? [];
}

/** Whether this person sees the message. */
export function isSeenBy(state: State, { only_for, channel_id }: SeenMessage, personId: string): boolean {
  if (only_for !== undefined) return only_for === personId;
  return placeFor(state, personId, channel_id) !== undefined;
}

/** The place with this id, if the person sees it. */
export const placeFor = (state: State, personId: string, id: string): Place | undefined =>
  state.seen.get(personId)?.find(place => place.id === id);

/** The first place of this kind that the person sees. */
export const placeOfKind = (state: State, personId: string, kind: Place['kind']): Place | undefined =>
  state.seen.get(personId)?.find(place => place.kind === kind);

/** Whether the bot counts as connected on the page. */
export const isConnected = (state: State): boolean => [...state.links].some(link => !link.quiet);

function seenBy(places: readonly Place[]): Map<string, Place[]> {
  const seen = new Map<string, Place[]>();
  for (const place of places)
    for (const person of place.people) {
      const before = seen.get(person);
      if (before) before.push(place);
      else seen.set(person, [place]);
    }
  return seen;
}

const DISCORD_EPOCH = 1_420_070_400_000;
const APPLICATION = '500000000000000001';
const GUILD = '400000000000000001';
const MINUTES = 60_000;
const DEADLINES: Deadlines = { first: 3000, deferred: 15 * MINUTES, token: 15 * MINUTES, nonce: 3 * MINUTES };
