import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../simulation/dice.ts';
import type { Fault as OneFault } from '../standin/faults.ts';
import { type Fault, NotMetError } from './fault.ts';
import type { Scene } from './scene.ts';

/** What happens to single requests of the bot: its answers to people, and the messages it starts itself. */
export const requestFaults: readonly Fault[] = [
  requests('429 for one route (user)', limited('user')),
  requests('429 for everything (global)', limited('global')),
  requests('429 shared with others', limited('shared')),
  requests('5xx', dice => ({ kind: 'status', status: dice.one([500, 502, 503, 504]) })),
  requests('5xx after it was done', dice => ({
    kind: 'status',
    status: dice.one([500, 502]),
    carriedOut: true,
  })),
  requests('answer lost after it was done', () => ({ kind: 'lose-answer' })),
  requests('connection lost before', () => ({ kind: 'drop' })),
  requests('answer slower than 3 s', dice => ({ kind: 'delay', ms: dice.between(3_100, 4_000) })),
  requests('answer slower than 10 s', () => ({ kind: 'delay', ms: 10_500 })),
];

function requests(name: string, fault: (dice: Dice) => OneFault): Fault {
  return {
    name,
    expects: /An answer could not be sent|a second/,
    async befall(scene, dice) {
      const { faults } = scene.world;
      for (const route of routes) faults.next(route, fault(dice), dice.between(3, 5));
      await met(scene);
    },
  };
}

function limited(scope: 'user' | 'global' | 'shared'): (dice: Dice) => OneFault {
  return dice => ({ kind: 'rate-limit', scope, retryAfter: dice.between(5, 25) / 10 });
}

/** Waits until every one of them befell something. */
async function met({ world, deliveries }: Scene): Promise<void> {
  const wasOver = deliveries.arrived() === deliveries.expected;
  const until = performance.now() + (wasOver ? answersMs : metWithinMs);
  while (world.faults.left() > 0 && performance.now() < until) await sleep(50);
  const left = world.faults.left();
  world.faults.clear();
  // Once no message is to come any more, only answers can meet one.
  if (left > 0 && !wasOver)
    throw new NotMetError(`Expected every fault to befall a request; ${left} did not.`);
}

const routes = ['POST /interactions/:id/:token/callback', 'POST /channels/:id/messages'];
/** In a long run messages come once a minute. */
const metWithinMs = 75_000;
const answersMs = 5_000;
