import type { Exercise } from '../../src/library/schema.ts';
import { type Helped, howItWentWith, wasHarderToday } from '../../src/people/helped.ts';
import type { LeaveOut } from '../../src/people/preferences.ts';
import type { Context } from '../../src/router/command.ts';

/** What is known of how exercises suit somebody. Of a new person, and with the store away, nothing is. */
export interface Taste {
  calmText: boolean;
  /** True for exercises this person would rather not be offered. */
  avoids: (exercise: Exercise) => boolean;
  /** How much an exercise helped so far; 0 for one never tried. */
  helped: (exercise: Exercise) => number;
  harderToday: boolean;
}

export async function tasteOf({ people, caller, clock }: Context): Promise<Taste> {
  const [preferences, helped] = await Promise.all([
    people.glance('preferences', caller.id),
    people.glance('helped', caller.id),
  ]);
  return {
    calmText: preferences?.calmText ?? false,
    avoids: exercise => leftOut(exercise, preferences?.leaveOut ?? [], helped),
    helped: exercise => helpedBy(exercise, helped),
    harderToday: wasHarderToday(helped, clock.now()),
  };
}

function leftOut(
  { id, involves }: Exercise,
  leaveOut: readonly LeaveOut[],
  helped: Helped | undefined,
): boolean {
  return howItWentWith(helped, id).leftOut || involves.some(what => leaveOut.includes(what));
}

/** Easier counts for it and harder against it. */
function helpedBy({ id }: Exercise, helped: Helped | undefined): number {
  const { easier, harder } = howItWentWith(helped, id);
  return Math.max(0, easier - harder);
}
