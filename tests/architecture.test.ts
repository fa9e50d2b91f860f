import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/core/package-root.ts';

const root = packageRoot(import.meta.url);

/** Top floor first. A file may import from its own room and from every floor below it, never from a room beside it. */
const floors: readonly (readonly string[])[] = [
  ['main'],
  ['playground'],
  ['app'],
  ['ops'],
  ['commands', 'discord'],
  ['router'],
  ['nudges'],
  ['people'],
  ['safety'],
  ['store', 'library', 'pictures'],
  ['config', 'core'],
];

/** Packages that only one room may import. */
const kept: Readonly<Record<string, string>> = {
  'discord.js': 'discord',
  undici: 'discord',
  keyv: 'store',
  '@keyv/sqlite': 'store',
  '@keyv/redis': 'store',
  '@redis/client': 'store',
};

/** What is no part of Steady: the plain bot that it is measured beside. */
const strangers: readonly string[] = ['src/playground/bench/minimal-bot.ts'];

const files = ['src', 'commands'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map(file => join(folder, file)),
);

const imports = new Map(files.map(file => [file, importsOf(file)]));

describe('the house', () => {
  test('has files to look at, and a floor for each of them', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter(file => floorOf(roomOf(file)) === -1)).toEqual([]);
  });

  test('lets every file import only from its own room and from the floors below', () => {
    const broken = links().filter(([from, to]) => !mayImport(roomOf(from), roomOf(to)));
    expect(broken.map(([from, to]) => `${from} imports ${to}`)).toEqual([]);
    expect(links().length).toBeGreaterThan(100);
  });

  test('would notice a file that climbs', () => {
    expect(mayImport('core', 'router')).toBe(false);
    expect(mayImport('commands', 'discord')).toBe(false);
    expect(mayImport('safety', 'library')).toBe(true);
  });

  test('has no circle of files', () => {
    expect(files.flatMap(file => circleFrom(file) ?? [])).toEqual([]);
  });

  test('keeps Discord in src/discord and the key-value store in src/store', () => {
    const ours = files.filter(file => !strangers.includes(file));
    const strays = ours.flatMap(file =>
      (imports.get(file) ?? [])
        .filter(name => packageOf(name) in kept && kept[packageOf(name)] !== roomOf(file))
        .map(name => `${file} imports ${name}`),
    );
    expect(strays).toEqual([]);
    expect(ours.some(file => imports.get(file)?.includes('discord.js'))).toBe(true);
    expect(links().filter(([, to]) => strangers.includes(to))).toEqual([]);
  });

  test('names every import in full, with its ending', () => {
    const short = files.flatMap(file =>
      (imports.get(file) ?? [])
        .filter(name => name.startsWith('.') && !name.endsWith('.ts'))
        .map(name => `${file}: ${name}`),
    );
    expect(short).toEqual([]);
  });
});

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const named = source.matchAll(/(?:^|\n)(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]/g);
  const bare = source.matchAll(/(?:^|\n)import\s+['"]([^'"]+)['"]/g);
  const lazy = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [...named, ...bare, ...lazy].map(match => match[1] ?? '');
}

function links(): [from: string, to: string][] {
  return files.flatMap(file =>
    (imports.get(file) ?? []).filter(isOurs).map((name): [string, string] => [file, target(file, name)]),
  );
}

function mayImport(from: string, to: string): boolean {
  return from === to || floorOf(from) < floorOf(to);
}

/** The file itself, where following imports leads back to it. */
function circleFrom(start: string): string | undefined {
  const reached = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const next of (imports.get(file) ?? []).filter(isOurs).map(name => target(file, name))) {
      if (next === start) return `${start}, by way of ${file}`;
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  return undefined;
}

const target = (file: string, name: string) => relative(root, resolve(root, dirname(file), name));
const isOurs = (name: string) => name.startsWith('.');
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const floorOf = (room: string) => floors.findIndex(rooms => rooms.includes(room));

function roomOf(file: string): string {
  const [top = '', next = ''] = file.split('/');
  return top === 'commands' ? top : next.replace(/\.ts$/, '');
}
