import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';

const root = packageRoot(import.meta.url);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
}

describe('the packages', () => {
  const { lockfileVersion, packages } = JSON.parse(read('package-lock.json')) as {
    lockfileVersion: number;
    packages: Record<string, Locked>;
  };
  const locked = Object.entries(packages).filter(([place]) => place !== '');

  test('are locked to one version and one content each', () => {
    expect(lockfileVersion).toBe(3);
    expect(locked.length).toBeGreaterThan(100);
    const loose = locked.filter(([, { version, integrity }]) => !version || !isSha512(integrity));
    expect(loose.map(([place]) => place)).toEqual([]);
  });

  test('come from the npm registry over https, as far as an address is written down, and from no folder or repository', () => {
    const strays = locked.filter(
      ([, { resolved, link }]) =>
        link || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(strays.map(([place, { resolved }]) => `${place}: ${resolved}`)).toEqual([]);
    expect(existsSync(join(root, '.npmrc')) ? read('.npmrc') : '').not.toMatch(/registry\s*=/);
  });

  test('that the manifest names are the ones that are locked', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    for (const [name, range] of Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    })) {
      expect(range, name).toMatch(/^[\^~]?\d+(\.\d+){0,2}$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBeTruthy();
    }
  });

  test('run no script when they are installed, but the one that brings SQLite', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    expect(allowScripts).toEqual({ sqlite3: true, 'msgpackr-extract': false });
  });
});

describe('the container', () => {
  const images = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(match => match[1] ?? '');

  test('starts from images of one exact version or content', () => {
    expect(images.length).toBe(2);
    for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$|:\d+\.\d+\.\d+-[a-z-]+$/);
  });

  test('has the same version of Node in both of its stages, and runs as an ordinary user', () => {
    const versions = images.map(image => /:(\d+\.\d+\.\d+)/.exec(image)?.[1]);
    expect(new Set(versions).size).toBe(1);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });

  test('takes neither settings nor data of whoever builds it with it', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', 'data', '.git']));
  });
});

test('what the repository has others run is pinned to a commit', () => {
  const folder = join(root, '.github', 'workflows');
  const workflows = existsSync(folder)
    ? readdirSync(folder).map(file => readFileSync(join(folder, file), 'utf8'))
    : [];
  const used = workflows.flatMap(text => [...text.matchAll(/uses:\s*(\S+)/g)].map(match => match[1] ?? ''));
  expect(used.filter(action => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
});

describe('SECURITY.md', () => {
  const text = read('SECURITY.md');
  const rows = text
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| who'));
  const named = [...text.matchAll(/`(tests\/[\w./-]+)`/g)].map(match => match[1] ?? '');

  test('names only tests there are', () => {
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter(file => !existsSync(join(root, file)))).toEqual([]);
  });

  test('names for every threat a test, or says that it is out of reach', () => {
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const row of rows) {
      expect(row.split('|')).toHaveLength(6);
      expect(row).toMatch(/`tests\/[\w./-]+`|out of reach/);
    }
  });
});

const isSha512 = (integrity: string | undefined) => /^sha512-[A-Za-z0-9+/]{86}==/.test(integrity ?? '');
