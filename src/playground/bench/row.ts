/** One figure of the bench. */
export interface Row {
  /** The part of the bench that took it. */
  part: string;
  what: string;
  value: number;
  /** Of the value: ms, MB, a second. */
  unit: string;
  /** The same of the minimal bot. */
  beside?: number;
  /** The value in parts of `beside`: the median of what each round gave, because both suffer from what else a machine does. */
  ratio?: number;
  /** What the value has to be, or the ratio where there is one. */
  goal?: Goal;
}

type Goal = { atMost: number } | { atLeast: number };

/** Whether the goal of a row is reached; nothing where it has none. */
export function isMet({ value, ratio = value, goal }: Row): boolean | undefined {
  if (!goal) return undefined;
  return 'atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
}

/** The value that this share of all values does not exceed. @throws Error where there is none. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (found === undefined) throw new Error('Expected measured values, got none.');
  return found;
}

export const median = (values: readonly number[]): number => share(values, 0.5);

/** A row of what was measured of both in the same rounds. */
export function pairedRow(
  about: Pick<Row, 'part' | 'what' | 'unit' | 'goal'>,
  rounds: readonly { steady: number; minimal: number }[],
): Row {
  return {
    ...about,
    value: median(rounds.map(({ steady }) => steady)),
    beside: median(rounds.map(({ minimal }) => minimal)),
    ratio: median(rounds.map(({ steady, minimal }) => steady / minimal)),
  };
}

/** Rows as `console.table` prints them. */
export function tableOf(rows: readonly Row[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    rows.map(row => [
      row.what,
      {
        Steady: `${rounded(row.value)} ${row.unit}`.trim(),
        'minimal bot': row.beside === undefined ? '' : `${rounded(row.beside)} ${row.unit}`.trim(),
        ratio: row.ratio === undefined ? '' : row.ratio.toFixed(2),
        goal: row.goal ? goalWords(row.goal) : '',
        met: row.goal ? (isMet(row) ? 'yes' : 'NO') : '',
      },
    ]),
  );
}

const goalWords = (goal: Goal) => ('atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`);

const rounded = (value: number): string =>
  (Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en');
