import type { Bot } from './bot-process.ts';
import { gatewayLane, httpLane, type Lane } from './lanes.ts';
import type { Part } from './part.ts';
import { median, pairedRow, type Row, share } from './row.ts';
import type { Load } from './standin-contract.ts';
import type { Standin } from './standin-process.ts';

/** How soon Steady answers beside the minimal bot, and the most both can answer, over the gateway. */
export const gatewayAnswers: Part = async effort => {
  const lane = await gatewayLane(effort.folder);
  return measured('answers', lane, effort.quick);
};

/** The same over HTTP. Left out where there is no Redis: Steady takes no other store there. */
export const httpAnswers: Part = async effort => {
  const lane = await httpLane(effort.folder);
  if (lane) return measured('http', lane, effort.quick);
  effort.note(
    'Answers over HTTP are left out: there is no redis-server in the PATH nor at REDIS_SERVER_PATH.',
  );
  return [];
};

async function measured(part: string, lane: Lane, quick: boolean): Promise<Row[]> {
  const rounds: Round[] = [];
  try {
    for (const who of subjectsOf(lane))
      await who.standin.ask({ ...load(who.command), seconds: quick ? 1 : warmSeconds, atOnce });
    for (let round = 0; round < (quick ? 1 : usualRounds); round += 1) {
      rounds.push(await oneRound(lane, { isOdd: round % 2 === 1, quick }));
    }
  } finally {
    await lane.stop();
  }
  return rowsOf(part, rounds);
}

interface Subject {
  command: string;
  bot: Bot;
  standin: Standin;
}

const subjectsOf = ({ steady, minimal }: Lane): Subject[] => [
  { command: 'ping', ...minimal },
  { command: 'ground', ...steady },
  { command: 'explain', ...steady },
];

/** What one round gave of a command. */
interface Taken {
  rates: Map<number, Load>;
  most: Load;
  /** Processor time of the bot for the most, in milliseconds. */
  usedMs: number;
}

type Round = Map<string, Taken>;

/** One bot after the other at each pace, in one order and in the next round in the other. */
async function oneRound(lane: Lane, { isOdd, quick }: { isOdd: boolean; quick: boolean }): Promise<Round> {
  const subjects = isOdd ? subjectsOf(lane).reverse() : subjectsOf(lane);
  const rates = new Map(subjects.map(({ command }) => [command, new Map<number, Load>()]));
  for (const [perSecond, seconds] of paces) {
    for (const { command, standin } of subjects) {
      const taken = await standin.ask({ ...load(command), seconds: quick ? 1 : seconds, perSecond });
      rates.get(command)?.set(perSecond, taken);
    }
  }
  const round: Round = new Map();
  for (const { command, bot, standin } of subjects) {
    const before = bot.usedMs();
    const most = await standin.ask({ ...load(command), seconds: quick ? 1 : mostSeconds, atOnce });
    const usedMs = bot.usedMs() - before;
    round.set(command, { rates: rates.get(command) ?? new Map(), most, usedMs });
  }
  return round;
}

function rowsOf(part: string, rounds: readonly Round[]): Row[] {
  return ['ground', 'explain'].flatMap(command => {
    const paired = (of: (taken: Taken) => number) =>
      rounds.map(round => ({ steady: of(takenOf(round, command)), minimal: of(takenOf(round, 'ping')) }));
    const row = (what: string, unit: string, of: (taken: Taken) => number, goal?: Row['goal']) =>
      pairedRow({ part, what: `${part}: /${command}, ${what}`, unit, ...(goal && { goal }) }, paired(of));
    return [
      ...paces.flatMap(([perSecond]) => [
        row(`${perSecond} a second: median`, 'ms', taken => median(waitsOf(taken, perSecond)), soon),
        row(
          `${perSecond} a second: 99 of 100 within`,
          'ms',
          taken => share(waitsOf(taken, perSecond), 0.99),
          soon,
        ),
      ]),
      row('the most', 'a second', ({ most }) => most.answers / most.seconds, { atLeast: 0.85 }),
      row('processor time an answer', 'ms', ({ most, usedMs }) => usedMs / most.answers),
      {
        part,
        what: `${part}: /${command}, without an answer`,
        value: sum(rounds.map(round => failures(takenOf(round, command)))),
        beside: sum(rounds.map(round => failures(takenOf(round, 'ping')))),
        unit: '',
        goal: { atMost: 0 },
      },
      row('processor time of the stand-in an answer', 'ms', ({ most }) => most.usedMs / most.answers),
    ];
  });
}

function takenOf(round: Round, command: string): Taken {
  const taken = round.get(command);
  if (!taken) throw new Error(`Expected /${command} in a round, got none.`);
  return taken;
}

const failures = ({ most, rates }: Taken) => sum([most, ...rates.values()].map(({ failed }) => failed));
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const waitsOf = ({ rates }: Taken, perSecond: number) => rates.get(perSecond)?.waits ?? [];
const load = (command: string) => ({ kind: 'load' as const, command });
const soon = { atMost: 1.15 };
/** How many a second, for so many seconds. */
const paces = [
  [20, 4],
  [100, 2.5],
] as const;
const mostSeconds = 2.5;
const warmSeconds = 4;
const usualRounds = 3;
/** How many wait for an answer when the most is measured. */
const atOnce = 50;
