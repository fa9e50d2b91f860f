import { type Client, Events } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { card, text } from './scripted.ts';
import { answer, loggedIn, type Served, served, token } from './served.ts';

let bot: Served;

beforeEach(async () => {
  bot = await served();
});

afterEach(() => bot.close());

const words = { type: 4, data: card([text('Words')]) };

/** Answers whatever the real client is asked from now on. */
function answerAll({ client }: Served): void {
  client.ws.on('INTERACTION_CREATE' as never, (interaction: BotInteraction) => {
    void answer(client.rest, interaction, words);
  });
}

const resumed = (client: Client) =>
  new Promise(resolve => client.once(Events.ShardResume, (_, count) => resolve(count)));
const ready = (client: Client) => new Promise(resolve => client.once(Events.ShardReady, resolve));

test('a wrong token is turned away', async () => {
  await expect(loggedIn(bot.standin, 'Ym90.wrong.token')).rejects.toThrow(/token/i);
});

test('what happens while the connection is broken comes after the resume', async () => {
  answerAll(bot);
  const back = resumed(bot.client);
  bot.standin.world.faults.gateway({ kind: 'drop' });
  await expect.poll(() => bot.standin.world.view(bot.ada).botConnected).toBe(false);
  const outcome = bot.sayHello();
  expect(await back).toBeGreaterThanOrEqual(1);
  expect(await outcome).toMatchObject({ kind: 'message' });
  expect(bot.standin.world.view(bot.ada).botConnected).toBe(true);
  expect(bot.standin.world.problems).toEqual([]);
});

test('a requested reconnect resumes, and nothing is told twice', async () => {
  answerAll(bot);
  await bot.sayHello();
  const back = resumed(bot.client);
  bot.standin.world.faults.gateway({ kind: 'reconnect' });
  await back;
  await bot.sayHello();
  expect(bot.asked).toHaveLength(2);
  expect(bot.standin.world.problems).toEqual([]);
});

test('an invalid session makes the client identify anew', async () => {
  answerAll(bot);
  const back = ready(bot.client);
  bot.standin.world.faults.gateway({ kind: 'invalid-session', resumable: false });
  await back;
  expect(await bot.sayHello()).toMatchObject({ kind: 'message' });
  expect(bot.asked).toHaveLength(1);
}, 15_000);

test('two sessions of one shard are both asked, and the second answer is refused', async () => {
  const second = await loggedIn(bot.standin);
  const outcomes: unknown[] = [];
  for (const client of [bot.client, second])
    client.ws.on('INTERACTION_CREATE' as never, (interaction: BotInteraction) => {
      answer(client.rest, interaction, words).then(
        () => outcomes.push('answered'),
        (error: { code: number }) => outcomes.push(error.code),
      );
    });
  expect(await bot.sayHello()).toMatchObject({ kind: 'message' });
  await expect.poll(() => outcomes.map(String).sort()).toEqual(['40060', 'answered']);
  await second.destroy();
});

test('a client that says goodbye is gone at once: nobody responds', async () => {
  await bot.client.destroy();
  await expect.poll(() => bot.standin.world.view(bot.ada).botConnected).toBe(false);
  expect(await bot.sayHello()).toEqual({ kind: 'failed', reason: 'The application did not respond' });
});

interface Frame {
  op: number;
  t?: string | null;
  d?: unknown;
}

/** A socket that speaks the gateway's words itself, for what the real client would never send. */
function spoken(query = '?v=10&encoding=json') {
  const socket = new WebSocket(`ws://127.0.0.1:${bot.standin.port}/gateway${query}`);
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
  const closed = new Promise<number>(resolve => socket.on('close', resolve));
  const say = async (frame: unknown) => {
    await expect.poll(() => frames.length).toBeGreaterThan(0);
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  };
  return { socket, frames, closed, say };
}

