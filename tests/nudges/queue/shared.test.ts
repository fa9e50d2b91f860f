import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readRedisUrl } from '../../../src/config/redis-url.ts';
import { packageRoot } from '../../../src/core/package-root.ts';
import type { Sent } from '../../../src/core/ports.ts';
import { loadLibrary } from '../../../src/library/load.ts';
import type { Job } from '../../../src/nudges/job.ts';
import { createCalendar } from '../../../src/nudges/local-time.ts';
import { createNudges, type NudgeWorks } from '../../../src/nudges/nudges.ts';
import { createSharedScheduler } from '../../../src/nudges/queue/shared-scheduler.ts';
import type { Nudge, Nudged } from '../../../src/people/nudges.ts';
import { createPeople, type People } from '../../../src/people/person.ts';
import { createWorld } from '../../../src/playground/standin/world.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { createRedisLink } from '../../../src/store/redis-link.ts';
import { outboxIn } from '../../bot/outbox-in.ts';
import { collectingLog, type Line } from '../../router/log.ts';
import { describeRedis, emptyRedis, ownRedis, storeOn } from '../../store/places.ts';
import { plant } from '../../store/plant.ts';
import type { TestRedis } from '../../store/redis-server.ts';
import { contents } from '../machine.ts';

const library = await loadLibrary(join(packageRoot(import.meta.url), 'content'));

interface Process {
  nudges: NudgeWorks;
  people: People;
  lines: Line[];
  sent: string[];
  stop: () => Promise<void>;
}

let processes: Process[] = [];

afterEach(async () => {
  await Promise.all(processes.map(({ stop }) => stop()));
  processes = [];
});

