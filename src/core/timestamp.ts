/** An instant (milliseconds) as Discord shows it to everybody in their own time: in full, as a date, or as a time. */
export function timestamp(ms: number, how: 'full' | 'date' | 'time'): string {
  return `<t:${Math.floor(ms / 1_000)}:${styles[how]}>`;
}

const styles = { full: 'F', date: 'D', time: 't' } as const;
