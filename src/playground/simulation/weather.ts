import { foundOf } from '../../discord/outbox.ts';
import { StoreError } from '../../store/errors.ts';
import type { Dice } from './dice.ts';
import { botRefused, type Failure } from './failure.ts';
import { count, type Tally } from './tally.ts';
import type { Troubles, Why } from './troubles.ts';
import { dayMs, hourMs, minuteMs } from './wall.ts';

/** What goes wrong in the world by itself: Discord, the store, and the machine's clock. */
export interface Weather {
  /** Begins and ends what is due. `isUnsure`: whether an answer is missing just now, which is when a clock does most harm. */
  goTo(now: number, isUnsure: boolean): void;
  /** What befalls one sending to a channel, if anything. */
  sending(channel: string): Failure | undefined;
  /** Why a channel cannot be read now, if it cannot: a bot that is refused is told so for every channel. */
  reading(): ReturnType<typeof foundOf> | undefined;
  isDiscordWell(): boolean;
  /** @throws StoreError while the store is away. */
  askStore(): void;
  isStoreWell(): boolean;
  /** By how much the machine's clock is wrong, in milliseconds. */
  step(): number;
  /** The machine came up with a wrong clock, which is put right by then. */
  wrongClock(now: number, step: number, until: number): void;
}

export interface WeatherParts {
  dice: Dice;
  from: number;
  to: number;
  /** How many times as many sendings fail as usual. */
  roughness: number;
  troubles: Troubles;
  tally: Tally;
}

interface Spell {
  why: Exclude<Why, 'down'>;
  from: number;
  to: number;
  /** For a clock: by how much. */
  step: number;
  /** Waits up to twelve hours for an answer that is missing, to come when it does most harm. */
  isAmbush: boolean;
}

export function createWeather({ dice, from, to, roughness, troubles, tally }: WeatherParts): Weather {
  const ahead = forecast(dice, from, to);
  let open: Spell[] = [];
  /** How many more sendings of a new outage arrive all the same. */
  let stillArrive = 0;
  const reopened = new Set<string>();
  const isIn = (why: Why) => open.some(spell => spell.why === why);

  const begin = (spell: Spell, now: number) => {
    if (isIn(spell.why)) return;
    const { why, step } = spell;
    open.push({ ...spell, to: now + (spell.to - spell.from) });
    troubles.begin(why, now);
    if (why === 'clock') count(tally.faults, step < 0 ? 'clock set back' : 'clock set forward');
    else count(tally.faults, nameOf[why]);
    if (why === 'outage') stillArrive = dice.below(12);
  };

  return {
    goTo(now, isUnsure) {
      // What a clock ahead made early is not made up for: that takes as long again.
      for (const { why, step } of open.filter(spell => spell.to <= now))
        troubles.end(why, now + Math.max(0, step));
      open = open.filter(spell => spell.to > now);
      for (const spell of ahead.filter(one => one.from <= now)) {
        if (spell.isAmbush && !isUnsure && now < spell.from + 12 * hourMs) continue;
        ahead.splice(ahead.indexOf(spell), 1);
        begin(spell, now);
      }
    },
    sending(channel) {
      if (isIn('outage')) {
        if (stillArrive > 0) {
          stillArrive -= 1;
          return { kind: 'lost answer', isMade: true };
        }
        return { kind: 'away', isMade: false };
      }
      if (isIn('refused')) return { kind: 'refused', isMade: false };
      const failure = mishap(dice, roughness);
      // A DM that is opened anew is there: a second time would mean that its person is gone.
      if (failure?.code === unknownChannel && reopened.has(channel)) return undefined;
      if (failure?.code === unknownChannel) reopened.add(channel);
      else reopened.delete(channel);
      return failure;
    },
    reading() {
      if (isIn('refused')) return foundOf({ code: botRefused }, 'dm');
      return isIn('outage') || dice.chance(0.02) ? 'failed' : undefined;
    },
    isDiscordWell: () => !isIn('outage') && !isIn('refused'),
    askStore() {
      if (isIn('store')) throw new StoreError('away', 'The store is away.');
    },
    isStoreWell: () => !isIn('store'),
    step: () => open.find(({ why }) => why === 'clock')?.step ?? 0,
    wrongClock(now, step, until) {
      begin({ why: 'clock', from: now, to: until, step, isAmbush: false }, now);
    },
  };
}

/** What one sending may meet on a good day. */
function mishap(dice: Dice, roughness: number): Failure | undefined {
  const roll = dice.below(10_000);
  let most = 0;
  for (const [share, failure] of mishaps) {
    most += share * roughness;
    if (roll < most) return failure;
  }
  return undefined;
}

function forecast(dice: Dice, from: number, to: number): Spell[] {
  const days = (to - from) / dayMs;
  const spells: Spell[] = [];
  const often = (why: Spell['why'], perYear: number, long: () => number, step = () => 0) => {
    const times = Math.max(1, Math.round((days / 365) * perYear));
    for (let index = 0; index < times; index += 1) {
      const at = dice.between(from + dayMs, to);
      const isAmbush = (why === 'clock' || why === 'refused') && dice.chance(0.4);
      spells.push({ why, from: at, to: at + long(), step: step(), isAmbush });
    }
  };
  often('outage', 40, () => outageOf(dice));
  if (days > 20) often('outage', 2, () => dice.between(dayMs, 2 * dayMs));
  often('refused', 2, () => 30 * minuteMs);
  often('store', 14, () => dice.between(minuteMs, 2 * hourMs));
  often(
    'clock',
    20,
    () => dice.between(5 * minuteMs, 5 * hourMs),
    () => -dice.between(minuteMs, 2 * hourMs),
  );
  often(
    'clock',
    20,
    () => dice.between(5 * minuteMs, 5 * hourMs),
    () => dice.between(minuteMs, hourMs),
  );
  return spells.sort((a, b) => a.from - b.from);
}

function outageOf(dice: Dice): number {
  const roll = dice.below(100);
  if (roll < 60) return dice.between(minuteMs, 15 * minuteMs);
  if (roll < 88) return dice.between(15 * minuteMs, 2 * hourMs);
  return dice.between(2 * hourMs, 12 * hourMs);
}

const nameOf = { outage: 'outage of Discord', refused: 'bot-wide 403', store: 'outage of the store' };
const unknownChannel = 10_003;
/** Each with its share, of ten thousand. */
const mishaps: readonly (readonly [number, Failure])[] = [
  [20, { kind: '5xx', isMade: false, status: 502 }],
  [20, { kind: '5xx', isMade: true, status: 504 }],
  [20, { kind: 'lost answer', isMade: true }],
  [10, { kind: 'broken connection', isMade: false }],
  [25, { kind: '429', isMade: false, status: 429 }],
  [2, { kind: '429 for everything', isMade: false, status: 429 }],
  [8, { kind: 'no such channel', isMade: false, status: 404, code: unknownChannel }],
  [3, { kind: 'opening too fast', isMade: false, status: 400, code: 40_003 }],
];
