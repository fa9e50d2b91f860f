import type { ChartOptions, ChartPoint } from '../../src/pictures/chart.ts';
import { library } from '../library/shipped.ts';

const words = library.words('en-GB');

/** The words Steady says and the groups of feelings it has. */
export const say = words.say;
export const groups = words.feelings.map(({ id, label }) => ({ id, label }));

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Noon in London and Berlin both. */
export const noon = (date: string) => Date.parse(`${date}T12:00Z`);

/** A chart of so many days up to 22 November 2026, of days in London. */
export function optionsFor(days: number, more: Partial<ChartOptions> = {}): ChartOptions {
  const to = noon('2026-11-22');
  return {
    from: to - (days - 1) * DAY,
    to,
    zone: 'Europe/London',
    locale: 'en-GB',
    groups,
    words: { strong: 'How strong, 0 to 10', days: 'Days', own: 'My own word' },
    ...more,
  };
}

/** One check-in a day on so many days up to 22 November 2026, going through all strengths and groups. */
export function daily(days: number, on: (day: number) => boolean = () => true): ChartPoint[] {
  return Array.from({ length: days }, (_, day) => day)
    .filter(on)
    .map(day => ({
      at: noon('2026-11-22') - (days - 1 - day) * DAY,
      strength: (day * 7) % 11,
      group: [...groups.map(({ id }) => id), ''][(day * 4) % (groups.length + 1)] ?? '',
    }));
}
