import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedWorld } from '../standin/world.ts';
import type { Ask, Load } from './standin-contract.ts';

/** When interactions were told to the bot, and when their first answers came. Times in milliseconds. */
export interface Stopwatch {
  told(id: string): void;
  answered(id: string): void;
  /** What was measured since this was asked last. */
  take(): number[];
}

export function createStopwatch(): Stopwatch {
  const running = new Map<string, number>();
  let waits: number[] = [];
  return {
    told: id => void running.set(id, performance.now()),
    answered(id) {
      const since = running.get(id);
      if (since === undefined) return;
      running.delete(id);
      waits.push(performance.now() - since);
    },
    take() {
      const taken = waits;
      waits = [];
      return taken;
    },
  };
}

/** People type a command, one after the other. */
export async function runLoad(
  { world, stopwatch }: { world: ServedWorld; stopwatch: Stopwatch },
  { command, seconds, perSecond, atOnce }: Extract<Ask, { kind: 'load' }>,
): Promise<Load> {
  const people = world.people().map(({ id }) => id);
  let failed = 0;
  const typing = async () => {
    const person = people.shift() ?? '';
    people.push(person);
    const place = world.place('server', person);
    const { kind } = await world.act({ kind: 'command', person, place, command, options: {} });
    if (kind !== 'message') failed += 1;
  };
  stopwatch.take();
  const since = performance.now();
  const before = process.cpuUsage();
  const answers = perSecond
    ? await steadily(typing, perSecond, seconds)
    : await eagerly(typing, atOnce ?? 1, seconds);
  const { user, system } = process.cpuUsage(before);
  return {
    waits: stopwatch.take(),
    answers: answers - failed,
    failed,
    seconds: (performance.now() - since) / 1_000,
    usedMs: (user + system) / 1_000,
  };
}

/** Nobody waits for anybody else. */
async function steadily(typing: () => Promise<void>, perSecond: number, seconds: number): Promise<number> {
  const since = performance.now();
  const typed: Promise<void>[] = [];
  while (typed.length < perSecond * seconds) {
    await sleep(since + (typed.length * 1_000) / perSecond - performance.now());
    typed.push(typing());
  }
  await Promise.all(typed);
  return typed.length;
}

/** So many people, each of whom types again as soon as the answer is there. */
async function eagerly(typing: () => Promise<void>, atOnce: number, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let answers = 0;
  const one = async () => {
    while (performance.now() < until) {
      await typing();
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return answers;
}
