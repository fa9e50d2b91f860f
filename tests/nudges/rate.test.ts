import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { collectingLog } from '../router/log.ts';

test('300 due at once are 300 requests, none of them one too many', { timeout: 60_000 }, async () => {
  const { requests, statuses } = observed();
  const named = Array.from({ length: 300 }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: named });
  const standin = await startStandin({ port: 0, token, world });
  onTestFinished(() => standin.close());
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
  await app.tick();
  const messagesOf = () => requests.filter(request => request.startsWith('POST /channels/'));
  // A busy machine may have it rest until the next tick.
  await expect.poll(() => messagesOf().length, { timeout: 40_000 }).toBeGreaterThanOrEqual(300);
  await app.stop();

  const messages = messagesOf();
  expect(messages.toSorted()).toEqual(
    dms.map(({ channel }) => `POST /channels/${channel}/messages`).toSorted(),
  );
  expect(requests.filter(request => !messages.includes(request))).toEqual(startOfABot);
  expect(new Set(statuses)).toEqual(new Set([200]));
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

/** Every HTTP request that is answered from now on in this process, as "POST /channels/1/messages", and each answer's status. */
function observed(): { requests: string[]; statuses: number[] } {
  const requests: string[] = [];
  const statuses: number[] = [];
  const started = (message: unknown) => {
    const { method = '', url = '' } = (message as { request: IncomingMessage }).request;
    requests.push(`${method} ${url.replace(/^\/api\/v10|\?.*/g, '')}`);
  };
  const finished = (message: unknown) => {
    statuses.push((message as { response: ServerResponse }).response.statusCode);
  };
  subscribe('http.server.request.start', started);
  subscribe('http.server.response.finish', finished);
  onTestFinished(() => {
    unsubscribe('http.server.request.start', started);
    unsubscribe('http.server.response.finish', finished);
  });
  return { requests, statuses };
}

/** What a bot asks before anything else. */
const startOfABot = [
  'GET /applications/@me',
  'GET /applications/500000000000000001/commands',
  'PUT /applications/500000000000000001/commands',
  'GET /gateway/bot',
];
const token = 'dGVzdA.steady.not-a-secret';
