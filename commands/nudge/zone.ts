import { inZone, onceAt } from '../../src/nudges/once.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Context } from '../../src/router/command.ts';
import { question } from '../promise/question.ts';
import { nextTimes } from './next-times.ts';
import { withoutPastSlots } from './record.ts';

/** When the next daily message comes, and the question about a promise, in milliseconds; undefined where there is none. */
export interface NextTimes {
  daily?: number | undefined;
  question?: number | undefined;
}

/** Moves everything that was asked for to another time zone. Gives when it comes there. */
export async function moveZone(context: Context, zone: string): Promise<NextTimes> {
  const { nudges, caller, clock } = context;
  const after = await nudges.amend(caller.id, record =>
    record.zone === zone ? 'same' : moved(context, record, zone),
  );
  if (!after) return {};
  const { calendar } = nudges;
  return {
    daily: nextTimes(context, after, 1)[0],
    question: onceAt(after, question, { calendar, now: clock.now() }),
  };
}

function moved({ nudges: { calendar }, clock }: Context, record: Nudged, zone: string): Nudged {
  return Object.keys(record.nudges).reduce(
    (known, name) => withoutPastSlots(known, name, calendar, clock.now()),
    inZone(record, zone, { calendar, now: clock.now() }),
  );
}
