import { inZone } from '../../src/nudges/once.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Context } from '../../src/router/command.ts';
import { nextTimes } from './next-times.ts';
import { withoutPastSlots } from './record.ts';

/** Moves everything that was asked for to another time zone. Gives when the next message comes, in milliseconds, if one does. */
export async function moveZone(context: Context, zone: string): Promise<number | undefined> {
  const { nudges, caller } = context;
  const after = await nudges.amend(caller.id, record =>
    record.zone === zone ? 'same' : moved(context, record, zone),
  );
  return after && nextTimes(context, after, 1)[0];
}

function moved({ nudges: { calendar }, clock }: Context, record: Nudged, zone: string): Nudged {
  return Object.keys(record.nudges).reduce(
    (known, name) => withoutPastSlots(known, name, calendar, clock.now()),
    inZone(record, zone, { calendar, now: clock.now() }),
  );
}
