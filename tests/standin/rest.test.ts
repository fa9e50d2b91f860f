import { DiscordAPIError, REST } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { createRateLimits } from '../../src/playground/standin/rate-limits.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { hello, off, PRIVATE } from './scripted.ts';
import { raw, token } from './served.ts';

let standin: Standin;
let rest: REST;
let dm: string;

beforeEach(async () => {
  standin = await startStandin({ port: 0, token });
  rest = new REST({ api: standin.apiUrl, retries: 0, timeout: 2000 }).setToken(token);
  dm = standin.world.openDm(standin.world.people()[0]?.id ?? '').id;
});

afterEach(() => standin.close());

/** However undici words a connection that ended early. */
const brokenOff = /closed|hang up|terminated|failed|reset/i;
const words = { content: 'Hi', ...off };
const send = (body: object = words) => rest.post(`/channels/${dm}/messages`, { body });
const sent = () => standin.world.listMessages(dm).map(({ content }) => content);

test.each([['Bot wrong'], [token], [`Bearer ${token}`], ['']])(
  'the token "%s" is refused',
  async authorization => {
    const answered = await raw(standin.port, '/api/v10/users/@me', { headers: { authorization } });
    expect(answered).toMatchObject({ status: 401, body: '{"message":"401: Unauthorized","code":0}' });
    expect(standin.world.problems).toHaveLength(1);
  },
);

test('a refusal has Discord’s shape, down to the field', async () => {
  const error = await send({ ...words, content: 'x'.repeat(2001) }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DiscordAPIError);
  expect(error).toMatchObject({
    status: 400,
    code: 50035,
    rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
  });
});

test('a route nobody knows is 404 and a problem', async () => {
  await expect(rest.get('/guilds/1/emojis')).rejects.toMatchObject({ status: 404 });
  expect(standin.world.problems).toEqual([expect.stringContaining('GET /guilds/1/emojis')]);
  expect(await raw(standin.port, '/api/v9/gateway')).toMatchObject({ status: 404 });
  expect(standin.world.problems).toHaveLength(2);
});

test('a body that is no JSON is refused', async () => {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  const answered = await raw(standin.port, `/api/v10/channels/${dm}/messages`, {
    method: 'POST',
    headers,
    body: '{',
  });
  expect(answered).toMatchObject({ status: 400, body: expect.stringContaining('50035') });
});

test('the bot finds out who and what it is, and where the gateway is', async () => {
  expect(await rest.get('/users/@me')).toMatchObject({ username: 'Steady', bot: true });
  expect(await rest.get('/applications/@me')).toMatchObject({
    integration_types_config: { '0': {}, '1': {} },
  });
  expect(await rest.get('/gateway/bot')).toMatchObject({
    url: `ws://127.0.0.1:${standin.port}/gateway`,
    shards: 1,
  });
});

test('files travel beside their message', async () => {
  const files = [{ name: 'a.txt', data: Buffer.from('words') }];
  await rest.post(`/channels/${dm}/messages`, { body: words, files });
  const [message] = standin.world.listMessages(dm);
  expect(message?.attachments).toMatchObject([{ filename: 'a.txt', size: 5 }]);
  expect(await raw(standin.port, new URL(message?.attachments[0]?.url ?? '').pathname)).toMatchObject({
    body: 'words',
  });
});

test('an arranged refusal befalls the next request of its route, and only that', async () => {
  standin.world.faults.next('POST /channels/:id/messages', { kind: 'status', status: 403, code: 50278 });
  await rest.get('/users/@me');
  await expect(send()).rejects.toMatchObject({ status: 403, code: 50278 });
  await send();
  expect(sent()).toEqual(['Hi']);
  expect(standin.world.problems).toEqual([]);
});

test('a dropped connection did nothing; a lost answer did it all the same', async () => {
  const { faults } = standin.world;
  faults.next('POST /channels/:id/messages', { kind: 'drop' });
  await expect(send()).rejects.toThrow(brokenOff);
  expect(sent()).toEqual([]);
  faults.next('POST /channels/:id/messages', { kind: 'lose-answer' });
  await expect(send()).rejects.toThrow(brokenOff);
  expect(sent()).toEqual(['Hi']);
});

