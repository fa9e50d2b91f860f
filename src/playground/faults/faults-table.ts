import type { Measured } from './bot.ts';
import type { Row } from './run-faults.ts';

/** A table of faults and what came of them. */
export function faultsTable(rows: readonly Row[]): string {
  return table([
    ['fault', 'tries', 'good', 'asked', 'answered', 'messages', 'answered again', 'heap MB', 'resident MB'],
    ...rows.map(({ fault, tries }) => [
      fault.name,
      String(tries.length),
      String(tries.filter(({ wrongs }) => wrongs.length === 0).length),
      sum(tries.map(({ asked }) => asked)),
      sum(tries.map(({ answered }) => answered)),
      sum(tries.map(({ messages }) => messages)),
      slowest(tries.map(({ answeredAgainMs }) => answeredAgainMs)),
      change(tries, 'heapMb'),
      change(tries, 'residentMb'),
    ]),
  ]);
}

/** Columns as wide as what stands in them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const sum = (counts: readonly number[]): string => String(counts.reduce((one, other) => one + other, 0));

function slowest(times: readonly (number | undefined)[]): string {
  if (times.includes(undefined)) return 'not';
  return `${(Math.max(...(times as number[])) / 1_000).toFixed(1)} s`;
}

/** Before and after, of the try in which it grew most. */
function change(tries: Row['tries'], what: 'heapMb' | 'residentMb'): string {
  const pairs = tries.flatMap(({ before, after }) => (before && after ? [pair(before, after, what)] : []));
  const most = pairs.sort((one, other) => other.by - one.by)[0];
  return most ? `${most.from.toFixed(0)} → ${most.to.toFixed(0)}` : 'not known';
}

const pair = (before: Measured, after: Measured, what: 'heapMb' | 'residentMb') => ({
  from: before[what],
  to: after[what],
  by: after[what] - before[what],
});
