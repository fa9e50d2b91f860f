import { setTimeout as sleep } from 'node:timers/promises';
import { createDice } from '../simulation/dice.ts';
import type { Measured } from './bot.ts';
import { answersWithin, type Crowd, createCrowd } from './crowd.ts';
import type { Fault } from './fault.ts';
import { readKept } from './kept.ts';
import { metricLines, readMetric } from './metrics-read.ts';
import { openScene, type Scene } from './scene.ts';

/** What one try of a fault came to. */
export interface Tried {
  /** What must not have been, one sentence each; none where all is well. */
  wrongs: string[];
  /** What the process warned of, last. */
  warnings: readonly string[];
  /** Milliseconds from the end of the fault until a command was answered. */
  answeredAgainMs?: number | undefined;
  /** What people asked meanwhile, and how much of it was answered. */
  asked: number;
  answered: number;
  /** Daily messages that came, each once. */
  messages: number;
  before?: Measured;
  after?: Measured;
}

/**
 * Starts Steady, lets the fault befall it under people's hands and while it sends, and judges what came of it. `patienceMs`: for how long
 * messages may come afterwards. Never rejects.
 */
export async function tryFault(fault: Fault, seed: number, patienceMs = arrivedWithinMs): Promise<Tried> {
  const tried: Tried = { wrongs: [], warnings: [], asked: 0, answered: 0, messages: 0 };
  let scene: Scene | undefined;
  try {
    scene = await openScene({ store: fault.store, people, owners, minutesAgo: owner => 1 + (owner % 3) });
    await suffer(scene, fault, { seed, patienceMs }, tried);
  } catch (error) {
    tried.wrongs.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    tried.warnings = scene?.bot.warnings() ?? [];
    await scene?.close();
  }
  return tried;
}

async function suffer(
  scene: Scene,
  fault: Fault,
  { seed, patienceMs }: { seed: number; patienceMs: number },
  tried: Tried,
): Promise<void> {
  const dice = createDice(seed, 0);
  const crowd = createCrowd(scene, seed, pauseMs);
  for (let time = 0; time < warmUps; time += 1) for (const person of crowd.people) await person.acts();
  tried.before = await scene.bot.measure();
  crowd.begin();
  try {
    await sleep(dice.between(0, 1_000));
    await fault.befall(scene, dice);
    tried.answeredAgainMs = await answersWithin(scene, answeredWithinMs);
  } finally {
    await crowd.stop();
  }
  await arrive(scene, patienceMs);
  tried.wrongs.push(...(await judged(scene, fault, crowd)));
  tried.after = await scene.bot.measure();
  tried.wrongs.push(...grown(tried.before, tried.after));
  if (tried.answeredAgainMs === undefined)
    tried.wrongs.push(`expected an answer within ${answeredWithinMs / 1_000} s of its end; none came`);
  const { asked, answered } = crowd.figures;
  Object.assign(tried, { asked, answered, messages: scene.deliveries.arrived() });
  tried.wrongs.push(...(await ends(scene)), ...(await readBack(scene, crowd)));
}

async function ends({ bot }: Scene): Promise<string[]> {
  const code = await bot.end('SIGTERM');
  return code === 0 ? [] : [`expected exit code 0 after SIGTERM; came ${code}`];
}

/** Until every message came and is written down as sent. */
async function arrive({ deliveries, healthPort }: Scene, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  const isOver = async () =>
    deliveries.arrived() === deliveries.expected &&
    (await readMetric(healthPort, 'steady_nudges_waiting')) === 0;
  while (!(await isOver()) && performance.now() < until) await sleep(200);
  // One that is doubled comes with the next tick.
  await sleep(doubledWithinMs);
}

async function judged(scene: Scene, { expects }: Fault, crowd: Crowd): Promise<string[]> {
  const { deliveries, world, bot } = scene;
  const wrongs: string[] = [];
  const missing = deliveries.missing().length;
  const doubled = deliveries.doubled().length;
  if (missing > 0) {
    const counts = (await metricLines(scene.healthPort, 'steady_nudges')).filter(
      line => !line.endsWith(' 0'),
    );
    wrongs.push(`${missing} of ${deliveries.expected} daily messages did not come: ${counts.join(', ')}`);
  }
  if (doubled > 0) wrongs.push(`${doubled} daily messages came more than once`);
  for (const person of crowd.people)
    wrongs.push(...((await person.looks()) ?? ['settings and plan could not be looked at afterwards']));
  for (const problem of [...world.problems, ...bot.errors()])
    if (!tooLate.test(problem) && !expects?.test(problem)) wrongs.push(`not expected: ${problem}`);
  return wrongs;
}

/** Past Steady, what lies in the store. */
async function readBack(scene: Scene, { people }: Crowd): Promise<string[]> {
  const ids = people.map(({ id }) => id);
  const { found, open } = await readKept(scene.storeUrl, ids);
  const wrongs = people.flatMap(({ id, memory }) => [
    ...memory.wrong('country', code => found.get(id)?.country === code),
    ...memory.wrong('words', words => found.get(id)?.words === words),
  ]);
  return open === 0 ? wrongs : [...wrongs, ...(await takesUp(scene, ids))];
}

/** What could not be written down before the stop is looked up at the next start, and is not sent again. */
async function takesUp(scene: Scene, ids: readonly string[]): Promise<string[]> {
  await scene.start();
  const until = performance.now() + takenUpWithinMs;
  while ((await readMetric(scene.healthPort, 'steady_nudges_total')) === 0 && performance.now() < until)
    await sleep(200);
  await sleep(doubledWithinMs);
  const wrongs = await ends(scene);
  const { open } = await readKept(scene.storeUrl, ids);
  const doubled = scene.deliveries.doubled().length;
  return [
    ...wrongs,
    ...(open > 0 ? [`${open} deliveries are open in the store after another start`] : []),
    ...(doubled > 0 ? [`${doubled} daily messages came more than once after another start`] : []),
  ];
}

function grown(before: Measured, after: Measured): string[] {
  const by = after.heapMb - before.heapMb;
  const files = after.openFiles - before.openFiles;
  return [
    ...(by > mostGrownMb
      ? [`expected the heap to be back within ${mostGrownMb} MB; it grew by ${by.toFixed(1)}`]
      : []),
    ...(files > mostFiles
      ? [`expected open files to be back within ${mostFiles}; there are ${files} more`]
      : []),
  ];
}

/**
 * Under a fault answers may be late, and are made all the same, and a first answer whose end was not heard is tried once more; what counts
 * is that they come in time again.
 */
const tooLate = /expected the first answer within|expected one first answer; came a second/;
const people = 4;
/** More than the 50 requests of one of Discord's seconds. */
const owners = 60;
const warmUps = 4;
const pauseMs = 400;
const answeredWithinMs = 10_000;
/** Five failures in a row are followed by a rest, which doubles up to a minute. */
const arrivedWithinMs = 120_000;
const doubledWithinMs = 1_000;
const takenUpWithinMs = 20_000;
const mostGrownMb = 8;
/** A few connections may be held open for the next request. */
const mostFiles = 12;
