import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { packageRoot } from '../../src/core/package-root.ts';
import { aheadIn, createPushedClock } from '../../src/playground/clock.ts';
import type { ClockOptions } from '../../src/playground/standin/clock-api.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { startPlayground } from '../../src/playground/start.ts';
import { off } from './scripted.ts';
import { raw, token } from './served.ts';

const evening = Date.parse('2026-11-22T20:00:00Z');
const morning = Date.parse('2026-11-23T08:30:00Z');
const aDay = 24 * 60 * 60_000;
/** "2026-11-22 20:00:00", in the machine's zone. */
const local = (time: number) => {
  const minutes = new Date(time).getTimezoneOffset();
  return new Date(time - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
};

describe('A clock that can be pushed', () => {
  test('shows what the machine shows, until it is pushed; then it runs on from there', () => {
    let machine = evening;
    const clock = createPushedClock({ now: () => machine });
    machine += 1000;
    expect(clock.now()).toBe(evening + 1000);
    clock.push(morning);
    expect(clock.now()).toBe(morning);
    machine += 1000;
    expect(clock.now()).toBe(morning + 1000);
    clock.push(clock.now());
    clock.push(morning + aDay);
    machine += 1000;
    expect(clock.now()).toBe(morning + aDay + 1000);
  });

  test('is where it was pushed to when the playground is started again, and at the present without its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steady-clock-'));
    const file = join(folder, 'data', 'playground.sqlite.clock');
    const machine = { now: () => evening };
    expect(createPushedClock(machine, aheadIn(file)).now()).toBe(evening);
    createPushedClock(machine, aheadIn(file)).push(morning);
    expect(createPushedClock(machine, aheadIn(file)).now()).toBe(morning);
    await writeFile(file, 'soon');
    expect(createPushedClock(machine, aheadIn(file)).now()).toBe(evening);
    await rm(folder, { recursive: true });
    expect(createPushedClock(machine, aheadIn(file)).now()).toBe(evening);
  });

  test('keeps to whole milliseconds, of which ids are made', () => {
    const clock = createPushedClock({ now: () => evening });
    clock.push(evening + 0.5);
    expect(clock.now()).toBe(evening + 1);
  });

  test.each([
    [
      'backwards',
      evening - aDay,
      `The clock only goes forward: ${local(evening)} or later was expected, ${local(evening - aDay)} came.`,
    ],
    ['to no time', Number.NaN, 'The clock takes milliseconds since 1970; what came is NaN.'],
    [
      'to the end of time',
      Number.POSITIVE_INFINITY,
      'The clock takes milliseconds since 1970; what came is Infinity.',
    ],
    [
      'further than five years',
      evening + 6 * 365 * aDay,
      `The clock goes five years ahead at most: ${local(evening + 6 * 365 * aDay)} came, and it is ${local(evening)}.`,
    ],
    [
      'beyond every calendar',
      1e300,
      `The clock goes five years ahead at most: 1e+300 ms came, and it is ${local(evening)}.`,
    ],
  ])('is not pushed %s, says what came, and stays where it is', (_, to, sentence) => {
    const clock = createPushedClock({ now: () => evening });
    expect(() => clock.push(to)).toThrow(new Error(sentence));
    expect(clock.now()).toBe(evening);
  });
});

test('a clock that is reset shows what the machine shows, and that is kept', () => {
  const kept = { ahead: 5000 };
  const clock = createPushedClock(
    { now: () => evening },
    {
      read: () => kept.ahead,
      write(ahead) {
        kept.ahead = ahead;
      },
    },
  );
  clock.push(morning);
  clock.reset();
  expect(clock.now()).toBe(evening);
  expect(kept.ahead).toBe(0);
});

