import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { commandsFolder, routerOf } from '../src/app.ts';
import { settingNotes } from '../src/config/settings.ts';
import { packageRoot } from '../src/core/package-root.ts';
import type { Command } from '../src/router/command.ts';
import { loadCommands, registry } from '../src/router/registry.ts';
import { library } from './library/shipped.ts';

import { keptIn } from './people/kept.ts';

const root = packageRoot(import.meta.url);
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('the README', () => {
  const folder = mkdtempSync(join(root, 'tests', '.example-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('shows a command of ten lines that compiles and answers', async () => {
    const example = /```ts\n\/\/ commands\/tea\.ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(10);
    const file = join(folder, 'tea.ts');
    writeFileSync(file, example.replaceAll("'../src/", "'../../src/"));
    expect(compiled(file)).toBe('');
    const { default: tea } = (await import(pathToFileURL(file).href)) as { default: Command };
    const commands = [...(await loadCommands(commandsFolder)).values()].filter(({ name }) => name !== 'card');
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const parts = { operator: {}, log, ...keptIn({ now: () => 0 }, log) };
    const router = routerOf(registry([...commands, tea]), () => library, parts);
    const caller = {
      id: '1',
      locale: 'en-US',
      place: 'server',
      channel: '1',
      managesServer: false,
      mayWrite: true,
    } as const;
    const { reply } = router.answer({ kind: 'command', caller, command: 'tea', options: {} });
    expect(JSON.stringify(await reply)).toContain('Hold the cup.');
  });

  test('gives a reason for every package', () => {
    const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    const rows = readme.split('\n').filter(line => line.startsWith('|'));
    expect(packages.filter(name => !rows.some(row => namesPackage(row, name)))).toEqual([]);
  });

  test('lists every setting and every command', () => {
    const missing = settingNotes().filter(({ name }) => !readme.includes(`| \`${name}\` |`));
    expect(missing).toEqual([]);
    const commands = readdirSync(commandsFolder).filter(file => file.endsWith('.ts'));
    expect(commands.filter(file => !readme.includes(`\`/${file.replace('.ts', '')}\``))).toEqual([]);
  });

  test('names only scripts there are', () => {
    const named = [...readme.matchAll(/npm run ([a-z-]+)/g)].map(match => match[1] ?? '');
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(name => !(name in manifest.scripts))).toEqual([]);
  });
});

const namesPackage = (row: string, name: string) =>
  (row.split('|')[1] ?? '').split(',').some(cell => cell.trim() === name);

/** What the compiler says of a file under the project's own rules. */
function compiled(file: string): string {
  const config = join(folderOf(file), 'tsconfig.json');
  const files = [
    file,
    ...readdirSync(commandsFolder)
      .filter(name => name.endsWith('.ts'))
      .map(name => join(commandsFolder, name)),
  ];
  writeFileSync(
    config,
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: {
        rootDir: '../..',
        noEmit: true,
        composite: false,
        incremental: false,
        declaration: false,
      },
      include: [],
      files,
    }),
  );
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  return spawnSync(tsc, ['-p', config], { encoding: 'utf8' }).stdout;
}

const folderOf = (file: string) => join(file, '..');
