import type { World } from '../standin/api.ts';
import type { Dates } from './dates.ts';
import type { Dice } from './dice.ts';
import type { Ledger } from './ledger.ts';
import type { Machine } from './machine.ts';
import type { Someone } from './model.ts';
import type { Tally } from './tally.ts';
import type { Time } from './time.ts';
import type { Walls } from './wall.ts';
import type { Weather } from './weather.ts';

/** Something that somebody is going to do. */
export interface Plan {
  what:
    | 'begin'
    | 'press'
    | 'snooze'
    | 'change'
    | 'move'
    | 'pause'
    | 'stop'
    | 'again'
    | 'open DMs'
    | 'turn on';
  who: Someone;
  /** The message that is pressed. */
  on?: { slot: string; part: number };
  /** The zones still to be gone to. */
  route?: readonly string[];
}

/** Puts a plan down for an instant of true time. */
export type Later = (at: number, plan: Plan) => void;

/** What people's doings have to do with. */
export interface Around {
  everyone: readonly Someone[];
  zones: readonly string[];
  world: World;
  machine: Machine;
  weather: Weather;
  ledger: Ledger;
  walls: Walls;
  time: Time;
  dice: Dice;
  tally: Tally;
  /** How many times as often people change their minds as usual. */
  restlessness: number;
  dates: Dates;
  /** The row of somebody, as it is kept. */
  kept: (id: string) => Promise<string | undefined>;
}

/** The local dates that a change now may touch: by true time and by the machine's, where somebody is and where they go. */
export function datesAround(
  { wish }: Someone,
  to: string,
  { walls, time, weather }: Around,
): [first: string, last: string] {
  const instants = [time.now(), time.now() + weather.step()];
  const dates = instants.flatMap(at => [walls.at(wish.zone, at).date, walls.at(to, at).date]).sort();
  return [dates[0] ?? '', dates.at(-1) ?? ''];
}