describe('The clock over HTTP', () => {
  let standin: Standin | undefined;
  afterEach(async () => {
    await standin?.close();
    standin = undefined;
  });

  const started = async (options: ClockOptions = { clock: createPushedClock({ now: () => evening }) }) => {
    standin = await startStandin({ port: 0, token, ...options });
    return standin;
  };
  const ask = ({ port }: Pick<Standin, 'port'>) => raw(port, '/playground/clock');
  const push = ({ port }: Pick<Standin, 'port'>, body: unknown, headers: Record<string, string> = json) =>
    raw(port, '/playground/clock', { method: 'POST', headers, body: JSON.stringify(body) });

  test('says the time, and goes where it is pushed: ids and dates of messages too', async () => {
    const served = await started();
    expect(await ask(served)).toMatchObject({ status: 200, body: `{"now":${evening}}` });
    expect(await push(served, { to: morning })).toMatchObject({ status: 200, body: `{"now":${morning}}` });
    expect(await ask(served)).toMatchObject({ body: `{"now":${morning}}` });
    const { id } = served.world.openDm(served.world.people()[0]?.id ?? '');
    const message = served.world.createMessage(id, { content: 'Good morning', ...off });
    expect(message.timestamp).toBe('2026-11-23T08:30:00.000Z');
    expect((BigInt(message.id) >> 22n) + 1_420_070_400_000n).toBe(BigInt(morning));
  });

  test('what has become due is sent before the push is answered', async () => {
    const happened: string[] = [];
    const pushed = async () => {
      await new Promise(resolve => setTimeout(resolve, 30));
      happened.push('sent');
    };
    const served = await started({ clock: createPushedClock({ now: () => evening }), pushed });
    expect(await push(served, { to: morning })).toMatchObject({ status: 200 });
    happened.push('answered');
    expect(await push(served, { to: evening })).toMatchObject({ status: 400 });
    expect(happened).toEqual(['sent', 'answered']);
  });

  test('what could not be sent is no success', async () => {
    const pushed = () => Promise.reject(new Error('the bot is away'));
    const served = await started({ clock: createPushedClock(), pushed });
    expect(await push(served, { to: Date.now() + aDay })).toMatchObject({
      status: 500,
      body: '{"error":"The clock was pushed, but not all that is due was sent: the bot is away"}',
    });
    expect(served.world.problems).toEqual([expect.stringContaining('the bot is away')]);
  });

  test('back is refused in words', async () => {
    expect(await push(await started(), { to: evening - 1000 })).toMatchObject({
      status: 400,
      body: `{"error":"The clock only goes forward: ${local(evening)} or later was expected, ${local(evening - 1000)} came."}`,
    });
  });

  test.each([[{}], [{ to: 'tomorrow' }], [{ to: null }], [{ to: morning, by: 1 }], [[]], ['tomorrow']])(
    'something else than a time is refused: %j',
    async body => {
      const served = await started();
      expect(await push(served, body)).toMatchObject({
        status: 400,
        body: JSON.stringify({ error: 'Expected { "to": milliseconds since 1970 }; something else came.' }),
      });
      expect(await ask(served)).toMatchObject({ body: `{"now":${evening}}` });
    },
  );

  test('a push from another website, or as a form, is refused', async () => {
    const served = await started();
    const foreign = { ...json, origin: 'https://example.org' };
    expect(await push(served, { to: morning }, foreign)).toMatchObject({ status: 403 });
    expect(await push(served, { to: morning }, { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
    });
    expect(await ask(served)).toMatchObject({ body: `{"now":${evening}}` });
  });

  test('every open page is told, whoever looks', async () => {
    const served = await started();
    const told = await Promise.all(served.world.people().map(({ id }) => listening(served.port, id)));
    await push(served, { to: morning });
    for (const { heard, socket } of told) {
      await expect.poll(() => heard).toEqual([{ kind: 'clock', now: morning }]);
      socket.terminate();
    }
  });

  test('a stand-in without such a clock says so', async () => {
    const served = await started({});
    const said = { status: 404, body: '{"error":"This stand-in has no clock that can be pushed."}' };
    expect(await ask(served)).toMatchObject(said);
    expect(await push(served, { to: morning })).toMatchObject(said);
  });

  test('the playground has one, which its world goes by', async () => {
    const times: number[] = [];
    const playground = await startPlayground({
      root: packageRoot(import.meta.url),
      port: 0,
      stored: async () => ({}),
      pushed: async () => void times.push(playground.clock.now()),
    });
    const port = Number(new URL(playground.url).port);
    const to = Date.now() + aDay;
    expect(await push({ port }, { to })).toMatchObject({ status: 200 });
    expect(times[0]).toBeGreaterThanOrEqual(to);
    expect(playground.clock.now() - Date.now()).toBeGreaterThan(aDay - 60_000);
    expect(JSON.parse((await ask({ port })).body).now).toBeGreaterThanOrEqual(to);
    await playground.close();
  });
});

/** A page's live line, and what it is told. */
async function listening(port: number, person: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/playground/live?person=${person}`);
  const heard: unknown[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  await new Promise(resolve => socket.once('open', resolve));
  return { socket, heard };
}

const json = { 'content-type': 'application/json' };
