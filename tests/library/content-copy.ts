import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { packageRoot } from '../../src/core/package-root.ts';

/** The content that is shipped. */
export const CONTENT = join(packageRoot(import.meta.url), 'content');

/** What becomes of a file: its new text made of the old one (empty for a new file), or `gone`. */
export type Edit = ((text: string) => string) | 'gone';

/** A copy of the shipped content with these files changed, taken away when the test ends. */
export async function contentWith(edits: Record<string, Edit> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-words-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = join(folder, 'content');
  await cp(CONTENT, content, { recursive: true });
  for (const [path, edit] of Object.entries(edits)) await change(join(content, path), edit);
  return content;
}

/** Changes these files of a copy, and gives what changes them back. */
export async function changed(content: string, edits: Record<string, Edit>): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  for (const [path, edit] of Object.entries(edits)) {
    const file = join(content, path);
    const before = await readFile(file, 'utf8').catch(() => undefined);
    undo.push(() => (before === undefined ? rm(file) : writeFile(file, before)));
    await change(file, edit);
  }
  return async () => {
    for (const step of undo) await step();
  };
}

/** Changes one file. An edit that changes nothing is a mistake of the test. */
export async function change(file: string, edit: Edit): Promise<void> {
  if (edit === 'gone') return rm(file);
  const before = await readFile(file, 'utf8').catch(() => '');
  const after = edit(before);
  if (after === before) throw new Error(`expected a change in ${file}, came none`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, after);
}

/** Adds lines at the end. */
export const adding = (lines: string): Edit => {
  return text => `${text.trimEnd()}\n${lines}\n`;
};

export const replacing = (what: string | RegExp, by: string): Edit => {
  return text => text.replace(what, by);
};

/** Keeps the front matter and puts these parts under the headings that were there. */
export const withParts = (...parts: string[]): Edit => {
  return text => {
    const [, front = ''] = text.split('---\n');
    const headings = text.match(/^## .*$/gm) ?? [];
    const body = parts.map((part, index) => `${headings[index] ?? ''}\n${part}\n`.trimStart()).join('\n');
    return `---\n${front}---\n${body}`;
  };
};

/** Says something first of all, right below the front matter. */
export const saying = (words: string): Edit => replacing(/^---\n[\s\S]*?\n---\n/, `$&${words}\n\n`);

/** Changes the data of a YAML file. */
export const yamlWith = <T>(edit: (data: T) => void): Edit => {
  return text => {
    const data = parse(text) as T;
    edit(data);
    return stringify(data);
  };
};
