import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/** What happens to the machine: its clock, and the process. */
export const machineFaults: readonly Fault[] = [
  {
    name: 'clock steps forward, then is set right',
    async befall({ bot }, dice) {
      bot.setClock(dice.between(20, 120) * minuteMs);
      await sleep(dice.between(3_000, 12_000));
      bot.setClock(0);
    },
  },
  {
    name: 'clock steps back, then is set right',
    async befall({ bot }, dice) {
      bot.setClock(-dice.between(20, 120) * minuteMs);
      await sleep(dice.between(3_000, 12_000));
      bot.setClock(0);
    },
  },
  {
    name: 'SIGKILL, twice',
    restarts: true,
    async befall(scene, dice) {
      for (let time = 0; time < 2; time += 1) {
        await sleep(dice.between(0, 1_500));
        await scene.bot.end('SIGKILL');
        await scene.start();
      }
    },
  },
];

const minuteMs = 60_000;
