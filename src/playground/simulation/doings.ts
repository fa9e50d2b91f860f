import { type Agenda, createAgenda } from './agenda.ts';
import { carryOut } from './deeds.ts';
import type { Someone } from './model.ts';
import type { Around, Later, Plan } from './plan.ts';
import { count } from './tally.ts';
import { dayMs, minuteMs } from './wall.ts';
import { whim, whimsAYear } from './whims.ts';

/** What people do of their own accord, and when. */
export interface Doings {
  /** Somebody wants to begin at an instant. */
  begins(someone: Someone, at: number): void;
  /** A message came to somebody. */
  came(someone: Someone, slot: string, part: number, at: number): void;
  /** Does all that is due. What cannot be done while the bot is away is done later. */
  go(): Promise<void>;
}

export function createDoings(around: Around): Doings {
  const { everyone, machine, weather, time, dice, tally } = around;
  const agenda: Agenda<Plan> = createAgenda();
  const later: Later = (at, plan) => agenda.put(at, plan);
  const meanMs = yearMs / (everyone.length * whimsAYear * around.restlessness);
  let nextWhim = time.now() + dayMs + dice.wait(meanMs);

  return {
    begins: (who, at) => later(at, { what: 'begin', who }),
    came(who, slot, part, at) {
      if (who.isSilent) return;
      who.unpressed += 1;
      const on = { slot, part };
      if (who.unpressed >= who.patience) {
        who.unpressed = 0;
        later(at + dice.between(1, 600) * minuteMs, { what: 'press', who, on });
      }
      if (!who.isFollowed && dice.chance(snoozeShare(who, part)))
        later(at + dice.between(1, 150) * minuteMs, { what: 'snooze', who, on });
    },
    async go() {
      const now = time.now();
      for (; nextWhim <= now; nextWhim += dice.wait(meanMs)) whim(around, later);
      for (let plan = agenda.take(now); plan; plan = agenda.take(now)) {
        const canBeDone = machine.isUp() && weather.isDiscordWell() && weather.isStoreWell();
        if (canBeDone && (await carryOut(plan, around, later))) count(tally.lived, plan.what);
        else if (!givenUp.has(plan.what)) later(now + dice.between(5, 60) * minuteMs, plan);
      }
    },
  };
}

/** Often late in the evening, where an hour is past midnight; and often once more. */
function snoozeShare({ wish }: Someone, part: number): number {
  if (part > 0) return 0.3;
  return wish.minute >= 22 * 60 ? 0.1 : 0.02;
}

const yearMs = 365 * dayMs;
/** What somebody who could not do it lets be. */
const givenUp: ReadonlySet<Plan['what']> = new Set<Plan['what']>(['snooze', 'change', 'pause', 'stop']);
