/** Finds out which text a finding of the content check is about. Pure. */
import type { Finding } from '../../library/check/report.ts';

/** Where a text begins; a whole file begins in line 0. */
export interface Begins {
  file: string;
  line: number;
}

/** The index of the text that a finding stands in: the last one in its file that begins before it; -1 where there is none. */
export function closest(places: readonly Begins[], { file, line }: Pick<Finding, 'file' | 'line'>): number {
  let found = -1;
  for (const [at, place] of places.entries()) {
    if (place.file !== file || place.line > line) continue;
    if (found === -1 || place.line >= (places[found]?.line ?? 0)) found = at;
  }
  return found;
}

/** Such as `line 12, banned: "always" (too sure)`. */
export const sayFinding = ({ line, rule, value }: Finding): string => `line ${line}, ${rule}: ${value}`;
