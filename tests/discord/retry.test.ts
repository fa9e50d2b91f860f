import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botRest } from '../../src/discord/rest.ts';
import { RefusedError, untilReached } from '../../src/discord/retry.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { collectingLog } from '../router/log.ts';
import { token } from './setting.ts';

let standin: Standin;

beforeEach(async () => {
  standin = await startStandin({ port: 0, token });
});

afterEach(() => standin.close());

const patience = { first: 10, most: 40 };
const quiet = () => collectingLog().log;

/** Asks Discord who the application is, until it answers. */
function asking(more: { log?: ReturnType<typeof quiet>; signal?: AbortSignal; token?: string } = {}) {
  const { log = quiet(), signal = new AbortController().signal } = more;
  const rest = botRest(more.token ?? token, standin.apiUrl);
  return untilReached(() => rest.get('/applications/@me'), { log, signal, patience });
}

const failsWith = (status: number, message = 'No', times = 1) =>
  standin.world.faults.next('GET /applications/@me', { kind: 'status', status, message }, times);

describe('a Discord that answers', () => {
  it('is asked once, and nothing is logged', async () => {
    const { log, lines } = collectingLog();
    expect(await asking({ log })).toMatchObject({ id: standin.world.application.id });
    expect(lines).toEqual([]);
  });
});

describe('a Discord that refuses', () => {
  it('the token is not asked again, and the sentence says what to do', async () => {
    const failure = asking({ token: 'dGVzdA.another.token' });
    await expect(failure).rejects.toThrow(RefusedError);
    await expect(failure).rejects.toThrow(/^DISCORD_TOKEN: .*Copy it anew/);
    await expect(failure).rejects.not.toThrow('dGVzdA');
  });

  it.each([403, 400, 404])(
    'with %i is not asked again, and its words are passed on in one line',
    async status => {
      const { log, lines } = collectingLog();
      failsWith(status, 'Missing\nAccess');
      const failure = asking({ log });
      await expect(failure).rejects.toThrow(RefusedError);
      await expect(failure).rejects.toThrow('Discord refused the start: Missing; Access');
      expect(lines).toEqual([]);
    },
  );

  it('a token before it was ever sent counts as refused too', async () => {
    const invalid = Object.assign(new Error('An invalid token was provided.'), { code: 'TokenInvalid' });
    const waiting = { log: quiet(), signal: new AbortController().signal, patience };
    await expect(untilReached(() => Promise.reject(invalid), waiting)).rejects.toThrow(/^DISCORD_TOKEN:/);
  });
});

describe('a Discord that is away', () => {
  it('is asked again until it is back', async () => {
    const { log, lines } = collectingLog(() => standin.world.faults.away(false));
    standin.world.faults.away(true);
    expect(await asking({ log })).toMatchObject({ id: standin.world.application.id });
    expect(lines).toMatchObject([
      { level: 'warn', message: expect.stringMatching(/^Discord cannot be reached/) },
    ]);
  });

  it('or broken is asked again too', async () => {
    const { log, lines } = collectingLog();
    failsWith(503, 'Down', 1);
    expect(await asking({ log })).toMatchObject({ id: standin.world.application.id });
    expect(lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('503') }]);
  });

  it('or hidden behind a proxy that says no in its own words is asked again, and the sentence says so', async () => {
    const { log, lines } = collectingLog();
    const rest = botRest(token, standin.apiUrl);
    let isHidden = true;
    const proxy = createServer((_, response) => {
      isHidden = false;
      response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const hidden = botRest(token, `http://127.0.0.1:${port}/api`);
    const attempt = () => (isHidden ? hidden : rest).get('/applications/@me');
    const waiting = { log, signal: new AbortController().signal, patience };
    expect(await untilReached(attempt, waiting)).toMatchObject({ id: standin.world.application.id });
    expect(lines.map(({ message }) => message)).toEqual([
      'Discord cannot be reached (it answered 403, and not as Discord does: is there a proxy or a firewall in between?). Trying again in 0.01 s.',
    ]);
    proxy.close();
  });

  it('is waited for twice as long each time, up to the most', async () => {
    const { log, lines } = collectingLog();
    const times: number[] = [];
    const waiting = { log, signal: new AbortController().signal, patience };
    const attempt = () => {
      times.push(performance.now());
      return times.length < 6 ? Promise.reject(new Error('away')) : Promise.resolve('there');
    };
    expect(await untilReached(attempt, waiting)).toBe('there');
    expect(lines.map(({ message }) => / in ([\d.]+) s/.exec(message)?.[1])).toEqual([
      '0.01',
      '0.02',
      '0.04',
      '0.04',
      '0.04',
    ]);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.map(wait => wait >= 9)).toEqual([true, true, true, true, true]);
    expect(waits[2]).toBeGreaterThanOrEqual(39);
  });

  it('is given up when the signal says so, at once', async () => {
    const stopping = new AbortController();
    const waiting = { log: quiet(), signal: stopping.signal, patience: { first: 60_000, most: 60_000 } };
    const failure = untilReached(() => Promise.reject(new Error('away')), waiting);
    setTimeout(() => stopping.abort(), 20);
    await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is tried again whatever was thrown', async () => {
    let tries = 0;
    const waiting = { log: quiet(), signal: new AbortController().signal, patience };
    const attempt = () => {
      tries += 1;
      return tries === 1 ? Promise.reject('just words') : Promise.resolve(tries);
    };
    expect(await untilReached(attempt, waiting)).toBe(2);
  });
});
