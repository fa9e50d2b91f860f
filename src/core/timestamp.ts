/**
 * An instant (milliseconds) as Discord shows it to everybody in their own time: in full, as a date, as a time, or as what is left until
 * then, which Discord counts down by itself.
 */
export function timestamp(ms: number, how: 'full' | 'date' | 'time' | 'left'): string {
  return `<t:${Math.floor(ms / 1_000)}:${styles[how]}>`;
}

const styles = { full: 'F', date: 'D', time: 't', left: 'R' } as const;
