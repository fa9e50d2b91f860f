import type { Clock, Log, Outbox } from '../../core/ports.ts';
import type { Words } from '../../library/schema.ts';
import type { NudgeContents } from '../../nudges/content.ts';
import type { Calendar } from '../../nudges/local-time.ts';
import { createNudges, type NudgeWorks } from '../../nudges/nudges.ts';
import { createPeople, type People } from '../../people/person.ts';
import { StoreError } from '../../store/errors.ts';
import { createSeal } from '../../store/seal.ts';
import { createStore } from '../../store/store.ts';
import type { Backend } from '../../store/table.ts';
import { createPower, type Power, poweredBackend, type StoreHooks } from './power.ts';

/** The machine that the bot runs on: one process at a time, which may lose its power and is started again. */
export interface Machine {
  /** Starts a process, and reads what is kept; again where the store was away. */
  start(): Promise<void>;
  /** True while there is a process that has read what is kept. */
  isUp(): boolean;
  /** True while there is a process at all. */
  isOn(): boolean;
  /** Hands on what is due, and waits until all of it is on its way or the process is gone. */
  tick(): Promise<void>;
  /** Lets somebody's request do something. False where the process went away meanwhile. */
  act(work: (process: Process) => Promise<void>): Promise<boolean>;
  /** Stops it as SIGTERM does. */
  stop(): Promise<void>;
  /** Takes its power. */
  cut(): void;
  /** How many deliveries wait. */
  waiting(): number;
}

/** What a request finds in a process. */
export interface Process {
  nudges: NudgeWorks;
  people: People;
  clock: Clock;
}

export interface MachineParts {
  backend: Backend;
  /** The machine's own clock, which may be wrong. */
  clock: Clock;
  contents: NudgeContents;
  words: (locale: string) => Words;
  calendar: () => Calendar;
  outbox: (power: Power) => Outbox;
  hooks: (power: Power) => StoreHooks;
  logged: (level: 'warn' | 'error', message: string) => void;
  ended: (owner: string, slot: string, part: number, outcome: string) => void;
}

export function createMachine(parts: MachineParts): Machine {
  let power: Power | undefined;
  let running: Process | undefined;
  let isLoaded = false;

  /** Waits for some work of the process, but not past its end. False where it came. */
  const whileOn = async (work: Promise<unknown>): Promise<boolean> => {
    const here = power;
    if (!here) return false;
    await Promise.race([work, here.gone]);
    return here.isOn();
  };
  const gone = () => {
    power?.cut();
    power = undefined;
    running = undefined;
    isLoaded = false;
  };
  const settled = () => {
    if (power && !power.isOn()) gone();
  };

  return {
    async start() {
      settled();
      power ??= createPower();
      running ??= processOn(power, parts);
      try {
        isLoaded = await whileOn(running.nudges.load());
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
      settled();
    },
    isUp: () => isLoaded && power?.isOn() === true,
    isOn: () => power?.isOn() === true,
    async tick() {
      const { nudges } = running ?? {};
      if (!nudges) return;
      await whileOn(nudges.tick());
      await whileOn(nudges.idle());
      settled();
    },
    async act(work) {
      const here = power;
      if (!running || !here) return false;
      await Promise.race([work(running), here.gone]);
      return here.isOn();
    },
    async stop() {
      if (running) await whileOn(running.nudges.close()).catch(onlyStore);
      gone();
    },
    cut: gone,
    waiting: () => running?.nudges.state().waiting ?? 0,
  };
}

/** A new process over what is kept. */
function processOn(power: Power, parts: MachineParts): Process {
  const { clock, contents, words, calendar, logged, ended } = parts;
  const told = (level: 'warn' | 'error') => (_: object, message: string) => {
    if (power.isOn()) logged(level, message);
  };
  const log: Log = { info: () => {}, warn: told('warn'), error: told('error') };
  const backend = poweredBackend(parts.backend, power, parts.hooks(power));
  const store = createStore(backend, { seal, deadline: deadlineMs });
  const people = createPeople(store, { clock, log, glanceMs: deadlineMs });
  const nudges = createNudges({
    people,
    store,
    clock,
    log,
    outbox: parts.outbox(power),
    contents,
    words,
    calendar: calendar(),
    ended: ({ delivery: { owner, slot, part } }, outcome) => {
      if (power.isOn()) ended(owner, slot, part, outcome);
    },
  });
  return { nudges, people, clock };
}

function onlyStore(error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
}

const seal = createSeal([new Uint8Array(32)]);
/** In real time. What hangs in a process that is gone holds its memory so long. */
const deadlineMs = 5_000;
