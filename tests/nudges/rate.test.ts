import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import type { Plain } from '../../src/core/reply.ts';
import { outboxOver } from '../../src/discord/outbox.ts';
import { createPacer } from '../../src/discord/pacer.ts';
import { botRest } from '../../src/discord/rest.ts';
import { dueTogether, fillFile } from '../../src/ops/bench-nudges-people.ts';
import { noLimits } from '../../src/playground/standin/rate-limits.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { collectingLog } from '../router/log.ts';

test('300 due at once are 300 requests, and no second sees one too many leave', {
  timeout: 60_000,
}, async () => {
  const named = Array.from({ length: 300 }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: named });
  // Discord counts as they come, which here is as busy as the machine; what Steady answers for is how they leave.
  const standin = await startStandin({ port: 0, token, world, limits: noLimits });
  onTestFinished(() => standin.close());
  const left = leaving(standin.port);
  const folder = await mkdtemp(join(tmpdir(), 'steady-rate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'steady.sqlite');
  const dms = world.people().map(({ id }) => ({ id, channel: world.place('own-dm', id) }));
  await fillFile(file, dms, dueTogether(Date.now()));
  const { log, lines } = collectingLog();
  const app = await startApp({
    token,
    apiUrl: standin.apiUrl,
    operator: {},
    log,
    root: packageRoot(import.meta.url),
    encryptionKeys: Buffer.alloc(32, 1).toString('base64'),
    storeUrl: `sqlite://${file}`,
    onEnd: reason => expect.unreachable(reason),
    signal: new AbortController().signal,
  });
  const messages = () => left.filter(({ what }) => what.startsWith('POST /channels/'));
  // On a busy machine the client may have some wait for the next tick.
  const ticked = async () => {
    await app.tick();
    return messages().length;
  };
  await expect.poll(ticked, { timeout: 40_000, interval: 1_000 }).toBeGreaterThanOrEqual(300);
  await app.stop();

  expect(
    messages()
      .map(({ what }) => what)
      .toSorted(),
  ).toEqual(dms.map(({ channel }) => `POST /channels/${channel}/messages`).toSorted());
  const others = left.map(({ what }) => what).filter(what => !what.startsWith('POST /channels/'));
  expect(others).toEqual(startOfABot);
  expect(mostWithin(1_000, messages())).toBeLessThanOrEqual(50);
  for (const { channel } of dms) expect(world.listMessages(channel)).toHaveLength(1);
  expect(world.problems).toEqual([]);
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('a second that is full is waited for, and stops nobody', async () => {
  // One that never refuses: only the client's own count is looked at.
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end('{}'),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const outbox = outboxOver(botRest(token, `http://127.0.0.1:${port}/api`), token, createPacer());
  const message: Plain = { kind: 'plain', content: 'Ready when you are.', rows: [] };
  const sent = Array.from({ length: 60 }, (_, index) =>
    outbox.send({
      channel: `${310_000_000_000_000_000n + BigInt(index)}`,
      kind: 'dm',
      message,
      nonce: `${index}`,
      silent: false,
    }),
  );
  expect(await Promise.all(sent)).toEqual(sent.map(() => ({ kind: 'sent' })));
});

interface Left {
  /** Such as "POST /channels/1/messages". */
  what: string;
  /** Milliseconds of this process. */
  at: number;
}

/** Every request that leaves for that port from now on. */
function leaving(port: number): Left[] {
  const left: Left[] = [];
  const created = (message: unknown) => {
    const { method, path, origin } = (message as { request: Record<'method' | 'path' | 'origin', string> })
      .request;
    if (new URL(origin).port !== `${port}`) return;
    left.push({ what: `${method} ${path.replace(/^\/api\/v10|\?.*/g, '')}`, at: performance.now() });
  };
  subscribe('undici:request:create', created);
  onTestFinished(() => void unsubscribe('undici:request:create', created));
  return left;
}

const mostWithin = (ms: number, left: readonly Left[]): number =>
  Math.max(...left.map(({ at }, index) => left.slice(index).filter(one => one.at < at + ms).length));

/** What a bot asks before anything else. */
const startOfABot = [
  'GET /applications/@me',
  'GET /applications/500000000000000001/commands',
  'PUT /applications/500000000000000001/commands',
  'GET /gateway/bot',
];
const token = 'dGVzdA.steady.not-a-secret';
