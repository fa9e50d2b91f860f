import type { Dice } from './dice.ts';
import type { Someone } from './model.ts';
import { type Around, datesAround, type Later } from './plan.ts';
import { count } from './tally.ts';
import { hourMs } from './wall.ts';

/** How often a person does one of the things below, in a year. */
export const whimsAYear = 4.5;

/** Somebody does something out of the blue: another time, another zone, a pause, an end, or closed DMs. */
export function whim(around: Around, later: Later): void {
  const { everyone, zones, dice, time } = around;
  const who = dice.one(everyone);
  const roll = dice.below(100);
  if (who.isFollowed || !who.isOn || who.isClosed) return;
  const now = time.now();
  if (roll < 46) later(now, { what: 'change', who });
  else if (roll < 64) later(now, { what: 'move', who, route: routeOf(who, zones, dice) });
  else if (roll < 84) later(now, { what: 'pause', who });
  else if (roll < 92) later(now, { what: 'stop', who });
  else closeDms(who, around, later);
}

/** From now on nobody may write to them, until they open it again and then turn messages on again. */
function closeDms(who: Someone, around: Around, later: Later): void {
  const { world, ledger, dice, time, tally } = around;
  count(tally.lived, 'close DMs');
  world.change(who.id, { closedDms: true });
  ledger.free(who, ...datesAround(who, who.wish.zone, around), 'closed DMs');
  ledger.dropPutOff(who);
  who.isClosed = true;
  later(time.now() + dice.between(1, 240) * hourMs, { what: 'open DMs', who });
}

function routeOf({ home }: Someone, zones: readonly string[], dice: Dice): readonly string[] {
  if (dice.chance(0.5)) return [dice.one(zones), home];
  return [...dice.one(overTheDateLine), home];
}

const overTheDateLine: readonly (readonly string[])[] = [
  ['Pacific/Auckland', 'Pacific/Honolulu', 'Pacific/Auckland'],
  ['Pacific/Kiritimati', 'Pacific/Niue', 'Pacific/Kiritimati'],
  ['Pacific/Niue', 'Pacific/Kiritimati', 'Pacific/Niue'],
  ['Pacific/Apia', 'Pacific/Pago_Pago', 'Pacific/Apia'],
];
