import type { Choice } from '../../src/core/reply.ts';
import { createZoneSearch, knownZone } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';

const search = createZoneSearch();

/** The zones that fit what is being typed, with the time there now. */
export function zoneChoices({ caller, clock }: Context, typed: string): Choice[] {
  return search(typed, caller.locale, clock.now());
}

/** The zone somebody named, or those it may be: which of several was meant is not guessed. */
export function zonesNamed(context: Context, typed: string): string[] {
  const known = knownZone(typed);
  return known ? [known] : zoneChoices(context, typed).map(({ value }) => value);
}
