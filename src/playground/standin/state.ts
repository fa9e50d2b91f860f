import { randomBytes } from 'node:crypto';
import type { APIApplicationCommand, APIUser } from 'discord-api-types/v10';
import type { Clock } from '../../core/ports.ts';
import type {
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
import { defaultPeople, placesOf } from './people.ts';

/** Everything there is in one stand-in. Only the files beside this one touch it. */
export interface State {
  clock: Clock;
  deadlines: Deadlines;
  application: { id: string; name: string; integrationTypes: readonly ('0' | '1')[] };
  bot: APIUser;
  guildId: string;
  people: Map<string, Person>;
  places: Place[];
  permissions: Map<string, BotPermissions>;
  commands: APIApplicationCommand[];
  messages: Map<string, Kept>;
  interactions: Map<string, Pending>;
  forms: Map<string, OpenForm>;
  files: Map<string, StoredFile>;
  filesUrl: string;
  nonces: Map<string, { message: string; body: string; at: number }>;
  links: Set<{ dispatch: Dispatch; quiet: boolean }>;
  listeners: Set<Listener>;
  problems: string[];
  lastId: bigint;
}

/** A message, and whether the one person who could see it has put it away. */
interface Kept {
  message: SeenMessage;
  dismissed: boolean;
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
  const people = defaultPeople(options.people);
  return {
    clock: options.clock ?? { now: () => Date.now() },
    deadlines: { ...DEADLINES, ...options.deadlines },
    application: {
      id: APPLICATION,
      name: 'Steady',
      integrationTypes: options.integrationTypes ?? ['0', '1'],
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
    people: new Map(people.map(person => [person.id, person])),
    places: placesOf(people),
    permissions: new Map(),
    commands: [],
    messages: new Map(),
    interactions: new Map(),
    forms: new Map(),
    files: new Map(),
    filesUrl: 'http://127.0.0.1/attachments',
    nonces: new Map(),
    links: new Set(),
    listeners: new Set(),
    problems: [],
    lastId: 0n,
  };
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

/** Tells everyone who sees it. Private messages reach only their one person. */
export function tell(state: State, happening: Happening, seenBy: readonly string[]): void {
  for (const listener of state.listeners) listener(happening, seenBy);
}

/** Who sees a message: the one person it is for, or everyone in its place. */
export function audience(state: State, message: SeenMessage): readonly string[] {
  if (message.only_for !== undefined) return [message.only_for];
  return state.places.find(place => place.id === message.channel_id)?.people ?? [];
}

/** Whether the bot counts as connected on the page. */
export const isConnected = (state: State): boolean => [...state.links].some(link => !link.quiet);

const DISCORD_EPOCH = 1_420_070_400_000;
const APPLICATION = '500000000000000001';
const GUILD = '400000000000000001';
const MINUTES = 60_000;
const DEADLINES: Deadlines = { first: 3000, deferred: 15 * MINUTES, token: 15 * MINUTES, nonce: 3 * MINUTES };
