import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../../src/discord/http.ts';
import { botRest } from '../../src/discord/rest.ts';
import { snowflakeAt } from '../../src/discord/snowflake.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { publicCommands } from '../../src/router/registry.ts';
import { publicKey, signedHeaders } from '../bot/posted.ts';
import { collectingLog, type Line } from '../router/log.ts';
import { anyText, runs, wrongValues } from './corpus.ts';
import { pressOf, type Raw } from './raw.ts';
import { openTarget, type Target } from './target.ts';

const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
const token = 'dGVzdA.steady.not-a-secret';

let target: Target;
let standin: Standin;
let endpoint: Endpoint;
let lines: Line[];
beforeAll(async () => {
  target = await openTarget();
  standin = await startStandin({ port: 0, token, world: createWorld({ verifyKey: publicKey }) });
  const collected = collectingLog();
  lines = collected.lines;
  endpoint = await startEndpoint({
    publicKey,
    port: 0,
    apiUrl: standin.apiUrl,
    rest: botRest(token, standin.apiUrl),
    router: target.router,
    commands: publicCommands(target.registry),
    log: collected.log,
    clock,
    signal: new AbortController().signal,
  });
}, 60_000);
afterAll(async () => {
  await endpoint.stop();
  await standin.close();
});

const count = { next: 0n };

/** A press that is as young as it has to be. */
function press(): Raw {
  count.next += 1n;
  const id = String(BigInt(snowflakeAt(clock.time)) + count.next);
  return { ...pressOf({ id: '200000000000000001', place: 'own-dm' }, 'help:open'), id };
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Response> {
  return fetch(`http://127.0.0.1:${endpoint.port}/`, {
    method: 'POST',
    // The connection of one that was too large ends.
    headers: { ...headers, connection: 'close' },
    body,
  });
}
const signed = (body: string) => signedHeaders(body, clock.now());
const posted = (body: string) => post(body, signed(body));

/** The text with another sign in one place. */
const changedAt = (text: string, at: number, to: string): string => {
  const place = at % text.length;
  return text[place] === to
    ? changedAt(text, at, to === '0' ? '1' : '0')
    : text.slice(0, place) + to + text.slice(place + 1);
};

describe('what comes in by the HTTP port', () => {
  test('is taken where Discord signed it', async () => {
    expect((await posted(JSON.stringify(press()))).status).toBe(200);
  });

  test('is refused where one sign of its body, its signature or its time is another', async () => {
    const sign = fc.constantFrom('0', '1', 'a', 'f', '{', ' ');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('body', 'signature', 'time'), fc.nat(), sign, async (what, at, to) => {
        const body = JSON.stringify(press());
        const headers = signed(body);
        if (what === 'body') expect((await post(changedAt(body, at, to), headers)).status).toBe(401);
        const name = what === 'time' ? 'x-signature-timestamp' : 'x-signature-ed25519';
        const hex = ['0', '1', 'a', 'f'].includes(to) ? to : '7';
        if (what !== 'body')
          expect(
            (await post(body, { ...headers, [name]: changedAt(headers[name] ?? '', at, hex) })).status,
          ).toBe(401);
      }),
      runs(150),
    );
  });

  test('is refused where its signature is cut off, longer or of another alphabet', async () => {
    const body = JSON.stringify(press());
    const { 'x-signature-ed25519': signature = '', ...rest } = signed(body);
    const wrong = [
      ...Array.from({ length: 13 }, (_, tenth) => signature.slice(0, tenth * 10)),
      signature.slice(0, -1),
      `${signature}00`,
      `0x${signature}`,
      signature.slice(0, -2),
      Buffer.from(signature, 'hex').toString('base64'),
      '0'.repeat(128),
      'g'.repeat(128),
      `${signature},${signature}`,
    ];
    for (const one of wrong)
      expect((await post(body, { ...rest, 'x-signature-ed25519': one })).status, one).toBe(401);
    expect((await post(body, rest)).status).toBe(401);
  });

  test('is taken once only, however often and however fast it is sent again', async () => {
    const body = JSON.stringify(press());
    const answers = await Promise.all(Array.from({ length: 20 }, () => posted(body)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 401),
    ]);
  });

  test('is refused in a sentence where nobody can be told, which names no value', async () => {
    for (const wrong of wrongValues.filter(value => value !== undefined)) {
      const body = JSON.stringify({ ...press(), user: wrong, member: undefined });
      const answer = await posted(body);
      expect(answer.status, body).toBe(400);
      expect(await answer.text()).toMatch(/^[\w. ]+: .{10,120}$/);
    }
  });

  test('is answered in a sentence where only what was asked makes no sense', async () => {
    for (const data of wrongValues.filter(value => value !== undefined)) {
      const answer = await posted(JSON.stringify({ ...press(), data }));
      expect(answer.status).toBe(200);
      expect(JSON.stringify(await answer.json())).toContain('This button is from an older card.');
    }
  });

  test('does no harm however deep or large it is', async () => {
    const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);
    const press1 = JSON.stringify(press());
    const bodies: [string, number][] = [
      [deep('[', ']', 100_000), 400],
      [`{"type":3,"data":${deep('{"a":', '}', 40_000).replace('}', '1}')}}`, 401],
      [press1.replace('"components":[', `"components":[${deep('[', ']', 60_000)},`), 200],
      [JSON.stringify({ ...press(), more: 'x'.repeat(200_000) }), 200],
      [JSON.stringify({ ...press(), more: 'x'.repeat(300_000) }), 413],
    ];
    for (const [body, status] of bodies) expect((await posted(body)).status, body.slice(0, 40)).toBe(status);
    expect((await posted(JSON.stringify(press()))).status).toBe(200);
  });

  test('is refused where it is signed and no JSON, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async text => {
        const status = (await posted(text.toWellFormed())).status;
        expect(status).toBe(400);
      }),
      runs(60),
    );
  });

  test('never made more of a line than one that it could not be read', () => {
    const other = lines.filter(
      ({ level, message }) => level !== 'info' && message !== 'An interaction could not be read',
    );
    expect(other).toEqual([]);
  });
});
