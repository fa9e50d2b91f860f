import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIInteraction, APIMessage } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { type App, type AppParts, commandsFolder, routerOf, startApp } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import type { Clock, Log, Random } from '../../src/core/ports.ts';
import { createEdits } from '../../src/discord/edits.ts';
import type { MessageBody } from '../../src/discord/payload.ts';
import { definitions } from '../../src/discord/registration.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { type AnswerPort, respond } from '../../src/discord/respond.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createNudges } from '../../src/nudges/nudges.ts';
import { createPeople } from '../../src/people/person.ts';
import { noLimits } from '../../src/playground/standin/rate-limits.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { loadCommands, nudgeContents, publicCommands } from '../../src/router/registry.ts';
import type { Share } from '../../src/router/shares.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import { detect, library } from '../library/shipped.ts';
import { Actor } from './actor.ts';
import { messagesIn } from './messages-in.ts';
import { outboxIn } from './outbox-in.ts';
import { postTo, publicKey } from './posted.ts';

/** The ways a conversation is held. */
export const lanes = ['router', 'gateway', 'http'] as const;
export type Lane = (typeof lanes)[number];

/** A bot in a stand-in of its own. */
export interface Bot {
  world: ServedWorld;
  /** Every body the bot sent, in order: answers, edits, deletions and messages of its own. */
  sent: Sent[];
  /** Warnings and errors it logged. */
  wentWrong(): Logged[];
  /** What is kept about a person, as stored. */
  stored(personId: string): Promise<Record<string, unknown>>;
  /** Has Mo let the members of the server do exercises together, or not. */
  allowsTogether(allowed: boolean): Promise<void>;
  /** Waits until something of this kind is kept: what an answer teaches is written once it is sent. */
  keeps(personId: string, kind: string): Promise<void>;
  /** Stops the bot and starts a new one in the same world. */
  restart(): Promise<void>;
  /** Waits until everything is answered, written down and shown. */
  settles(): Promise<void>;
  /** Moves the time forward, to an instant as it is written in UTC, and sends what is due then. */
  waitsUntil(instant: string): Promise<void>;
  close(): Promise<void>;
}

interface Sent {
  how: 'answer' | 'further' | 'edit' | 'delete' | 'message';
  body?: unknown;
  files?: { name: string; bytes: number }[];
}

interface Logged {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: object;
}

/** `asking`: how much one person may ask for; as much as they like when left out, as an actor does in a second what no hand does. */
export async function openBot(lane: Lane, asking: Share = endless): Promise<Bot> {
  const sent: Sent[] = [];
  const logged: Logged[] = [];
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const world = createWorld({ clock, deadlines, verifyKey: publicKey });
  const open = { router: inProcess, gateway: overTheGateway, http: overHttp }[lane];
  const start = await open({ world, recorded: recording(world, sent), log: logInto(logged), clock, asking });
  let running = await start.bot();
  return {
    world,
    sent,
    stored: id => start.stored(id),
    async allowsTogether(allowed) {
      const manager = world.people().find(({ managesServer }) => managesServer)?.id ?? '';
      const state = allowed ? 'on' : 'off';
      await new Actor(world, manager).types('/server together', { state });
    },
    async keeps(id, kind) {
      await expect.poll(async () => Object.keys(await start.stored(id))).toContain(kind);
    },
    wentWrong: () => logged.filter(({ level }) => level !== 'info'),
    async restart() {
      await running.stop();
      running = await start.bot();
      await running.tick();
    },
    settles: () => running.tick(),
    async waitsUntil(instant) {
      const to = Date.parse(instant);
      if (!(to >= clock.time)) throw new Error(`Expected an instant to come, got ${instant}.`);
      await running.tick();
      clock.time = to;
      await running.tick();
    },
    async close() {
      await running.stop();
      await start.close();
      world.close();
    },
  };
}

