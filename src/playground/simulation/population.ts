import type { Wish } from '../../../commands/nudge/record.ts';
import type { DailyKind, IfLate } from '../../people/nudges.ts';
import type { Dice } from './dice.ts';
import type { Someone } from './model.ts';

/** Every zone this machine knows. */
export function allZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'Asia/Kolkata'])];
}

/** People over all zones, one for each address. */
export function population(
  addresses: readonly { id: string; channel: string }[],
  zones: readonly string[],
  dice: Dice,
): Someone[] {
  const offset = dice.below(zones.length);
  const stride = Math.max(1, zones.length / addresses.length);
  return addresses.map((address, index) => {
    const place = Math.floor(index * stride) + offset;
    const zone = zones[place % zones.length] ?? 'UTC';
    const isSilent = dice.chance(silentShare) || index < surelySilent;
    const drawn = wishOf(zone, dice);
    const wish = index < surely.length ? { ...drawn, ...surely[index] } : drawn;
    return {
      ...address,
      wish,
      isOn: false,
      isClosed: false,
      isSilent,
      isFollowed: isSilent || wish.kind === 'journey',
      patience: dice.between(1, 3),
      unpressed: 0,
      home: zone,
      troubledAt: [],
      days: [],
    };
  });
}

/** A time as people ask for it. */
export function someMinute(dice: Dice): number {
  const hour = dice.chance(0.8) ? dice.one(popularHours) : dice.below(24);
  const roll = dice.below(100);
  if (roll < 75) return hour * 60 + dice.one([0, 15, 30, 45]);
  if (roll < 97) return hour * 60 + dice.below(12) * 5;
  return hour * 60 + dice.one(oddMinutes);
}

function wishOf(zone: string, dice: Dice): Wish {
  return {
    zone,
    minute: dice.chance(nearMidnightShare) ? dice.one(nearMidnight) : someMinute(dice),
    kind: kindOf(dice),
    days: dice.chance(0.8) ? everyDay : dice.one(fewerDays),
    discreet: !dice.chance(0.15),
    ifLate: dice.one<IfLate>(['skip', 'hours', 'day']),
  };
}

function kindOf(dice: Dice): DailyKind {
  if (dice.chance(0.03)) return 'journey';
  return dice.one<DailyKind>(['mixed', 'checkin', 'grounding', 'explainer']);
}

const everyDay = [0, 1, 2, 3, 4, 5, 6];
/** The first few are of kinds that a small population might lack. */
const surelySilent = 3;
const surely: readonly Partial<Wish>[] = [
  ...Array.from({ length: surelySilent }, () => ({ kind: 'mixed' as const, days: everyDay, discreet: true })),
  ...Array.from({ length: 2 }, () => ({ kind: 'journey' as const, days: everyDay, discreet: false })),
];
const silentShare = 0.04;
const nearMidnightShare = 0.05;
/** Where a day begins and ends, and in the hours that clocks leave out or show twice. */
const nearMidnight = [0, 5, 15, 30, 60, 90, 120, 150, 165, 1380, 1395, 1410, 1425, 1435];
const popularHours = [6, 7, 7, 8, 8, 9, 12, 17, 18, 19, 20, 20, 21, 21, 22];
/** None of them on a mark of five minutes, in any zone. */
const oddMinutes = [7, 22, 37, 52];
const fewerDays = [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [0, 6], [2, 5], [1]];
