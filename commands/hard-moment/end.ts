/** The instant so many minutes from now (milliseconds), in seconds as Discord writes it. */
export function endAfter(now: number, minutes: number): number {
  return Math.floor(now / SECOND) + minutes * MINUTE;
}

/** The end that a button carries while it is still to come; a new short one where it is past, or further off than any is set. */
export function endOf(carried: number, now: number): number {
  const running = carried > now / SECOND && carried <= endAfter(now, LONGEST);
  return running ? carried : endAfter(now, SHORTEST);
}

const SECOND = 1_000;
/** In seconds. */
const MINUTE = 60;
const SHORTEST = 5;
const LONGEST = 15;
