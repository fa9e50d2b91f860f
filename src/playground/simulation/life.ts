import {
  begun,
  changedTo,
  isOn,
  openedDay,
  paused,
  putOff,
  resumed,
  type Wish,
  withoutPastSlots,
} from '../../../commands/nudge/record.ts';
import { defaultPreferences } from '../../people/preferences.ts';
import type { Process } from './machine.ts';
import type { Someone } from './model.ts';
import { plusDays } from './wall.ts';

/*
 * What people do, as the command does it to their record (commands/nudge). Each resolves once it is written.
 */

/** Says yes to a daily message. */
export async function begin(someone: Someone, { nudges, people, clock }: Process): Promise<void> {
  const { id, channel, wish } = someone;
  if (!wish.discreet)
    await people.change('preferences', id, known => ({ ...(known ?? defaultPreferences), discreet: false }));
  const parts = { channel, locale, now: clock.now(), calendar: nudges.calendar };
  await nudges.change(id, known => begun(known, wish, parts));
}

export async function change(someone: Someone, wish: Wish, { nudges, clock }: Process): Promise<void> {
  const parts = { locale, now: clock.now(), calendar: nudges.calendar };
  await nudges.amend(someone.id, known => changedTo(known, wish, parts));
}

export async function move(someone: Someone, zone: string, { nudges, clock }: Process): Promise<void> {
  const { calendar } = nudges;
  await nudges.amend(someone.id, known =>
    withoutPastSlots({ ...known, zone }, 'daily', calendar, clock.now()),
  );
}

export async function pause(someone: Someone, until: string, { nudges, clock }: Process): Promise<void> {
  await nudges.amend(someone.id, known => paused(known, clock.now(), until));
}

export async function stop(someone: Someone, { nudges }: Process): Promise<void> {
  await nudges.stop(someone.id, 'daily');
}

export async function turnOn(someone: Someone, { nudges, clock }: Process): Promise<void> {
  await nudges.amend(someone.id, known => resumed(known, nudges.calendar, clock.now()));
}

/** Puts a message off for an hour. Gives the part it becomes and when, unless it is past. */
export async function snooze(
  someone: Someone,
  { slot, part }: { slot: string; part: number },
  { nudges, clock }: Process,
): Promise<{ part: number; at: number } | undefined> {
  const at = clock.now() + hourMs;
  let isPast = false;
  const after = await nudges.amend(someone.id, record => {
    const { date } = nudges.calendar.localAt(record.zone, clock.now());
    isPast = slot !== date && !(part > 0 && slot === plusDays(date, -1));
    return isPast || !isOn(record, date) ? 'same' : putOff(record, slot, part, at);
  });
  const made = after?.nudges.daily?.snooze;
  return isPast || made?.slot !== slot ? undefined : { part: made.part, at };
}

/** Presses something on a message: a sign of life, and the sign that it came. */
export async function press(
  someone: Someone,
  { slot, part }: { slot: string; part: number },
  { nudges, people }: Process,
): Promise<void> {
  await people.touch(someone.id);
  await nudges.arrived({ owner: someone.id, name: 'daily', slot, part });
  if (someone.wish.kind !== 'journey') return;
  await nudges.amend(someone.id, record => openedDay(record, record.nudges.daily?.daily?.day ?? 1));
}

const locale = 'en-US';
const hourMs = 60 * 60_000;
