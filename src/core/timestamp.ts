/** An instant (milliseconds) as Discord shows it to everybody in their own time: in full, as a date, as a time, or counting down. */
export function timestamp(ms: number, how: 'full' | 'date' | 'time' | 'relative'): string {
  return `<t:${Math.floor(ms / 1_000)}:${styles[how]}>`;
}

const styles = { full: 'F', date: 'D', time: 't', relative: 'R' } as const;
