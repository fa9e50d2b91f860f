import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import type { Documents, ReadYaml } from './document.ts';
import { readMarkdown } from './markdown.ts';

/** What YAML texts hold, by the digest of each: a text of which one letter was changed is not among them. */
export type Built = Readonly<Record<string, unknown>>;

/** Written by `npm run build`, because parsing takes most of a second at every start. */
export const builtFile = join(packageRoot(import.meta.url), 'dist', 'content.json');

/** Reads texts as they were built; a text that was not is a fault, and broken. Lines are not known. */
export async function builtDocuments(file = builtFile): Promise<Documents> {
  const built = await readBuilt(file);
  const yaml: ReadYaml = (file, text, faults) => {
    const digest = digestOf(text);
    const broken = !Object.hasOwn(built, digest);
    if (broken) faults.push({ file, message: 'expected a text as it was built, came another' });
    return { file, broken, data: built[digest], lineOf: () => 1 };
  };
  return { yaml, markdown: (file, text, faults) => readMarkdown(yaml, file, text, faults) };
}

/** What was built last; nothing where that is not there or cannot be read: it is no more than a copy. */
export async function readBuilt(file = builtFile): Promise<Built> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Built;
  } catch {
    return {};
  }
}

/** Of the text and of what would parse it. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(parser).update(text).digest('base64url');

const { version } = createRequire(import.meta.url)('yaml/package.json') as { version: string };
const parser = `yaml ${version}\n`;
