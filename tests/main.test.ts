import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startStandin } from '../src/playground/standin/server.ts';
import { createWorld } from '../src/playground/standin/world.ts';
import { type Run, startProcess } from './process.ts';
import { freePort, redisServer, startRedis } from './store/redis-server.ts';

const token = 'dGVzdA.steady.not-a-secret';
const running = new Set<Run>();

afterEach(async () => {
  for (const run of running) await run.end('SIGKILL');
  running.clear();
});

describe('the process', () => {
  test('refuses settings that cannot be used: one line a fault, exit code 1, no stack', async () => {
    const run = start({
      NODE_ENV: 'production',
      LOG_LEVEL: 'loud',
      PLAYGROUND_PORT: 'many',
      DISCORD_TOKN: 'x',
    });
    expect(await run.exited).toBe(1);
    const lines = run.said().trim().split('\n');
    expect(lines).toHaveLength(4);
    for (const name of ['DISCORD_TOKEN', 'LOG_LEVEL', 'PLAYGROUND_PORT', 'DISCORD_TOKN']) {
      expect(lines.some(line => line.includes(name) && /expected .+came/.test(line))).toBe(true);
    }
    expect(run.said()).not.toMatch(/\bat .+:\d+:\d+/);
  });

  test('starts the playground without a token, and stops on SIGTERM', async () => {
    const port = await freePort();
    const run = start({ PLAYGROUND_PORT: String(port) });
    await run.says('type /ground');
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
    expect(await run.end('SIGTERM')).toBe(0);
  });

  test('says in one sentence that the port of the playground is taken', async () => {
    const taken = await startStandin({ port: 0, token });
    const run = start({ PLAYGROUND_PORT: String(taken.port) });
    expect(await run.exited).toBe(1);
    expect(run.said().trim().split('\n')).toHaveLength(1);
    expect(run.said()).toContain('PLAYGROUND_PORT');
    await taken.close();
  });

  test('serves its health while Discord is away, and says in one sentence that its port is taken', async () => {
    const HEALTH_PORT = String(await freePort());
    const away = { DISCORD_TOKEN: token, DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api` };
    const first = start({ ...away, HEALTH_PORT });
    await first.says('Discord cannot be reached');
    const [live, ready] = await Promise.all(
      ['livez', 'readyz'].map(path => fetch(`http://127.0.0.1:${HEALTH_PORT}/${path}`)),
    );
    expect([live?.status, ready?.status]).toEqual([200, 503]);
    const second = start({ ...away, HEALTH_PORT });
    expect(await second.exited).toBe(1);
    expect(second.said()).toBe(`HEALTH_PORT: expected a free port, got ${HEALTH_PORT}, which is in use.\n`);
    expect(await first.end('SIGTERM')).toBe(0);
  });

  test('waits for a Discord that is away, says so in one line a try, and connects when it is back', async () => {
    const port = await freePort();
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: `http://127.0.0.1:${port}/api` });
    await run.says('Discord cannot be reached');
    expect(run.said()).not.toContain('stack');
    const standin = await startStandin({ port, token });
    await run.says('Steady is ready.');
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
  });

  test('says in one sentence that another process holds the store, and stops', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steady-main-'));
    const STORE_URL = `sqlite://${join(folder, 'steady.sqlite')}`;
    const first = start({ STORE_URL, PLAYGROUND_PORT: String(await freePort()) });
    await first.says('type /ground');
    const second = start({ STORE_URL, PLAYGROUND_PORT: String(await freePort()) });
    expect(await second.exited).toBe(1);
    expect(second.said().trim().split('\n')).toHaveLength(1);
    expect(second.said()).toContain('Another process already uses');
    expect(await first.end('SIGTERM')).toBe(0);
    await rm(folder, { recursive: true });
  });

  test('says in one sentence that its Redis is not to be had, never with the password, and stops', async () => {
    const STORE_URL = `redis://me:a-secret@127.0.0.1:${await freePort()}`;
    const PLAYGROUND_PORT = String(await freePort());
    const keyless = start({ STORE_URL, PLAYGROUND_PORT });
    expect(await keyless.exited).toBe(1);
    expect(keyless.said()).toBe(
      'ENCRYPTION_KEYS: expected one or more keys because STORE_URL is a Redis, came nothing\n',
    );
    const ENCRYPTION_KEYS = Buffer.alloc(32, 1).toString('base64');
    const run = start({ STORE_URL, PLAYGROUND_PORT, ENCRYPTION_KEYS });
    expect(await run.exited).toBe(1);
    expect(run.said()).toMatch(/^The store's Redis at 127\.0\.0\.1:\d+ is not there: [^\n]+\.\n$/);
  });

  test('stops waiting on SIGTERM', async () => {
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api` });
    await run.says('Discord cannot be reached');
    expect(await run.end('SIGTERM')).toBe(0);
  });

  test('gives up on a token that Discord refuses, with one sentence', async () => {
    const standin = await startStandin({ port: 0, token: 'another.token.here' });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    expect(await run.exited).toBe(1);
    expect(run.said()).toContain('Discord refused this token');
    expect(run.said()).not.toContain(token);
    await standin.close();
  });

  test('prints where people can add it, registers its commands, and says in one line that it is ready', async () => {
    const standin = await startStandin({ port: 0, token });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says('Add Steady to an account: ');
    const id = standin.world.application.id;
    const said = run.said();
    expect(said.match(/Steady is ready\./g)).toHaveLength(1);
    expect(said).toContain(
      `Add Steady to a server: https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=0&integration_type=0`,
    );
    expect(said).toContain(
      `Add Steady to an account: https://discord.com/oauth2/authorize?client_id=${id}&scope=applications.commands&integration_type=1`,
    );
    expect(standin.world.commands().length).toBeGreaterThan(10);
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
  });

  test('warns where it cannot be added to accounts, once it is ready', async () => {
    const standin = await startStandin({ port: 0, token, world: createWorld({ integrationTypes: ['0'] }) });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says('It cannot be added to accounts');
    expect(run.said()).not.toContain('Add Steady to an account');
    expect(run.said().indexOf('Steady is ready.')).toBeLessThan(run.said().indexOf('It cannot be added'));
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
  });

  test('runs on where that last look fails', async () => {
    const standin = await startStandin({ port: 0, token });
    const { world } = standin;
    // The first one is for the commands.
    world.faults.next('GET /applications/@me', { kind: 'delay', ms: 1 });
    world.faults.next('GET /applications/@me', { kind: 'status', status: 500 });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says('npm run doctor looks again.');
    expect(run.said()).toContain('Discord cannot be reached (it answered 500');
    expect(run.said()).toContain('Steady is ready.');
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
  });

  test('stops with one sentence where the application has its interactions posted elsewhere', async () => {
    const world = createWorld({ interactionsEndpoint: 'https://steady.example/interactions' });
    const standin = await startStandin({ port: 0, token, world });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    expect(await run.exited).toBe(1);
    expect(run.said()).toBe(
      'The application has an Interactions Endpoint URL, so Discord sends nothing to this process. Clear it on the General Information page, and start again.\n',
    );
    expect(world.commands()).toEqual([]);
    await standin.close();
  });

  test.skipIf(!redisServer)(
    `says in one sentence that its public key is another, and that its port is taken${redisServer ? '' : ' (skipped: no redis-server)'}`,
    { timeout: 60_000 },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'steady-main-'));
      const redis = await startRedis(folder);
      const verifyKey = 'ab'.repeat(32);
      const standin = await startStandin({ port: 0, token, world: createWorld({ verifyKey }) });
      const settings = {
        DISCORD_TOKEN: token,
        DISCORD_API_URL: standin.apiUrl,
        TRANSPORT: 'http',
        PORT: String(standin.port),
        STORE_URL: redis.url(),
        ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString('base64'),
        LOG_LEVEL: 'error',
      };
      const other = start({ ...settings, DISCORD_PUBLIC_KEY: 'cd'.repeat(32) });
      expect(await other.exited).toBe(1);
      expect(other.said()).toBe(
        'DISCORD_PUBLIC_KEY: the application of this token has another one. Copy it anew from the General Information page of the application, and start again.\n',
      );
      expect(standin.world.commands()).toEqual([]);
      const taken = start({ ...settings, DISCORD_PUBLIC_KEY: verifyKey });
      expect(await taken.exited).toBe(1);
      expect(taken.said()).toBe(
        `PORT: expected a free port, got ${standin.port}, which is in use. Set another one, or stop what listens there.\n`,
      );
      await standin.close();
      await redis.kill();
      await rm(folder, { recursive: true });
    },
  );

  test('says while Discord is down that it is, and starts once it is not', async () => {
    const standin = await startStandin({ port: 0, token });
    standin.world.faults.next('GET /applications/@me', { kind: 'status', status: 503 });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says(
      'it answered 503: it is down or busy, see https://discordstatus.com). Trying again in 1 s.',
    );
    await run.says('Steady is ready.');
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
  });

  test('loads nothing of the playground with a token, and needs none of its packages', async () => {
    const standin = await startStandin({ port: 0, token });
    const { NODE_OPTIONS } = without(/^(hono|@hono\/.*|playwright-core|axe-core)$|\/playground\//);
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl, NODE_OPTIONS });
    await run.says('Steady is ready.');
    expect(await run.end('SIGTERM')).toBe(0);
    await standin.close();
    const playground = start({ NODE_OPTIONS, PLAYGROUND_PORT: String(await freePort()) });
    expect(await playground.exited).toBe(1);
    expect(playground.said()).toContain('is not to be had here');
  });

  test('finishes what it is answering when SIGTERM comes', async () => {
    const standin = await startStandin({ port: 0, token });
    const { world } = standin;
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says('Steady is ready.');
    const [ada] = world.people();
    if (!ada) throw new Error('Expected somebody in the stand-in, found nobody.');
    world.faults.next('POST /interactions/:id/:token/callback', { kind: 'delay', ms: 700 });
    const place = world.place('server', ada.id);
    const arrived = requestOf(/\/callback$/);
    const asked = world.act({ kind: 'command', person: ada.id, place, command: 'ground', options: {} });
    await arrived;
    expect(await run.end('SIGTERM')).toBe(0);
    expect((await asked).kind).toBe('message');
    await standin.close();
  });
});

/** Settings under which modules of these names cannot be loaded. */
function without(names: RegExp): { NODE_OPTIONS: string } {
  const hooks = `export async function resolve(name, context, next) {
    if (${String(names)}.test(name)) throw new Error(name + ' is not to be had here');
    return next(name, context);
  }`;
  const registering = `import { register } from 'node:module'; register(${JSON.stringify(asUrl(hooks))});`;
  return { NODE_OPTIONS: `--import=${asUrl(registering)}` };
}

const asUrl = (script: string) => `data:text/javascript,${encodeURIComponent(script)}`;

/** Ended after the test. */
function start(settings: Record<string, string>): Run {
  const run = startProcess(settings);
  running.add(run);
  return run;
}

/** Resolves once a request for such a path has come to a server of this process. */
function requestOf(path: RegExp): Promise<void> {
  return new Promise(resolve => {
    const started = (message: unknown) => {
      const { url = '' } = (message as { request: IncomingMessage }).request;
      if (!path.test(url.replace(/\?.*/, ''))) return;
      unsubscribe('http.server.request.start', started);
      resolve();
    };
    subscribe('http.server.request.start', started);
  });
}
