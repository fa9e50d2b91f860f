import { parseEnv } from 'node:util';

/** The file of settings, as found on disk. `path` is how the faults name it. */
export interface EnvFile {
  path: string;
  text: string;
}

/** A value, and where it was given. */
export interface Given {
  value: string;
  where: string;
}

/** Reads the lines of `.env`; a line that gives nothing, or a name a second time, is a fault. Values stand on one line. */
export function readEnvFile({ path, text }: EnvFile): { given: Map<string, Given>; faults: string[] } {
  const given = new Map<string, Given>();
  const faults: string[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const where = `${path}, line ${index + 1}`;
    // Line by line, because Node 20 takes words above the first "=" of a whole file into its name.
    const [entry] = Object.entries(parseEnv(`${line}\n`));
    const [name, value] = entry ?? [];
    const before = name === undefined ? undefined : given.get(name);
    if (name === undefined || value === undefined) {
      faults.push(`${where}: expected NAME=value, came a line of ${line.length} characters that is not one`);
    } else if (before) {
      faults.push(`${where}: expected each name once, came one that stands in ${before.where} already`);
    } else {
      given.set(name, { value, where });
    }
  }
  return { given, faults };
}
