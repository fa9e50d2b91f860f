import type { Fault } from './fault.ts';
import { type Tried, tryFault } from './one-try.ts';

/** A fault with what came of each try. */
export interface Row {
  fault: Fault;
  tries: Tried[];
}

export interface RunOptions {
  faults: readonly Fault[];
  tries: number;
  seed: number;
  /** How many are tried side by side. */
  atOnce: number;
  tried: (fault: Fault, tried: Tried) => void;
}

/** Tries every fault so often, each time with a Steady of its own and with what the seed says. */
export async function runFaults({ faults, tries, seed, atOnce, tried }: RunOptions): Promise<Row[]> {
  const rows = faults.map((fault): Row => ({ fault, tries: [] }));
  const waiting = Array.from({ length: tries }, (_, time) =>
    rows.map((row, index) => ({ row, seed: seed + 1_000 * time + index })),
  ).flat();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await tryFault(next.row.fault, next.seed);
      next.row.tries.push(outcome);
      tried(next.row.fault, outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return rows;
}
