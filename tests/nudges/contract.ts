import { whatIsAskedFor } from './contract/asked.ts';
import { whatIsAskedForOnce } from './contract/asked-once.ts';
import { whatPeopleChange } from './contract/changes.ts';
import { inChannels } from './contract/channels.ts';
import { eachDayHasOne } from './contract/days.ts';
import { exactlyOnce } from './contract/once.ts';
import { whatDiscordRefuses } from './contract/refused.ts';
import type { OpenMachine } from './machine.ts';

/**
 * What every scheduler must do, whatever finds out what is due and carries it. `open` gives one that begins at an instant (UTC), with
 * so many people.
 */
export function schedulerContract(name: string, open: OpenMachine): void {
  eachDayHasOne(name, open);
  exactlyOnce(name, open);
  whatPeopleChange(name, open);
  whatIsAskedFor(name, open);
  whatIsAskedForOnce(name, open);
  whatDiscordRefuses(name, open);
  inChannels(name, open);
}