interface Setting {
  world: ServedWorld;
  /** The same world, writing down what the bot does in it. */
  recorded: ServedWorld;
  log: Log;
  clock: Clock;
  asking: Share;
}

interface Opened {
  stored(personId: string): Promise<Record<string, unknown>>;
  bot(): Promise<{ tick(): Promise<void>; stop(): Promise<void> }>;
  close(): Promise<void>;
}

const root = packageRoot(import.meta.url);
const operator = {
  name: 'A friend of yours',
  contact: 'steady@example.org',
  privacyUrl: 'https://example.org/privacy',
};
const makeDetector = () => detect;
const random: Random = { below: () => 0 };

async function inProcess({ world, recorded, log, clock, asking }: Setting): Promise<Opened> {
  const registry = await loadCommands(commandsFolder);
  const backend = openMemory();
  const kept = () => {
    const store = createStore(backend, { seal: createSeal([new Uint8Array(32)]), deadline: 5_000 });
    return { store, people: createPeople(store, { clock, log, ...patience }) };
  };
  return {
    stored: id => kept().people.raw(id),
    async bot() {
      const { store, people } = kept();
      const messages = messagesIn(recorded);
      const contents = nudgeContents(registry);
      const outbox = outboxIn(recorded);
      const calendar = createCalendar();
      const nudges = createNudges({
        people,
        store,
        clock,
        log,
        outbox,
        contents,
        words: (locale: string) => library.words(locale),
        calendar,
      });
      const parts = {
        operator,
        log,
        people,
        messages,
        nudges,
        clock,
        random,
        ...patience,
        asking,
        makeDetector,
      };
      const router = routerOf(registry, () => library, parts);
      world.overwriteCommands(definitions(publicCommands(registry), [0, 1]));
      const edits = createEdits({ log, everyMs: editEveryMs });
      const responder = { router, log, edits, port: portOf(recorded), deferAfter: patience.deferAfter };
      const answering = new Set<Promise<void>>();
      const disconnect = world.connect((event, payload) => {
        if (event === 'INTERACTION_CREATE') {
          const answer = respond(responder, payload as APIInteraction).finally(() =>
            answering.delete(answer),
          );
          answering.add(answer);
          return;
        }
        const { author, content, channel_id: channel } = payload as APIMessage;
        if (author.bot) return;
        const who = {
          id: author.id,
          locale: 'en-US',
          place: 'own-dm' as const,
          channel,
          managesServer: false,
          mayWrite: true,
        };
        const answer = router.words(who, content);
        if (answer) recorded.createMessage(channel, renderMessage(answer, silent).body);
      });
      await nudges.load();
      const quiet = async () => {
        await Promise.all(answering);
        await edits.finish();
      };
      const tick = async () => {
        await quiet();
        await nudges.tick();
        await nudges.idle();
        await people.together.sweep();
      };
      await tick();
      return {
        tick,
        async stop() {
          disconnect();
          await quiet();
        },
      };
    },
    close: async () => {},
  };
}

const overTheGateway = (setting: Setting): Promise<Opened> => onFile(setting, {});

/** Discord posts to a port that the bot listens on. */
async function overHttp(setting: Setting): Promise<Opened> {
  let port = 0;
  let hangUp = async () => {};
  const listening = (at: number) => {
    port = at;
  };
  const endpoint = { publicKey, port: 0, listening };
  const opened = await onFile(setting, { endpoint });
  return {
    ...opened,
    async bot() {
      const bot = await opened.bot();
      hangUp = postTo(setting.recorded, setting.clock, () => port);
      return {
        tick: () => bot.tick(),
        async stop() {
          await hangUp();
          await bot.stop();
        },
      };
    },
  };
}

