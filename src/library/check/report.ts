import type { Material } from './material.ts';

/** What the content check found. */
export interface Report {
  files: FileRow[];
  /** How many files there are in content/, pictures too. */
  looked: number;
  violations: Finding[];
  warnings: Finding[];
}

export interface FileRow {
  file: string;
  kind: string;
  words: number;
  characters: number;
  /** Flesch-Kincaid grade of the whole file, where one is asked for. */
  grade?: number;
  /** The highest one that a file of its kind may have. */
  highest?: number;
  /** Words in the longest sentence. */
  longest: number;
  /** Whether a clinician has read it, where that is asked for. */
  reviewed?: boolean;
}

/** One breach of a rule: where, which, and what stands there. */
export interface Finding {
  file: string;
  line: number;
  rule: string;
  value: string;
}

/** A rule looks at all words of a language and names every breach. */
export type Rule = (material: Material) => Finding[];
