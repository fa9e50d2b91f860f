import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Documents } from './document.ts';
import type { Fault } from './faults.ts';

/** All files of content/, read once. Paths are relative to it, with forward slashes. */
export interface Tree {
  /** Absolute path of content/. */
  root: string;
  /** The texts (.md, .yaml, .txt) by path, in the order of their paths. */
  texts: ReadonlyMap<string, string>;
  /** The pictures (.gif) by path. */
  pictures: ReadonlyMap<string, Uint8Array>;
  /** Every file. */
  paths: ReadonlySet<string>;
  /** Reads its texts. */
  documents: Documents;
  /** How a fault names a file. */
  label(path: string): string;
}

/** A text in a folder: `name` is the file name without its ending, and so the id of what it holds. */
export interface TreeFile {
  path: string;
  label: string;
  name: string;
  text: string;
}

/**
 * Reads content/. A folder that is not there is a fault, and an empty tree. `documents`: those of another reading, so that only
 * texts that have changed since are parsed.
 */
export async function readTree(contentDir: string, faults: Fault[], documents?: Documents): Promise<Tree> {
  const root = resolve(contentDir);
  const label = (path: string): string => `${basename(root)}/${path}`;
  const paths = (await pathsIn(root)).sort();
  if (paths.length === 0)
    faults.push({ file: contentDir, message: 'expected a folder with content, came none' });
  const texts = await readAll(paths, TEXT, path => readFile(join(root, path), 'utf8'));
  const pictures = await readAll(paths, PICTURE, path => readFile(join(root, path)));
  return { root, texts, pictures, paths: new Set(paths), documents: documents ?? (await parsing()), label };
}

/** The texts directly in a folder that have this ending. */
export function filesIn(tree: Tree, folder: string, ending: string): TreeFile[] {
  const files: TreeFile[] = [];
  for (const [path, text] of tree.texts) {
    const name = path.slice(folder.length + 1, -ending.length);
    if (path === `${folder}/${name}${ending}` && !name.includes('/')) {
      files.push({ path, label: tree.label(path), name, text });
    }
  }
  return files;
}

/** The folders of content/ named like a language, such as `en` or `pt-BR`. */
export function languagesIn(tree: Tree): string[] {
  const folders = [...tree.texts.keys()].map(path => path.split('/')[0] ?? '');
  return [...new Set(folders)].filter(folder => LANGUAGE.test(folder));
}

/** Loaded only where something is to be parsed: most starts find everything in what was built. */
export async function parsing(): Promise<Documents> {
  const { createDocuments } = await import('./parse.ts');
  return createDocuments();
}

async function readAll<T>(
  paths: readonly string[],
  kind: RegExp,
  read: (path: string) => Promise<T>,
): Promise<Map<string, T>> {
  const wanted = paths.filter(path => kind.test(path));
  return new Map(await Promise.all(wanted.map(async path => [path, await read(path)] as const)));
}

async function pathsIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter(entry => entry.isFile() && !entry.name.startsWith('.'));
    return files.map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const TEXT = /\.(md|yaml|txt)$/;
const PICTURE = /\.gif$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;
