import type { Crashes } from './crashes.ts';
import type { Dice } from './dice.ts';
import type { Machine } from './machine.ts';
import { count, type Tally } from './tally.ts';
import type { Time } from './time.ts';
import type { Troubles } from './troubles.ts';
import { dayMs, minuteMs } from './wall.ts';
import type { Weather } from './weather.ts';

/** When there is a process and when there is none. */
export interface Uptime {
  /** Stops, kills or starts it where it is time. */
  keep(now: number): Promise<void>;
  /** Notes that it died meanwhile. */
  look(): void;
  /** When it is started again; undefined while it runs. */
  upAt(): number | undefined;
}

export interface UptimeParts {
  machine: Machine;
  crashes: Crashes;
  weather: Weather;
  troubles: Troubles;
  tally: Tally;
  time: Time;
  dice: Dice;
  from: number;
}

export function createUptime(parts: UptimeParts): Uptime {
  const { machine, crashes, troubles, tally, time, dice, from } = parts;
  let upAt: number | undefined = from;
  let restartAt = from + dice.wait(restartEveryMs);
  const goDown = (ms: number) => {
    upAt = time.now() + ms;
    troubles.begin('down', time.now());
  };
  const restart = async (now: number) => {
    restartAt = now + dice.wait(restartEveryMs);
    await machine.stop();
    count(tally.crashes, 'restarted');
    goDown(dice.between(2_000, 30_000));
  };
  const start = async (now: number) => {
    const isFirst = now < from + dayMs;
    if (upAt !== undefined && !isFirst && dice.chance(0.1)) comeUpWrong(now, parts);
    upAt = undefined;
    await machine.start();
    if (machine.isUp()) troubles.end('down', time.now());
  };

  return {
    async keep(now) {
      if (upAt === undefined && now >= restartAt) await restart(now);
      if (upAt === undefined && crashes.strikes('between two ticks')) {
        machine.cut();
        goDown(crashes.downtime());
      }
      if (!machine.isUp() && now >= (upAt ?? now)) await start(now);
    },
    look() {
      if (upAt === undefined && !machine.isOn()) goDown(crashes.downtime());
    },
    upAt: () => upAt,
  };
}

/** A machine that starts does not know the time at once. */
function comeUpWrong(now: number, { weather, dice }: UptimeParts): void {
  const step = dice.between(-120, 60) * minuteMs;
  if (step !== 0) weather.wrongClock(now, step, now + dice.between(2, 90) * minuteMs);
}

const restartEveryMs = 5 * dayMs;
