import { StoreError } from '../../store/errors.ts';
import type { Crashes } from './crashes.ts';
import type { Dice } from './dice.ts';
import type { Power, StoreHooks, WrittenRow } from './power.ts';
import { count, type Tally } from './tally.ts';
import type { Weather } from './weather.ts';

export interface StoreHookParts {
  crashes: Crashes;
  weather: Weather;
  dice: Dice;
  tally: Tally;
  /** How many times as many answers are lost as usual. */
  roughness: number;
}

/** A store that goes away, whose answers are lost now and then, and around whose writes a process may die. */
export function hooksOf(power: Power, parts: StoreHookParts): StoreHooks {
  const { crashes, weather, dice, tally, roughness } = parts;
  return {
    ask: () => weather.askStore(),
    async write(row, write) {
      const what = await kindOf(row);
      if (what === 'marks' && crashes.strikes('before the marks are written')) return power.cut();
      if (what === 'claim' && crashes.strikes('before the claim is written')) return power.cut();
      if (what === 'confirm' && crashes.strikes('after the answer, before the confirm is written'))
        return power.cut();
      await write();
      if (what === 'marks' && crashes.strikes('after the marks are written')) return power.cut();
      if (what === 'claim' && crashes.strikes('after the claim is written')) return power.cut();
      if (what === 'confirm' && crashes.strikes('after the confirm is written')) return power.cut();
      if (what === undefined || !dice.chance(slowShare * roughness)) return;
      count(tally.faults, `lost answer of the store: ${what}`);
      throw new StoreError('slow', 'The store wrote it and did not say so in time.');
    },
  };
}

/** Which of the bot's own steps a row is, if it is one. A stop is not: what is owed then is tried again by the machine's real time. */
async function kindOf({
  table,
  text,
  stored,
}: WrittenRow): Promise<'marks' | 'claim' | 'confirm' | undefined> {
  if (table === 'marks') return 'marks';
  if (table !== 'nudges') return undefined;
  const before = claimIn((await stored()) ?? '');
  const after = claimIn(text);
  if (before === after || text.includes('"why":"stopped"')) return undefined;
  return after === '' ? 'confirm' : 'claim';
}

/** The claim in a record, as it is written. */
function claimIn(text: string): string {
  const from = text.indexOf('"claim":{');
  return from < 0 ? '' : text.slice(from, text.indexOf('}', from));
}

const slowShare = 0.0005;
