import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, startMinimal, startSteady } from './bot-process.ts';
import { GUILDS } from './lanes.ts';
import type { Part } from './part.ts';
import { pairedRow, type Row } from './row.ts';
import { type Standin, startStandinProcess } from './standin-process.ts';

/** From the start of the process to its first answer, and its memory at rest, by how many servers it is on. */
export const starts: Part = async ({ folder, quick }) => {
  const rows: Row[] = [];
  for (const { servers, rounds } of quick ? quickSizes : sizes) {
    const both = await bothStandins(servers);
    try {
      rows.push(...(await startsOn(both, { servers, rounds, folder, restMs: quick ? 2_000 : restMs })));
    } finally {
      for (const standin of Object.values(both)) await standin.stop();
    }
  }
  return rows;
};

interface Standins {
  steady: Standin;
  minimal: Standin;
}

interface Round {
  firstMs: { steady: number; minimal: number };
  usedMs: { steady: number; minimal: number };
  resident: { steady: number; minimal: number };
}

async function bothStandins(servers: number): Promise<Standins> {
  const [steady, minimal] = await Promise.all([
    startStandinProcess({ people: 3, servers }),
    startStandinProcess({ people: 3, servers, intents: GUILDS, ping: true }),
  ]);
  return { steady, minimal };
}

interface Size {
  servers: number;
  rounds: number;
  folder: string;
  restMs: number;
}

/** The first start fills caches of the machine and registers the commands: it is not counted, unless it is the only one. */
async function startsOn(standins: Standins, { servers, rounds, folder, restMs }: Size): Promise<Row[]> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, `starts-${servers}.sqlite`);
    taken.push(
      await oneRound(standins, file, { isOdd: round % 2 === 1, restMs: round === rounds - 1 ? restMs : 0 }),
    );
  }
  const counted = taken.length > 1 ? taken.slice(1) : taken;
  const on = `${servers.toLocaleString('en')} server${servers === 1 ? '' : 's'}`;
  const about = { part: 'start' };
  const memoryGoal = servers === 10_000 ? { goal: { atMost: 1 } } : {};
  return [
    pairedRow(
      { ...about, what: `${on}: start to first answer`, unit: 'ms', goal: { atMost: 1.5 } },
      counted.map(({ firstMs }) => firstMs),
    ),
    pairedRow(
      { ...about, what: `${on}: processor time until then`, unit: 'ms' },
      counted.map(({ usedMs }) => usedMs),
    ),
    pairedRow(
      { ...about, what: `${on}: resident memory at rest`, unit: 'MB', ...memoryGoal },
      taken.slice(-1).map(({ resident }) => resident),
    ),
  ];
}

async function oneRound(
  { steady, minimal }: Standins,
  file: string,
  { isOdd, restMs }: { isOdd: boolean; restMs: number },
): Promise<Round> {
  const startOne = () =>
    started(steady, 'ground', () =>
      startSteady({ DISCORD_API_URL: steady.apiUrl, STORE_URL: `sqlite://${file}` }),
    );
  const startOther = () =>
    started(minimal, 'ping', () => startMinimal('bot', { DISCORD_API_URL: minimal.apiUrl }));
  const order = isOdd ? [startOther, startOne] : [startOne, startOther];
  const came = [];
  for (const start of order) came.push(await start());
  const [one, other] = isOdd ? came.reverse() : came;
  if (!one || !other) throw new Error('Expected two bots to start.');
  await Promise.all([one.bot.says('ready.'), other.bot.says('Ready!')]);
  await sleep(restMs);
  const resident = { steady: one.bot.resident().now, minimal: other.bot.resident().now };
  await Promise.all([one.bot.stop(), other.bot.stop()]);
  return {
    firstMs: { steady: one.firstMs, minimal: other.firstMs },
    usedMs: { steady: one.usedMs, minimal: other.usedMs },
    resident,
  };
}

async function started(
  standin: Standin,
  command: string,
  start: () => Bot,
): Promise<{ bot: Bot; firstMs: number; usedMs: number }> {
  const answered = standin.ask({ kind: 'first-answer', command });
  const bot = start();
  const firstMs = (await answered) - bot.startedAt;
  return { bot, firstMs, usedMs: bot.usedMs() };
}

const sizes = [
  { servers: 1, rounds: 4 },
  { servers: 1_000, rounds: 3 },
  { servers: 10_000, rounds: 1 },
];
const quickSizes = [
  { servers: 1, rounds: 2 },
  { servers: 1_000, rounds: 1 },
];
const restMs = 15_000;
