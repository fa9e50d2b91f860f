import type { Context } from '../../src/router/command.ts';

/** Gives the local date of an instant (milliseconds) where somebody lives; in UTC as long as they told no zone. */
export async function localDays(context: Context): Promise<(ms: number) => string> {
  const zone = (await zoneOf(context)) ?? 'UTC';
  return ms => context.nudges.calendar.localAt(zone, ms).date;
}

export const zoneOf = async ({ people, caller }: Context): Promise<string | undefined> =>
  (await people.glance('preferences', caller.id))?.timeZone;
