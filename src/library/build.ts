import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { builtFile, digestOf, readBuilt } from './built.ts';
import type { ReadYaml } from './document.ts';
import { readMarkdown } from './markdown.ts';
import { parseYaml } from './parse.ts';
import { readTree } from './tree.ts';

/** Writes what the YAML of content/ holds to `file`; only what is not there yet is parsed. Texts with faults are left out. */
export async function buildContent(contentDir: string, file = builtFile): Promise<void> {
  const known = await readBuilt(file);
  const built: Record<string, unknown> = {};
  const read: ReadYaml = (label, text, faults) => {
    const digest = digestOf(text);
    const yaml = Object.hasOwn(known, digest)
      ? { file: label, broken: false, data: known[digest], lineOf: () => 1 }
      : parseYaml(label, text, faults);
    if (faults.length === 0 && isPlain(yaml.data)) built[digest] = yaml.data;
    return yaml;
  };
  const { texts } = await readTree(contentDir, []);
  for (const [path, text] of texts) {
    if (path.endsWith('.yaml')) read(path, text, []);
    if (path.endsWith('.md')) readMarkdown(read, path, text, []);
  }
  if (Object.keys(built).join() !== Object.keys(known).join()) await replace(file, JSON.stringify(built));
}

/** Whether JSON gives back exactly what it was given. */
const isPlain = (data: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(data) ?? '0'), data);

/** In one step, so that nobody reads half of it. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  await writeFile(next, text);
  await rename(next, file);
}
