/** How the check-ins of one group are marked. Shape and colour each tell the groups apart alone. */
export interface Look {
  /** SVG path of the outline, in any unit. */
  outline: string;
  /** What is cut out of it. */
  hole?: string;
  /** Against a mark of the usual size, so that all of them look alike in weight. */
  scale: number;
  colour: string;
}

/**
 * Gives each group that occurs its look; the empty id is a word of the person's own. A group that has none here, because somebody
 * added it to the content, gets a spare one.
 */
export function looksOf(groups: readonly string[]): Map<string, Look> {
  const added = groups.filter(group => !(group in looks));
  if (added.length > spares.length)
    throw new Error(`expected ${spares.length} groups without a look at most, came ${added.join(', ')}`);
  return new Map(groups.map(group => [group, looks[group] ?? (spares[added.indexOf(group)] as Look)]));
}

/** The panel and what is written on it. */
export const palette = {
  panel: '#22303c',
  text: '#e6edf1',
  quiet: '#b3c2cc',
  axis: '#7d909d',
  grid: '#384855',
  line: '#64788a',
};

const circle = 'M-50 0A50 50 0 1 0 50 0A50 50 0 1 0 -50 0Z';
const square = 'M-50 -50H50V50H-50Z';
const cross = 'M-17 -50H17V-17H50V17H17V50H-17V17H-50V-17H-17Z';

/** No red and no green: no group is a good or a bad one. */
const looks: Readonly<Record<string, Look>> = {
  'on-guard': { outline: 'M0 -50L55 45H-55Z', scale: 1.1, colour: '#f5d547' },
  anger: { outline: 'M0 -50L50 0L0 50L-50 0Z', scale: 1.2, colour: '#c7a2ff' },
  low: { outline: circle, scale: 1, colour: '#6cc0ff' },
  'switched-off': { outline: square, hole: 'M-24 -24V24H24V-24Z', scale: 0.92, colour: '#a9b8c2' },
  small: { outline: 'M0 50L55 -45H-55Z', scale: 1.1, colour: '#ff9fc6' },
  people: {
    outline: circle,
    hole: 'M-25 0A25 25 0 1 1 25 0A25 25 0 1 1 -25 0Z',
    scale: 1.05,
    colour: '#ffab5e',
  },
  'pulled-about': {
    outline: 'M-50 -28L-28 -50L0 -22L28 -50L50 -28L22 0L50 28L28 50L0 22L-28 50L-50 28L-22 0Z',
    scale: 1.05,
    colour: '#4fd6c8',
  },
  'all-right': { outline: square, scale: 0.86, colour: '#eef2f4' },
  '': { outline: cross, scale: 1.15, colour: '#d6a582' },
};

const spares: readonly Look[] = [
  { outline: 'M-50 -50H50L12 0L50 50H-50L-12 0Z', scale: 1, colour: '#9fb0ff' },
  { outline: 'M-50 -20H50V20H-50Z', scale: 1, colour: '#e3c9a8' },
  { outline: 'M-20 -50H20V50H-20Z', scale: 1, colour: '#f0b7e8' },
];
