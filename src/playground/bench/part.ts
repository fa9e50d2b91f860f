import type { Row } from './row.ts';

/** How much is measured. */
interface Effort {
  /** True for a look: fewer rounds, people and records; its figures are no basis for anything. */
  quick: boolean;
  /** A folder for files that are thrown away afterwards. */
  folder: string;
  /** Told what is left out, and why. */
  note: (line: string) => void;
}

/** One part of the bench. */
export type Part = (effort: Effort) => Promise<Row[]>;
