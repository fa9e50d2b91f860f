import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { HealthError, serveHealth } from '../../src/ops/health.ts';
import { held, readinessOf } from '../../src/ops/readiness.ts';
import { StoreError } from '../../src/store/errors.ts';
import type { openStore } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { subscribe } from '../bot/dm.ts';
import { botOnFile } from '../bot/on-file.ts';
import { gated } from '../store/gated.ts';
import { type Served, served } from './served.ts';

let bot: Served | undefined;

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

const start = async (parts?: Parameters<typeof served>[0]): Promise<Served> => {
  bot = await served(parts);
  await expect.poll(() => status()).toBe(200);
  return bot;
};
const ready = async () => (await bot?.ask('/readyz'))?.text;
const status = async () => (await bot?.ask('/readyz'))?.status;
const well = 'gateway: ok\nstore: ok\nticker: ok\nsending: ok\n';
const soon = { timeout: 5_000 };

describe('health', () => {
  test('says that the process lives and that people are served', async () => {
    const { ask } = await start();
    expect(await ask('/livez')).toMatchObject({ status: 200, text: 'ok\n' });
    const answer = await ask('/readyz');
    expect(answer).toMatchObject({ status: 200, text: well });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await ask('/livez?verbose')).status).toBe(200);
  });

  test('says of one check alone how it is, so that a balancer leaves out nobody for what ails them all', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, options) =>
      createStore(gate.backend, { ...options, deadline: 300 });
    const { ask } = await start({ open });
    gate.shut('get', 'swap', 'pages');
    await expect.poll(status, soon).toBe(503);
    expect(await ask('/readyz/gateway')).toMatchObject({ status: 200, text: 'gateway: ok\n' });
    expect(await ask('/readyz/store')).toMatchObject({ status: 503, text: 'store: slow\n' });
    gate.open();
  });

  test('has nothing else, and only to be read', async () => {
    const { ask } = await start();
    for (const path of [
      '/',
      '/livez/',
      '/readyz/',
      '/readyz/x',
      '/readyz/store/x',
      '/readyz/constructor',
      '/.env',
      '/metrics/../.env',
    ])
      expect(await ask(path)).toMatchObject({ status: 404, text: 'not found\n' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await ask('/readyz', method);
      expect(answer).toMatchObject({ status: 405, text: 'GET only\n' });
      expect(answer.headers.get('allow')).toBe('GET');
    }
  });

  test('is served nowhere unless that was asked for, and the bot still knows', async () => {
    const quiet = await botOnFile();
    expect(quiet.app.healthPort).toBeUndefined();
    await expect.poll(async () => (await quiet.app.readiness()).ready).toBe(true);
    await quiet.close();
  });

  test('is served no more after a stop', async () => {
    const { ask, app } = await start();
    await app.stop();
    await expect(ask('/livez')).rejects.toThrow('fetch failed');
  });

  test('is served while Discord is away, and the port is free again where the start fails', async () => {
    const stopping = new AbortController();
    const { world, app } = await start();
    const port = app.healthPort ?? 0;
    await app.stop();
    world.faults.away(true);
    const again = served({ health: { port, host: '127.0.0.1' }, signal: stopping.signal, apiUrl: nobody });
    const answer = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
    await expect.poll(() => answer().catch(String)).toContain('gateway: not connected');
    stopping.abort();
    await expect(again).rejects.toThrow('abort');
    await expect(answer()).rejects.toThrow('fetch failed');
  });

  test('that cannot be served is one sentence', async () => {
    const { app } = await start();
    const port = app.healthPort ?? 0;
    const parts = { port, host: '127.0.0.1', readiness: app.readiness, metrics };
    const error = await serveHealth(parts).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HealthError);
    expect(String(error)).toContain(`HEALTH_PORT: expected a free port, got ${port}, which is in use.`);
    await expect(serveHealth({ ...parts, port: 0, host: '203.0.113.7' })).rejects.toThrow(
      'HEALTH_HOST: expected an address of this machine, got 203.0.113.7',
    );
  });

  test('that fails to answer says no more than that', async () => {
    const failing = { ...metrics, text: () => Promise.reject(new Error('a secret')) };
    const readiness = async () => ({ ready: true, lines: [] });
    const health = await serveHealth({ port: 0, host: '127.0.0.1', readiness, metrics: failing });
    const answer = await fetch(`http://127.0.0.1:${health.port}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([500, 'failed\n']);
    await health.stop();
  });
});

describe('people are not served, and then again,', () => {
  test('while Discord cannot be reached', async () => {
    const { world } = await start();
    world.faults.away(true);
    await expect.poll(status, soon).toBe(503);
    expect(await ready()).toBe(well.replace('gateway: ok', 'gateway: not connected'));
    world.faults.away(false);
    await expect.poll(ready, { timeout: 15_000 }).toBe(well);
  });

  test('while a closed connection is made anew', async () => {
    const { world, app } = await start();
    const seen = new Set<boolean>();
    world.faults.gateway({ kind: 'drop', code: 4000 });
    await expect
      .poll(
        async () => {
          const { ready } = await app.readiness();
          seen.add(ready);
          return seen.has(false) && ready;
        },
        { timeout: 10_000, interval: 20 },
      )
      .toBe(true);
  });

  test('from a heartbeat that Discord leaves unanswered, though the connection stays open', async () => {
    const heartbeatMs = 500;
    const { world } = await start({ heartbeatMs });
    await sleep(3 * heartbeatMs);
    expect(await ready()).toBe(well);
    const from = performance.now();
    world.faults.gateway({ kind: 'silence' });
    await expect.poll(status, { timeout: 10_000 }).toBe(503);
    expect(performance.now() - from).toBeLessThan(heartbeatMs + 5_000);
    expect(await ready()).toBe(well.replace('gateway: ok', 'gateway: silent'));
    world.faults.gateway({ kind: 'silence', over: true });
    await expect.poll(ready, { timeout: 10_000 }).toBe(well);
  });

  test('while the store does not answer', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, options) =>
      createStore(gate.backend, { ...options, deadline: 1_500 });
    await start({ open });
    gate.shut('get', 'swap', 'pages');
    await expect.poll(status, soon).toBe(503);
    expect(await ready()).toContain('store: slow\n');
    gate.open();
    await expect.poll(ready, soon).toBe(well);
  });

  test('until what was wanted has been read', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, options) =>
      createStore(gate.backend, { ...options, deadline: 10_000 });
    gate.shut('pages');
    bot = await served({ open });
    expect(await ready()).toBe(well.replace('ticker: ok', 'ticker: no tick'));
    gate.open();
    await expect.poll(ready, soon).toBe(well);
  });

  test('while Discord refuses what the bot sends by itself', async () => {
    const { person, world, waitsUntil } = await start();
    await subscribe(person(0));
    world.faults.next('POST /channels/:id/messages', { kind: 'status', status: 401 });
    await waitsUntil('2026-11-23T07:30:05Z');
    await expect.poll(ready, soon).toBe(well.replace('sending: ok', 'sending: stopped: refused'));
    await waitsUntil('2026-11-23T07:41:00Z');
    await waitsUntil('2026-11-24T07:30:05Z');
    await expect.poll(ready, soon).toBe(well);
  });
});

describe('readiness', () => {
  test('is asked once for many who ask at once, and anew a moment later', async () => {
    let asked = 0;
    const trouble = () => `asked ${++asked}`;
    const checks = [held({ name: 'it', trouble })];
    const readiness = () => readinessOf(checks);
    await Promise.all([readiness(), readiness(), readiness()]);
    expect(await readiness()).toEqual({ ready: false, lines: ['it: asked 1'] });
    await expect.poll(async () => (await readiness()).lines).toEqual(['it: asked 2']);
  });

  test('says of what fails the kind alone', async () => {
    const failing = (error: Error) => ({ name: 'it', trouble: () => Promise.reject(error) });
    const away = new StoreError('away', 'The Redis at a secret place is not there.');
    const checks = [failing(away), failing(new Error('a secret')), { name: 'it', trouble: () => undefined }];
    expect(await readinessOf(checks)).toEqual({
      ready: false,
      lines: ['it: away', 'it: failed', 'it: ok'],
    });
  });
});

const metrics = { text: async () => '', contentType: 'text/plain' };
const nobody = 'http://127.0.0.1:1/api';