async function onFile({ recorded, log, clock, asking }: Setting, more: Partial<AppParts>): Promise<Opened> {
  const standin = await startStandin({ port: 0, token, world: recorded, limits: noLimits });
  const folder = await mkdtemp(join(tmpdir(), 'steady-'));
  const storeUrl = `sqlite://${join(folder, 'steady.sqlite')}`;
  const encryptionKeys = Buffer.alloc(32).toString('base64');
  let app: App | undefined;
  return {
    stored: async id => (await app?.stored(id)) ?? {},
    async bot() {
      const aborting = new AbortController();
      const ended = (reason: string) => log.error({}, reason);
      const parts = {
        token,
        apiUrl: standin.apiUrl,
        operator,
        log,
        root,
        library,
        makeDetector,
        clock,
        random,
        storeUrl,
        encryptionKeys,
        editEveryMs,
        asking,
        ...patience,
        ...more,
      };
      const started = await startApp({ ...parts, onEnd: ended, signal: aborting.signal });
      app = started;
      return started;
    },
    async close() {
      await standin.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The world as a bot in the same process answers into it. Through JSON, as everything goes that is sent. */
function portOf(world: ServedWorld): AnswerPort {
  const wire = <T>(body: T): T => JSON.parse(JSON.stringify(body)) as T;
  const uploads = (files: { name: string; data: unknown }[]) =>
    files.map(({ name, data }) => ({ name, data: data as Uint8Array }));
  return {
    async callback({ id, token }, response, files) {
      world.answer(id, token, wire(response), uploads(files));
    },
    async edit({ token }, body: MessageBody, files) {
      world.editOriginal(token, wire(body), uploads(files));
    },
    async followUp({ token }, body, files) {
      world.followUp(token, wire(body), uploads(files));
    },
    async remove({ token }) {
      world.deleteOriginal(token);
    },
  };
}

/** Writes down what the bot does. The REST side names the same things in its own way, so both spellings are taken. */
function recording(world: ServedWorld, sent: Sent[]): ServedWorld {
  const filesOf = (files: { name: string; data: Uint8Array }[] = []) =>
    files.length > 0 ? { files: files.map(({ name, data }) => ({ name, bytes: data.length })) } : {};
  return {
    ...world,
    problems: world.problems,
    answer(id, token, body, files) {
      sent.push({ how: 'answer', body, ...filesOf(files) });
      return world.answer(id, token, body, files);
    },
    followUp(token, body, files) {
      sent.push({ how: 'further', body, ...filesOf(files) });
      return world.followUp(token, body, files);
    },
    editOriginal(token, body, files) {
      sent.push({ how: 'edit', body, ...filesOf(files) });
      return world.editOriginal(token, body, files);
    },
    editAnswer(token, message, body, files) {
      sent.push({ how: 'edit', body, ...filesOf(files) });
      return world.editAnswer(token, message, body, files);
    },
    deleteOriginal(token) {
      sent.push({ how: 'delete' });
      world.deleteOriginal(token);
    },
    deleteAnswer(token, message) {
      sent.push({ how: 'delete' });
      world.deleteAnswer(token, message);
    },
    createMessage(channel, body, files) {
      sent.push({ how: 'message', body, ...filesOf(files) });
      return world.createMessage(channel, body, files);
    },
  };
}

function logInto(logged: Logged[]): Log {
  const at = (level: Logged['level']) => (fields: object, message: string) => {
    logged.push({ level, message, fields });
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

// A busy machine is no reason to forget, to apologize or to defer: tests/store-away.test.ts is where the store is slow, and
// tests/router/slow.test.ts and tests/discord/respond-slow.test.ts are where an answer is.
const patience = { glanceMs: 5_000, turnMs: 5_000, undeferrableMs: 10_000, deferAfter: 10_000 };
const deadlines = { first: 15_000 };
const endless: Share = { burst: 1e9, perSecond: 1e9 };
/** What takes a second in earnest: tests/discord/edits.test.ts counts it. */
const editEveryMs = 20;
const token = 'dGVzdA.steady.not-a-secret';
/** Discord's flag for a message that makes no sound. */
const silent = 1 << 12;
