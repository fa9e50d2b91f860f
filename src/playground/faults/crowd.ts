import { setTimeout as sleep } from 'node:timers/promises';
import { createDice, type Dice } from '../simulation/dice.ts';
import type { Outcome } from '../standin/contract.ts';
import type { Scene } from './scene.ts';
import { createSomebody, isAnswer, type Somebody } from './somebody.ts';

/** People who do things all the while. */
export interface Crowd {
  people: readonly Somebody[];
  figures: Figures;
  begin(): void;
  /** Resolves once everybody has seen the end of what they began. */
  stop(): Promise<void>;
}

interface Figures {
  asked: number;
  answered: number;
  /** How long the answers took, in milliseconds. */
  waited: number[];
}

/** `pauseMs`: about how long somebody waits between two things. */
export function createCrowd(scene: Scene, seed: number, pauseMs: number): Crowd {
  const figures: Figures = { asked: 0, answered: 0, waited: [] };
  const note = (_: string, outcome: Outcome) => {
    figures.asked += 1;
    if (isAnswer(outcome)) figures.answered += 1;
    if ('waited' in outcome) figures.waited.push(outcome.waited);
  };
  const everybody = scene.people.map((id, index) => {
    const dice = createDice(seed, 100 + index);
    return { dice, person: createSomebody(scene.world, id, dice, note) };
  });
  let isOn = false;
  let running: Promise<void>[] = [];
  const live = async ({ dice, person }: { dice: Dice; person: Somebody }) => {
    while (isOn) {
      await person.acts();
      await sleep(dice.between(pauseMs / 2, pauseMs * 1.5));
    }
  };
  return {
    people: everybody.map(({ person }) => person),
    figures,
    begin() {
      isOn = true;
      running = everybody.map(live);
    },
    async stop() {
      isOn = false;
      await Promise.all(running);
    },
  };
}

/** Milliseconds until the watcher's next /ground is answered; undefined where none is in that time. They ask again and again. */
export async function answersWithin(scene: Scene, ms: number): Promise<number | undefined> {
  const { world, watcher } = scene;
  const place = world.place('server', watcher);
  const started = performance.now();
  let answeredAfter: number | undefined;
  const ask = async () => {
    const outcome = await world.act({
      kind: 'command',
      person: watcher,
      place,
      command: 'ground',
      options: {},
    });
    if (outcome.kind === 'message') answeredAfter ??= performance.now() - started;
  };
  const asking: Promise<void>[] = [];
  while (answeredAfter === undefined && performance.now() - started < ms) {
    asking.push(ask());
    await sleep(askEveryMs);
  }
  await Promise.all(asking);
  return answeredAfter;
}

const askEveryMs = 200;