describeRedis('processes that share what is due', () => {
  test('each know at once what another one changed, and one of them finds out what is due', async () => {
    const { begin, ids, at, clock } = scene(await emptyRedis());
    const [one, other] = [await begin(), await begin()];
    const [ada = '', bo = ''] = ids;
    await wants(one, ada, '08:30');
    await wants(other, bo, '08:30');
    await at('2026-11-23T07:30:00Z');
    expect([...one.sent, ...other.sent].toSorted()).toEqual([ada, bo].toSorted());
    await wants(other, ada, '09:00');
    await one.nudges.stop(bo, 'daily');
    await at('2026-11-24T07:30:00Z');
    expect(one.sent.length + other.sent.length).toBe(2);
    await at('2026-11-24T08:00:00Z');
    expect([...one.sent, ...other.sent].filter(id => id === ada)).toHaveLength(2);
    other.nudges.forget(ada);
    await other.people.erase(ada);
    clock.time += 86_400_000;
    await at(new Date(clock.time).toISOString());
    expect(one.sent.length + other.sent.length).toBe(3);
  });

  test('go on when the one that finds out what is due stops', async () => {
    const { begin, ids, at } = scene(await emptyRedis());
    const [one, other] = [await begin(), await begin()];
    const [ada = ''] = ids;
    await wants(one, ada, '08:30');
    await at('2026-11-23T07:00:00Z');
    await one.stop();
    await at('2026-11-23T07:30:00Z');
    expect(other.sent).toEqual([ada]);
  });

  test('give what they hold to another when they stop', async () => {
    const { begin, ids, at } = scene(await emptyRedis());
    const one = await begin({ kind: 'later', afterMs: 3_600_000, all: false });
    for (const id of ids) await wants(one, id, '08:30');
    await at('2026-11-23T07:30:00Z');
    const other = await begin();
    await one.stop();
    await at('2026-11-23T07:30:10Z');
    await expect.poll(() => other.sent.toSorted()).toEqual([...ids].toSorted());
    expect(one.sent).toEqual([]);
  });

  test('find everything anew where Redis forgot it', async () => {
    const redis = await emptyRedis();
    const { begin, ids, at } = scene(redis);
    const one = await begin();
    for (const id of ids) await wants(one, id, '08:30');
    await at('2026-11-23T07:00:00Z');
    await redis.ask('FLUSHALL');
    await at('2026-11-23T07:30:00Z');
    await at('2026-11-23T07:31:00Z');
    expect(one.sent.toSorted()).toEqual([...ids].toSorted());
    expect(one.nudges.state().wanted).toBe(ids.length);
  });

  test('say once that Redis is away, and send what was due when it is back', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { begin, ids, clock } = scene(redis);
    const one = await begin();
    const [ada = '', bo = ''] = ids;
    await wants(one, ada, '08:30');
    await redis.kill();
    await wants(one, bo, '08:30');
    clock.time = Date.parse('2026-11-23T07:30:00Z');
    await one.nudges.tick();
    await one.nudges.tick();
    await one.nudges.idle();
    expect(one.sent).toEqual([]);
    expect(one.lines.filter(({ message }) => message.startsWith('What is due'))).toHaveLength(1);
    await redis.startAgain();
    await expect
      .poll(
        async () => {
          await one.nudges.tick();
          await one.nudges.idle();
          return one.sent.toSorted();
        },
        { timeout: 15_000, interval: 500 },
      )
      .toEqual([ada, bo].toSorted());
    expect(one.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('that stop while Redis is away end in time', async () => {
    const redis = await ownRedis();
    const { begin, ids } = scene(redis);
    const one = await begin();
    await wants(one, ids[0] ?? '', '08:30');
    await redis.kill();
    const begun = performance.now();
    await one.stop();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('keep nothing of somebody who was erased', async () => {
    const redis = await emptyRedis();
    const { begin, ids, at } = scene(redis);
    const one = await begin();
    const [ada = ''] = ids;
    await wants(one, ada, '08:30');
    await at('2026-11-23T07:30:00Z');
    one.nudges.forget(ada);
    await one.people.erase(ada);
    await at('2026-11-23T07:31:00Z');
    const keys = (await redis.ask('KEYS', '*')) as string[];
    const dumps = await Promise.all(keys.map(key => redis.ask('DUMP', key)));
    expect(keys.length).toBeGreaterThan(0);
    expect([...keys, ...dumps].filter(text => String(text).includes(ada))).toEqual([]);
  });

  test('take back what waits of somebody who is forgotten', async () => {
    const redis = await emptyRedis();
    const { begin, at } = scene(redis);
    const one = await begin({ kind: 'later', afterMs: 3_600_000, all: false });
    const many = Array.from({ length: 230 }, (_, index) => `${700_000 + index}`);
    await Promise.all(many.map(id => one.nudges.change(id, () => daily('08:30', id))));
    await at('2026-11-23T07:30:00Z');
    const waiting = await waitingIn(redis);
    expect(waiting).toHaveLength(30);
    const [first = '', ...others] = waiting;
    one.nudges.forget(first);
    await expect.poll(async () => (await waitingIn(redis)).toSorted()).toEqual(others.toSorted());
  });

  test('send nothing by a record that names no known zone, or cannot be read', async () => {
    const { begin, ids, at, backend } = scene(await emptyRedis());
    const one = await begin();
    const [ada = '', bo = ''] = ids;
    await wants(one, ada, '08:30');
    await wants(one, bo, '08:30');
    await at('2026-11-23T07:00:00Z');
    await one.nudges.amend(ada, record => ({ ...record, zone: 'Mars/Olympus_Mons' }));
    await plant(backend.table('nudges'), bo, 'not what it was');
    await at('2026-11-23T07:30:00Z');
    expect(one.sent).toEqual([]);
    expect(one.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
    await one.nudges.stop(bo, 'daily');
    await at('2026-11-23T07:31:00Z');
    expect(one.nudges.state().wanted).toBe(0);
  });

  test('find out that an index is behind a record, and put it right', async () => {
    const { begin, ids, at } = scene(await emptyRedis());
    const one = await begin();
    const [ada = ''] = ids;
    await wants(one, ada, '08:30');
    await at('2026-11-23T07:00:00Z');
    // As by a process that died before it could say so.
    await one.people.amend('nudges', ada, record => ({ ...record, zone: 'Europe/Lisbon' }));
    await at('2026-11-23T07:30:00Z');
    expect(one.sent).toEqual([]);
    await at('2026-11-23T08:30:00Z');
    expect(one.sent).toEqual([ada]);
  });

  test('take in many at once, from the store at the start and as they come', async () => {
    const { begin, at, clock, backend } = scene(await emptyRedis());
    const { log } = collectingLog();
    const kept = createPeople(storeOn(backend), { clock, log });
    const many = Array.from({ length: 1_200 }, (_, index) => `${700_000 + index}`);
    await Promise.all(many.map(id => kept.change('nudges', id, () => daily('18:00', id))));
    const one = await begin();
    await at('2026-11-23T06:10:00Z');
    expect(one.nudges.state().wanted).toBe(1_200);
    const more = Array.from({ length: 300 }, (_, index) => `${800_000 + index}`);
    await Promise.all(more.map(id => one.nudges.change(id, () => daily('19:00', id))));
    for (const id of many.slice(0, 100)) one.nudges.forget(id);
    await at('2026-11-23T06:20:00Z');
    expect(one.nudges.state().wanted).toBe(1_400);
  });

  test('know of each other who cannot be reached, and who was told', async () => {
    const { begin, ids, at, world } = scene(await emptyRedis());
    const [one, other, third] = [await begin(), await begin(), await begin()];
    const [ada = '', bo = ''] = ids;
    for (const id of [ada, bo]) {
      await wants(one, id, '08:30');
      world.change(id, { closedDms: true });
    }
    await at('2026-11-23T07:30:00Z');
    await at('2026-11-23T07:30:10Z');
    const know = (id: string) => [one, other, third].map(({ nudges }) => nudges.unreached(id)?.code);
    expect([know(ada), know(bo)]).toEqual(Array(2).fill(Array(3).fill(50_007)));
    await other.nudges.told(ada);
    await expect
      .poll(async () => {
        await at('2026-11-23T07:30:20Z');
        return [know(ada), know(bo)];
      })
      .toEqual([Array(3).fill(undefined), Array(3).fill(50_007)]);
  });

  test('leave what is put off in one place, and send it once', async () => {
    const { begin, ids, at } = scene(await emptyRedis());
    const [one, other] = [await begin(), await begin()];
    const [ada = ''] = ids;
    const snooze = { slot: '2026-11-22', part: 1, at: Date.parse('2026-11-23T06:30:00Z') };
    await wants(one, ada, '18:00', { snooze });
    await at('2026-11-23T06:30:00Z');
    await at('2026-11-23T06:31:00Z');
    expect([...one.sent, ...other.sent]).toEqual([ada]);
  });
});

/** People, and processes that write to them by a clock that only `at` moves. */
function scene(redis: TestRedis) {
  const clock = { time: Date.parse('2026-11-23T06:00:00Z'), now: () => clock.time };
  const world = createWorld({ clock, people: [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Mo' }] });
  const backend = openMemory();
  /** `answer`: what Discord says to everything that it sends. */
  const begin = async (answer?: Sent): Promise<Process> => {
    const { log, lines } = collectingLog();
    const store = storeOn(backend);
    const people = createPeople(store, { clock, log });
    const sent: string[] = [];
    const outbox = outboxIn(world);
    const address = readRedisUrl(redis.url());
    if (!address) throw new Error('Expected an address.');
    const link = createRedisLink(address);
    const nudges = createNudges({
      people,
      store,
      outbox: { ...outbox, send: async outgoing => answer ?? outbox.send(outgoing) },
      contents,
      words: locale => library.words(locale),
      calendar: createCalendar(),
      clock,
      log,
      retryMs: 5,
      ended: ({ delivery }, outcome) => {
        if (outcome === 'sent') sent.push(delivery.owner);
      },
      share: parts => createSharedScheduler({ link, address, silentMs: 2_000, heldMs: 1_000 }, parts),
    });
    let stopping: Promise<void> | undefined;
    const stop = () => {
      processes = processes.filter(other => other !== process);
      stopping ??= nudges.close().then(() => link.close());
      return stopping;
    };
    const process: Process = { nudges, people, lines, sent, stop };
    await nudges.load();
    processes.push(process);
    dms.set(process, id => world.openDm(id).id);
    return process;
  };
  return {
    clock,
    backend,
    world,
    ids: world.people().map(({ id }) => id),
    begin,
    at: async (instant: string) => {
      clock.time = Date.parse(instant);
      for (const { nudges } of processes) await nudges.tick();
      for (const { nudges } of processes) await nudges.idle();
    },
  };
}

/** Of whom a delivery waits for a process. */
async function waitingIn(redis: TestRedis): Promise<string[]> {
  const ids = (await redis.ask('ZRANGE', 'steady:#nudges:deliveries:prioritized', '0', '-1')) as string[];
  const data = await Promise.all(ids.map(id => redis.ask('HGET', `steady:#nudges:deliveries:${id}`, 'data')));
  return data.map(text => (JSON.parse(String(text)) as Pick<Job, 'delivery'>).delivery.owner);
}

const dms = new WeakMap<Process, (id: string) => string>();

async function wants(process: Process, id: string, time: string, more: Partial<Nudge> = {}): Promise<void> {
  const record = daily(time, dms.get(process)?.(id) ?? '', more);
  await process.nudges.change(id, known => ({ ...record, lastSlots: known?.lastSlots ?? record.lastSlots }));
}

function daily(time: string, channel: string, more: Partial<Nudge> = {}): Omit<Nudged, 'usedOn'> {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return {
    zone: 'Europe/Berlin',
    locale: 'en-US',
    nudges: {
      daily: {
        address: { kind: 'dm', channel },
        schedule: { kind: 'daily', minute: hour * 60 + minute, days: [0, 1, 2, 3, 4, 5, 6] },
        ifLate: 'hours',
        part: 0,
        ...more,
      },
    },
    lastSlots: { daily: '2026-11-22' },
  };
}