const identity = (more: object = {}) => ({
  op: 2,
  d: { token, intents: 1 << 12, properties: { os: 'linux', browser: 'test', device: 'test' }, ...more },
});

test.each([
  ['a token that is another', identity({ token: 'no' }), 4004],
  ['a shard that is none', identity({ shard: [1, 1] }), 4010],
  ['the intent to read every message', identity({ intents: 1 << 15 }), 4014],
  ['no properties', { op: 2, d: { token, intents: 0 } }, 4002],
  ['an op that is none', { op: 99, d: null }, 4001],
  ['no JSON', 'hello', 4002],
])('a connection with %s is closed', async (_, frame, code) => {
  const { say, closed } = spoken();
  await say(frame);
  expect(await closed).toBe(code);
  expect(bot.standin.world.problems).toHaveLength(1);
});

test('another version or encoding is closed', async () => {
  expect(await spoken('?v=9').closed).toBe(4012);
  expect(await spoken('?v=10&encoding=etf').closed).toBe(4002);
});

test('heartbeats are acknowledged, and a second identify is not taken', async () => {
  const { say, frames, closed } = spoken();
  await say({ op: 1, d: null });
  await expect.poll(() => frames.map(({ op }) => op)).toEqual([10, 11]);
  await say(identity());
  await expect.poll(() => frames.at(-1)?.t).toBe('READY');
  await say(identity());
  expect(await closed).toBe(4005);
});

test('an intent the bot does not need is a problem', async () => {
  const { say, frames, socket } = spoken();
  await say(identity({ intents: 1 << 2 }));
  await expect.poll(() => frames.at(-1)?.t).toBe('READY');
  expect(bot.standin.world.problems).toEqual([expect.stringContaining(`no intent but ${1 << 12}`)]);
  socket.terminate();
});

test('direct messages reach only shard 0, and only who asked for them', async () => {
  const zero = spoken();
  const one = spoken();
  const deaf = spoken();
  await zero.say(identity({ shard: [0, 2] }));
  await one.say(identity({ shard: [1, 2] }));
  await deaf.say(identity({ intents: 0 }));
  const { world } = bot.standin;
  for (const { frames } of [zero, one, deaf]) await expect.poll(() => frames.at(-1)?.t).toBe('READY');
  await world.act({ kind: 'say', person: bot.ada, place: world.place('own-dm', bot.ada), text: 'hello' });
  await expect.poll(() => zero.frames.at(-1)).toMatchObject({ t: 'MESSAGE_CREATE', d: { content: 'hello' } });
  await expect.poll(() => bot.heard).toEqual(['hello']);
  expect([one, deaf].map(({ frames }) => frames.at(-1)?.t)).toEqual(['READY', 'READY']);
  for (const { socket } of [zero, one, deaf]) socket.terminate();
});

test('resuming a session that is unknown is an invalid session', async () => {
  const { say, frames, socket } = spoken();
  await say({ op: 6, d: { token, session_id: 'gone', seq: 1 } });
  await expect.poll(() => frames.at(-1)).toMatchObject({ op: 9, d: false });
  socket.terminate();
});

test('while Discord is away the gateway turns everyone away', async () => {
  bot.standin.world.faults.away(true);
  const socket = new WebSocket(`ws://127.0.0.1:${bot.standin.port}/gateway`);
  await expect(
    new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)),
  ).rejects.toThrow(/hang up|reset|closed/i);
  const back = resumed(bot.client);
  bot.standin.world.faults.away(false);
  await back;
}, 15_000);

test('an invalid session that may be resumed is resumed on the same connection, and nothing is missed', async () => {
  answerAll(bot);
  const back = resumed(bot.client);
  bot.standin.world.faults.gateway({ kind: 'invalid-session', resumable: true });
  await back;
  expect(await bot.sayHello()).toMatchObject({ kind: 'message' });
  expect(bot.asked).toHaveLength(1);
  expect(bot.standin.world.problems).toEqual([]);
}, 15_000);
