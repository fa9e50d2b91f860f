import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Endpoint, startEndpoint } from '../../src/discord/http.ts';
import { botRest } from '../../src/discord/rest.ts';
import { snowflakeAt } from '../../src/discord/snowflake.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { collectingLog, type Line } from '../router/log.ts';
import { routerOver } from '../router/toys.ts';
import { component, EPHEMERAL } from './payloads.ts';
import { token } from './setting.ts';
import { toyTaking } from './toy.ts';

const keys = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
const seconds = (ms: number) => String(Math.floor(ms / 1_000));

let standin: Standin;
let endpoint: Endpoint;
let lines: Line[];

async function start(ms = 0): Promise<void> {
  standin = await startStandin({ port: 0, token, world: createWorld({ verifyKey: publicKey }) });
  const commands = [toyTaking(ms)];
  const collected = collectingLog();
  lines = collected.lines;
  endpoint = await startEndpoint({
    publicKey,
    port: 0,
    apiUrl: standin.apiUrl,
    rest: botRest(token, standin.apiUrl),
    router: routerOver(...commands).router,
    commands,
    log: collected.log,
    clock,
    signal: new AbortController().signal,
  });
}

afterEach(async () => {
  await endpoint.stop();
  await standin.close();
});

let count = 0;

/** A press of a button of the toy, with an id of its own that is as old as it says. */
function press(action: string, at = clock.time): object {
  count += 1;
  const raw = component({ component_type: 2, custom_id: `toy:${action}` }, EPHEMERAL);
  return { ...raw, id: String(BigInt(snowflakeAt(at)) + BigInt(count)) };
}

interface Posting {
  at?: number;
  key?: KeyObject;
  signature?: string;
  timestamp?: string;
  /** Sent in place of what was signed. */
  sent?: string;
  signal?: AbortSignal;
}

async function post(body: unknown, posting: Posting = {}): Promise<Response> {
  const { at = clock.time, key = keys.privateKey, timestamp = seconds(at) } = posting;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = posting.signature ?? sign(null, Buffer.from(timestamp + text), key).toString('hex');
  return fetch(`http://127.0.0.1:${endpoint.port}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature-ed25519': signature,
      'x-signature-timestamp': timestamp,
    },
    body: posting.sent ?? text,
    ...(posting.signal && { signal: posting.signal }),
  });
}

describe('an interaction that Discord posts', () => {
  it('is answered in the response itself', async () => {
    await start();
    const answer = await post(press('next'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ type: 7 });
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('is answered with a file beside it', async () => {
    await start();
    const form = await (await post(press('peek'))).formData();
    expect(JSON.parse(form.get('payload_json') as string)).toMatchObject({ type: 4 });
    expect((form.get('files[0]') as File).name).toBe('dot.gif');
  });

  it('is put off where the answer takes longer', async () => {
    await start(1_700);
    expect(await (await post(press('next'))).json()).toEqual({ type: 6 });
  });

  it('that only asks whether somebody is there is told so', async () => {
    await start();
    expect(await (await post({ type: 1, id: snowflakeAt(clock.time) })).json()).toEqual({ type: 1 });
  });

  it('of a kind nobody knows is not answered, and said', async () => {
    await start();
    expect((await post({ ...press('next'), type: 99 })).status).toBe(500);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });
});

describe('what Discord did not send', () => {
  const wrong: readonly [string, (body: object) => Promise<Response>][] = [
    ['signed with another key', body => post(body, { key: generateKeyPairSync('ed25519').privateKey })],
    ['changed on the way', body => post(body, { sent: JSON.stringify({ ...body, type: 3, changed: true }) })],
    ['with no signature', body => post(body, { signature: '' })],
    ['with half a signature', body => post(body, { signature: 'ab'.repeat(32) })],
    ['with a signature of something else', body => post(body, { signature: 'ab'.repeat(64) })],
    ['signed 11 seconds ago', body => post(body, { at: clock.time - 11_000 })],
    ['signed 11 seconds ahead', body => post(body, { at: clock.time + 11_000 })],
    ['with a time that is none', body => post(body, { timestamp: 'now' })],
    ['with a time and more', body => post(body, { timestamp: `${seconds(clock.time)}0` })],
  ];

  it.each(wrong)('is refused: %s', async (_, send) => {
    await start();
    expect((await send(press('next'))).status).toBe(401);
  });

  it('is refused when it comes a second time, and another one is taken', async () => {
    await start();
    const body = press('next');
    expect((await post(body)).status).toBe(200);
    expect((await post(body)).status).toBe(401);
    expect((await post(press('next'))).status).toBe(200);
  });

  it('is refused where the interaction is old, however fresh its signature is', async () => {
    await start();
    expect((await post(press('next', clock.time - 11_000))).status).toBe(401);
    expect((await post({ ...press('next'), id: 'x' })).status).toBe(401);
  });

  it('is refused where it is too large, before it is read', async () => {
    await start();
    expect((await post('x'.repeat(300_000))).status).toBe(413);
  });

  it.each(['', 'no JSON', '"text"', 'null', '[]'])(
    'is refused where it is signed and makes no sense: %j',
    async body => {
      await start();
      expect((await post(body)).status).toBe(400);
    },
  );

  it('is not found elsewhere', async () => {
    await start();
    expect((await fetch(`http://127.0.0.1:${endpoint.port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${endpoint.port}/other`, { method: 'POST' })).status).toBe(404);
  });
});

describe('an endpoint that stops', () => {
  it('answers what it took before', async () => {
    await start(300);
    const answer = post(press('next'));
    await new Promise(resolve => setTimeout(resolve, 100));
    const stopped = endpoint.stop();
    expect(await (await answer).json()).toMatchObject({ type: 7 });
    await stopped;
  });

  it('waits for nobody who hung up before the answer came', async () => {
    await start(300);
    const hangingUp = new AbortController();
    const answer = post(press('next'), { signal: hangingUp.signal });
    await new Promise(resolve => setTimeout(resolve, 100));
    hangingUp.abort();
    await expect(answer).rejects.toThrow('abort');
    const stopping = endpoint.stop();
    await expect(Promise.race([stopping.then(() => 'stopped'), later(3_000)])).resolves.toBe('stopped');
  });
});

const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms, 'late').unref());
