import { join } from 'node:path';
import type { APIInteraction, APIMessage } from 'discord-api-types/v10';
import { commandsFolder, routerOf, startApp } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import type { Clock, Log, Random } from '../../src/core/ports.ts';
import type { MessageBody } from '../../src/discord/payload.ts';
import { definitions } from '../../src/discord/registration.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { type AnswerPort, respond } from '../../src/discord/respond.ts';
import { loadLibrary } from '../../src/library/load.ts';

import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { loadCommands, publicCommands } from '../../src/router/registry.ts';

/** The ways a conversation is held. */
export const lanes = ['router', 'gateway'] as const;
export type Lane = (typeof lanes)[number];

/** A bot in a stand-in of its own. */
export interface Bot {
  world: ServedWorld;
  /** Every body the bot sent, in order: answers, edits, deletions and messages of its own. */
  sent: Sent[];
  /** Warnings and errors it logged. */
  wentWrong(): Logged[];
  /** Stops the bot and starts a new one in the same world. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Sent {
  how: 'answer' | 'edit' | 'delete' | 'message';
  body?: unknown;
  files?: { name: string; bytes: number }[];
}

interface Logged {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: object;
}

export async function openBot(lane: Lane): Promise<Bot> {
  const sent: Sent[] = [];
  const logged: Logged[] = [];
  const world = createWorld();
  const open = lane === 'router' ? inProcess : overTheGateway;
  const start = await open({ world, recorded: recording(world, sent), log: logInto(logged) });
  let stop = await start.bot();
  return {
    world,
    sent,
    wentWrong: () => logged.filter(({ level }) => level !== 'info'),
    async restart() {
      await stop();
      stop = await start.bot();
    },
    async close() {
      await stop();
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
}

interface Opened {
  /** Starts a bot, and gives what stops it. */
  bot(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const root = packageRoot(import.meta.url);
const operator = {
  name: 'A friend of yours',
  contact: 'steady@example.org',
  privacyUrl: 'https://example.org/privacy',
};
const clock: Clock = { now: () => Date.parse('2026-11-22T20:00:00Z') };
const random: Random = { below: () => 0 };

async function inProcess({ world, recorded, log }: Setting): Promise<Opened> {
  const library = await loadLibrary(join(root, 'content'));
  const registry = await loadCommands(commandsFolder);
  return {
    async bot() {
      const router = routerOf(registry, () => library, { operator, log, clock, random });
      world.overwriteCommands(definitions(publicCommands(registry), [0, 1]));
      const responder = { router, log, port: portOf(recorded) };
      const disconnect = world.connect((event, payload) => {
        if (event === 'INTERACTION_CREATE') return void respond(responder, payload as APIInteraction);
        const { author, content, channel_id } = payload as APIMessage;
        if (author.bot) return;
        const caller = { id: author.id, locale: 'en-US', place: 'own-dm' as const, managesServer: false };
        const answer = router.words(caller, content);
        if (answer) recorded.createMessage(channel_id, renderMessage(answer, silent).body);
      });
      return async () => disconnect();
    },
    close: async () => {},
  };
}

async function overTheGateway({ recorded, log }: Setting): Promise<Opened> {
  const standin = await startStandin({ port: 0, token, world: recorded });
  return {
    async bot() {
      const aborting = new AbortController();
      const ended = (reason: string) => log.error({}, reason);
      const parts = { token, apiUrl: standin.apiUrl, operator, log, root, clock, random };
      const app = await startApp({ ...parts, onEnd: ended, signal: aborting.signal });
      return () => app.stop();
    },
    close: () => standin.close(),
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

const token = 'dGVzdA.steady.not-a-secret';
/** Discord's flag for a message that makes no sound. */
const silent = 1 << 12;