test('an arranged status can be answered to what was done all the same', async () => {
  const { faults } = standin.world;
  faults.next('POST /channels/:id/messages', { kind: 'status', status: 500, carriedOut: true });
  await expect(send()).rejects.toMatchObject({ status: 500 });
  expect(sent()).toEqual(['Hi']);
  const id = standin.world.listMessages(dm)[0]?.id;
  faults.next('DELETE /channels/:id/messages/:message', { kind: 'status', status: 502, carriedOut: true });
  const headers = { authorization: `Bot ${token}` };
  const path = `/api/v10/channels/${dm}/messages/${id}`;
  expect(await raw(standin.port, path, { method: 'DELETE', headers })).toMatchObject({
    status: 502,
    headers: { 'content-type': 'application/json', 'x-ratelimit-remaining': '4' },
    body: '{"message":"502: arranged by the test","code":0}',
  });
  expect(sent()).toEqual([]);
  expect(standin.world.problems).toEqual([]);
});

test('a delay comes before the answer, as often as arranged', async () => {
  standin.world.faults.next('POST /channels/:id/messages', { kind: 'delay', ms: 60 }, 2);
  const started = performance.now();
  await send();
  await send();
  expect(performance.now() - started).toBeGreaterThan(110);
});

test('while Discord is away nothing answers', async () => {
  standin.world.faults.away(true);
  await expect(send()).rejects.toThrow(brokenOff);
  standin.world.faults.away(false);
  await send();
  expect(sent()).toEqual(['Hi']);
});

test('an arranged 429 names its scope and how long to wait', async () => {
  const { faults } = standin.world;
  faults.next('GET /users/@me', { kind: 'rate-limit', scope: 'shared', retryAfter: 0.2 });
  const headers = { authorization: `Bot ${token}` };
  const answered = await raw(standin.port, '/api/v10/users/@me', { headers });
  expect(answered).toMatchObject({
    status: 429,
    headers: { 'x-ratelimit-scope': 'shared', 'retry-after': '1' },
  });
  expect(JSON.parse(answered.body)).toMatchObject({ retry_after: 0.2, global: false });
});

test('five messages in five seconds to one channel are Discord’s limit, and the headers say so', async () => {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(words);
  const post = () => raw(standin.port, `/api/v10/channels/${dm}/messages`, { method: 'POST', headers, body });
  expect(await post()).toMatchObject({
    status: 200,
    headers: { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' },
  });
  for (let count = 0; count < 4; count += 1) await post();
  expect(await post()).toMatchObject({ status: 429, headers: { 'x-ratelimit-scope': 'user' } });
  expect(sent()).toHaveLength(5);
});

test('fifty requests a second are a bot’s ceiling; answers to interactions are exempt', () => {
  let now = 0;
  const limits = createRateLimits(() => now);
  const refused = (method: string, path: string) => limits.spend(method, path).refused;
  for (let count = 0; count < 50; count += 1) expect(refused('GET', `/channels/${count}`)).toBeUndefined();
  expect(refused('GET', '/channels/50')).toEqual({ scope: 'global', retryAfter: 1 });
  expect(refused('POST', '/interactions/1/t/callback')).toBeUndefined();
  expect(refused('PATCH', '/webhooks/1/t/messages/@original')).toBeUndefined();
  now = 1000;
  expect(refused('GET', '/channels/50')).toBeUndefined();
});

test('a callback answers nothing, or with_response what it made; @original arrives encoded', async () => {
  const { world } = standin;
  const [ada = ''] = world.people().map(({ id }) => id);
  const heard: BotInteraction[] = [];
  world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') heard.push(payload);
  });
  world.overwriteCommands([hello]);
  const place = world.place('server', ada);
  const asking = { kind: 'command', person: ada, place, command: 'hello', options: {} } as const;
  const answer = async (query: string) => {
    const outcome = world.act(asking);
    const asked = heard.at(-1);
    const path = `/api/v10/interactions/${asked?.id}/${asked?.token}/callback${query}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ type: 4, data: { ...words, flags: PRIVATE } });
    const answered = await raw(standin.port, path, { method: 'POST', headers, body });
    return { answered, seen: await outcome, asked };
  };
  const plain = await answer('');
  expect(plain.answered).toMatchObject({ status: 204, body: '' });
  const { answered, seen, asked } = await answer('?with_response=true');
  if (seen.kind !== 'message') throw new Error('expected a message');
  expect(JSON.parse(answered.body)).toMatchObject({
    interaction: { id: asked?.id, response_message_id: seen.message.id },
    resource: { type: 4, message: { id: seen.message.id } },
  });
  expect(JSON.parse(answered.body).resource.message).not.toHaveProperty('only_for');
  const original = `/api/v10/webhooks/${world.application.id}/${asked?.token}/messages/%40original`;
  expect(await raw(standin.port, original)).toMatchObject({ status: 200 });
  expect(await raw(standin.port, original, { method: 'DELETE' })).toMatchObject({ status: 204 });
  expect(await raw(standin.port, original)).toMatchObject({ status: 404 });
  expect(world.view(ada).messages[place]?.map(({ id }) => id)).not.toContain(seen.message.id);
});
