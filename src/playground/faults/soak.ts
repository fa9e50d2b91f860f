import { setTimeout as sleep } from 'node:timers/promises';
import { createDice } from '../simulation/dice.ts';
import { answersWithin, type Crowd, createCrowd } from './crowd.ts';
import { type Fault, NotMetError } from './fault.ts';
import { readKept } from './kept.ts';
import { readMetric } from './metrics-read.ts';
import { type Sample, sampling } from './samples.ts';
import { openScene, type Scene } from './scene.ts';

/** What a long run came to. */
export interface Soaked {
  asked: number;
  answered: number;
  /** Milliseconds until each answer. */
  waited: number[];
  messages: number;
  expected: number;
  doubled: number;
  /** How often each fault befell it, how often only in part, and how many milliseconds after its end it answered again, at most. */
  faults: Map<string, { times: number; partly: number; slowestMs: number }>;
  samples: Sample[];
  /** What must not have been, one sentence each. */
  wrongs: string[];
}

export interface SoakOptions {
  minutes: number;
  seed: number;
  faults: readonly Fault[];
  /** Told of what must not have been as it is found, and once a minute how things stand. */
  told: (line: string) => void;
}

/** One process under traffic for so long, with messages due every minute and faults at random. A round that goes badly ends nothing. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { minutes, seed } = options;
  const wave = (owner: number) => -(1 + Math.floor(owner / dueEachMinute));
  const owners = Math.max(1, Math.floor(minutes) - 2) * dueEachMinute;
  const scene = await openScene({ people, owners, minutesAgo: wave });
  try {
    const crowd = createCrowd(scene, seed, pauseMs);
    const soaked = begun(scene);
    const samples = sampling(scene, soaked.samples, everyMs, line => wrong(soaked, options, line));
    crowd.begin();
    await rounds(scene, crowd, soaked, options);
    await samples.stop();
    await crowd.stop();
    await settle(scene);
    await judge(scene, crowd, soaked);
    return soaked;
  } finally {
    await scene.close();
  }
}

function begun({ deliveries }: Scene): Soaked {
  const { expected } = deliveries;
  const counts = { asked: 0, answered: 0, waited: [], messages: 0, doubled: 0 };
  return { ...counts, expected, faults: new Map(), samples: [], wrongs: [] };
}

async function rounds(scene: Scene, crowd: Crowd, soaked: Soaked, options: SoakOptions): Promise<void> {
  const { minutes, seed, faults, told } = options;
  const dice = createDice(seed, 1);
  const until = performance.now() + minutes * minuteMs;
  let tellAt = performance.now() + minuteMs;
  while (performance.now() < until - quietMs) {
    await sleep(dice.between(2_000, 12_000));
    const fault = dice.one(faults);
    await befall(scene, fault, soaked, options, () => fault.befall(scene, dice));
    await look(crowd, soaked, options);
    if (performance.now() < tellAt) continue;
    tellAt += minuteMs;
    const { asked, answered } = crowd.figures;
    told(
      `${answered} of ${asked} answered, ${scene.deliveries.arrived()} messages, ${soaked.wrongs.length} wrong`,
    );
  }
  await sleep(Math.max(0, until - performance.now()));
}

async function befall(
  scene: Scene,
  { name }: Fault,
  soaked: Soaked,
  options: SoakOptions,
  work: () => Promise<void>,
): Promise<void> {
  const known = soaked.faults.get(name) ?? { times: 0, partly: 0, slowestMs: 0 };
  soaked.faults.set(name, known);
  known.times += 1;
  try {
    await work();
  } catch (error) {
    if (error instanceof NotMetError) known.partly += 1;
    else wrong(soaked, options, `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const again = await answersWithin(scene, answeredWithinMs);
  known.slowestMs = Math.max(known.slowestMs, again ?? Number.POSITIVE_INFINITY);
  if (again === undefined)
    wrong(soaked, options, `${name}: no answer within ${answeredWithinMs / 1_000} s of its end`);
}

/** One of the people looks at what is kept of them. */
async function look({ people }: Crowd, soaked: Soaked, options: SoakOptions): Promise<void> {
  const person = people[soaked.samples.length % people.length];
  for (const lost of (await person?.looks()) ?? []) wrong(soaked, options, lost);
}

/** The last messages may wait for a rest after failures. */
async function settle({ deliveries, healthPort }: Scene): Promise<void> {
  const until = performance.now() + settledWithinMs;
  const isOver = async () =>
    deliveries.arrived() === deliveries.expected &&
    (await readMetric(healthPort, 'steady_nudges_waiting').catch(() => 1)) === 0;
  while (!(await isOver()) && performance.now() < until) await sleep(500);
}

async function judge(scene: Scene, crowd: Crowd, soaked: Soaked): Promise<void> {
  const { deliveries, world, bot, storeUrl } = scene;
  const { figures, people: everybody } = crowd;
  const doubled = deliveries.doubled().length;
  const missing = deliveries.missing().length;
  Object.assign(soaked, { ...figures, doubled, messages: deliveries.arrived() });
  if (missing > 0) soaked.wrongs.push(`${missing} of ${deliveries.expected} daily messages did not come`);
  if (doubled > 0) soaked.wrongs.push(`${doubled} daily messages came more than once`);
  for (const problem of [...world.problems, ...bot.errors()])
    if (!passing.test(problem)) soaked.wrongs.push(`not expected: ${problem}`);
  const code = await bot.end('SIGTERM');
  if (code !== 0) soaked.wrongs.push(`expected exit code 0 after SIGTERM; came ${code}`);
  const { found } = await readKept(
    storeUrl,
    everybody.map(({ id }) => id),
  );
  for (const { id, memory } of everybody)
    soaked.wrongs.push(
      ...memory.wrong('country', value => found.get(id)?.country === value),
      ...memory.wrong('words', value => found.get(id)?.words === value),
    );
}

function wrong({ wrongs }: Soaked, { told }: SoakOptions, line: string): void {
  wrongs.push(line);
  told(`WRONG ${line}`);
}

/** What any of these faults may leave in the log or with the stand-in. */
const passing = /expected the first answer within|An answer could not be sent|a second/;
const people = 6;
const dueEachMinute = 30;
const pauseMs = 600;
const everyMs = 5_000;
const minuteMs = 60_000;
/** No fault begins in these last milliseconds. */
const quietMs = 20_000;
const answeredWithinMs = 10_000;
const settledWithinMs = 180_000;
