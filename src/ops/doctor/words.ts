import { join } from 'node:path';
import { monthsBetween, STALE_MONTHS } from '../../library/check/help-lines.ts';
import { LibraryError } from '../../library/faults.ts';
import { loadLibrary } from '../../library/load.ts';
import type { Country } from '../../library/schema.ts';
import { isFresh } from '../../safety/lines.ts';
import { type Check, counted, type DoctorParts, type Found, fault, ok, warning } from './check.ts';

/** What is said, and to whom it sends people. */
export const wordsChecks = ({ root, now }: DoctorParts): Check[] => [
  { name: 'content', run: () => content(join(root, 'content'), dayOf(now())) },
  { name: 'help lines', run: () => lines(join(root, 'content'), now()) },
];

/** How old the help lines of a content folder are. */
async function lines(folder: string, now: number): Promise<Found> {
  try {
    return ageOf((await loadLibrary(folder)).countries, now);
  } catch (error) {
    if (error instanceof LibraryError) return fault('The content cannot be read.', mendContent);
    throw error;
  }
}

/** Lines that nobody compared with their operator's page for half a year, and those that are shown no more. */
export function ageOf(countries: readonly Country[], now: number): Found {
  const all = countries.flatMap(country => country.lines);
  const hidden = all.filter(line => !isFresh(line, now));
  const dates = [...all, ...countries.map(({ emergency }) => emergency)];
  const old = dates.filter(({ checkedOn }) => monthsBetween(checkedOn, dayOf(now)) >= STALE_MONTHS);
  if (hidden.length > 0) {
    const says = `${counted(hidden.length, 'help line')} of ${all.length}: checked more than twelve months ago, so not shown.`;
    return fault(says, mendLines);
  }
  if (old.length === 0) return ok(`Help lines checked within six months: all ${all.length}.`);
  return warning(`${counted(old.length, 'date')} of help lines: older than six months.`, mendLines);
}

async function content(folder: string, today: string): Promise<Found> {
  const check = await checkContent();
  if (!check) return warning('The words were not checked: packages for that are missing.', 'npm ci');
  const { violations, warnings, looked } = await check(folder, { today });
  const says = `${counted(violations.length, 'fault')} and ${counted(warnings.length, 'warning')} in ${counted(looked, 'file')} of content/.`;
  if (violations.length > 0 || looked === 0) return fault(says, mendContent);
  return warnings.length > 0 ? warning(says, mendContent) : ok(says);
}

/** Undefined where its packages are missing, as they may be where only Steady runs. */
async function checkContent() {
  try {
    return (await import('../../library/check/check.ts')).checkContent;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
const mendContent = 'npm run content names each with its file and line.';
const mendLines =
  "Compare each with its operator's page, and put the day into content/crisis-lines.yaml; npm run content names them.";
