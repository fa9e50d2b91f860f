import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type CrisisPatterns, crisisSchema } from '../../src/library/crisis-schema.ts';
import { type Country, helpLinesFile } from '../../src/library/schema.ts';

const content = new URL('../../content/', import.meta.url);

/** The English patterns as they ship. */
export async function shippedPatterns(): Promise<CrisisPatterns> {
  return crisisSchema.parse(parse(await readFile(new URL('en/crisis.yaml', content), 'utf8')));
}

/** The countries as they ship. */
export async function shippedCountries(): Promise<Country[]> {
  return helpLinesFile.parse(parse(await readFile(new URL('crisis-lines.yaml', content), 'utf8'))).countries;
}

/** What people write, by what the detector is to make of it. */
export async function labelled(
  name: 'phrases' | 'tuned' | 'unseen' | 'held-out',
): Promise<Record<string, string[]>> {
  return parse(await readFile(new URL(`${name}.yaml`, import.meta.url), 'utf8')) as Record<string, string[]>;
}
