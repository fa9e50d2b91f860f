import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { createRestartable } from '../../src/playground/restartable.ts';
import { runPlayground } from '../../src/playground/run.ts';
import type { Outcome, SeenMessage, View, WireView } from '../../src/playground/standin/contract.ts';
import { library } from '../library/shipped.ts';
import { collectingLog } from '../router/log.ts';

const root = packageRoot(import.meta.url);
let folder: string;
let running: { url: string; stop(): Promise<void> } | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steady-run-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(folder, { recursive: true });
});

/** The whole playground with Steady in it, as the page uses it. */
async function playground({ isOwnStore = true } = {}) {
  const { log, lines } = collectingLog();
  const ended: string[] = [];
  running = await runPlayground({
    port: 0,
    root,
    library,
    log,
    operator: {},
    storeUrl: `sqlite://${join(folder, 'playground.sqlite')}`,
    isOwnStore,
    signal: new AbortController().signal,
    onEnd: reason => ended.push(reason),
  });
  const { url } = running;
  const get = async <T>(path: string) => (await (await fetch(`${url}/playground${path}`)).json()) as T;
  const post = async <T>(path: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/playground${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  const view = await get<View>('/view');
  const ada = view.people[0]?.id ?? '';
  const place = view.places.find(({ kind }) => kind === 'server')?.id ?? '';
  const ground = async () => {
    const options = { exercise: 'look-around' };
    const { body } = await post<Outcome>('/act', {
      kind: 'command',
      person: ada,
      place,
      command: 'ground',
      options,
    });
    if (body.kind !== 'message') throw new Error(`expected a message, came ${JSON.stringify(body)}`);
    return body.message;
  };
  const next = async (message: SeenMessage) =>
    (
      await post<Outcome>('/act', {
        kind: 'press',
        person: ada,
        message: message.id,
        customId: buttonIn(message, 'Next'),
      })
    ).body;
  return { get, post, ada, ground, next, lines, ended };
}

test('the bot is restarted while the page stays: what was kept is kept, and an old button goes on', async () => {
  const { get, post, ada, ground, next, lines, ended } = await playground();
  const message = await ground();
  await expect.poll(() => get(`/stored?person=${ada}`)).toHaveProperty('greeted');
  expect(await post('/bot/restart')).toEqual({ status: 200, body: {} });
  expect(await get(`/stored?person=${ada}`)).toHaveProperty('greeted');
  expect((await get<View>('/view')).botConnected).toBe(true);
  expect(await next(message)).toMatchObject({ kind: 'updated' });
  const { last } = await get<WireView>(`/wire?person=${ada}`);
  expect(last?.requests).toMatchObject([{ method: 'POST', body: { type: 7 }, status: 204 }]);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(ended).toEqual([]);
});

test('two restarts at once come one after the other, and what is asked meanwhile waits', async () => {
  const { get, post, ada } = await playground();
  const both = [post('/bot/restart'), post('/bot/restart')];
  expect(await get(`/stored?person=${ada}`)).toEqual({});
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await get<View>('/view')).botConnected).toBe(true);
});

test('a reset forgets what is kept, what was said, who came and the pushed clock, and Steady starts anew', async () => {
  const { get, post, ada, ground } = await playground();
  await ground();
  await post('/people');
  await post('/clock', { to: Date.now() + aDay });
  await expect.poll(() => get(`/stored?person=${ada}`)).toHaveProperty('greeted');
  expect(await post('/bot/reset')).toEqual({ status: 200, body: {} });
  expect(await get(`/stored?person=${ada}`)).toEqual({});
  const view = await get<View>('/view');
  expect(view.people.map(({ name }) => name)).toEqual(['Ada', 'Bo', 'Mo']);
  expect(Object.values(view.messages).flat()).toEqual([]);
  expect(view.commands.map(({ name }) => name)).toContain('ground');
  expect((await get<{ now: number }>('/clock')).now).toBeLessThan(Date.now() + 60_000);
  expect(await get(`/wire?person=${ada}`)).toEqual({ started: [] });
  expect(JSON.stringify(await ground())).toContain("I'm a bot.");
});

test('a store that somebody named is left alone, and a reset says so and changes nothing', async () => {
  const { get, post, ada, ground } = await playground({ isOwnStore: false });
  const message = await ground();
  await expect.poll(() => get(`/stored?person=${ada}`)).toHaveProperty('greeted');
  expect(await post('/bot/reset')).toEqual({
    status: 409,
    body: { error: expect.stringContaining('STORE_URL names a store of your own') },
  });
  expect(await get(`/stored?person=${ada}`)).toHaveProperty('greeted');
  expect(existsSync(join(folder, 'playground.sqlite'))).toBe(true);
  expect(JSON.stringify(await get('/view'))).toContain(message.id);
});

test('an app that cannot be started again is said to be away, and the next try begins it', async () => {
  const ended: string[] = [];
  const tell: ((reason: string) => void)[] = [];
  let fails = false;
  const steady = createRestartable(
    async onEnd => {
      if (fails) throw new Error('content/ has faults');
      tell.push(onEnd);
      return { ...app };
    },
    reason => ended.push(reason),
  );
  await steady.restart();
  expect(await steady.running()).toMatchObject(app);
  fails = true;
  await expect(steady.restart()).rejects.toThrow('content/ has faults');
  await expect(steady.running()).rejects.toThrow('Steady is not running');
  fails = false;
  await steady.restart();
  expect(await steady.running()).toMatchObject(app);
  for (const end of tell) end('closed for good');
  expect(ended).toEqual(['closed for good']);
  await steady.stop();
  await steady.stop();
});

const app: App = {
  stored: async () => ({}),
  tick: async () => {},
  words: { current: () => library, readings: () => 1, isWatched: false },
  readiness: async () => ({ ready: true, lines: [] }),
  stop: async () => {},
};

function buttonIn(message: SeenMessage, label: string): string {
  const found = new RegExp(`\\{[^{}]*"label":"${label}"[^{}]*\\}`).exec(JSON.stringify(message.components));
  return (JSON.parse(found?.[0] ?? '{}') as { custom_id?: string }).custom_id ?? '';
}

const aDay = 24 * 60 * 60 * 1000;
