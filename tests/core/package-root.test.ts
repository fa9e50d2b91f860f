import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'package-root-')));
});

afterEach(() => rm(folder, { recursive: true }));

const moduleIn = (...path: string[]) => pathToFileURL(join(folder, ...path, 'module.js')).href;

describe('the root of the package', () => {
  it('is the folder of the nearest package.json above the module, whether it is built or not', async () => {
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'package.json'), '{}');
    await writeFile(join(folder, 'inner', 'package.json'), '{}');
    expect(packageRoot(moduleIn('src', 'core'))).toBe(folder);
    expect(packageRoot(moduleIn('dist', 'src', 'core'))).toBe(folder);
    expect(packageRoot(moduleIn('inner', 'src'))).toBe(join(folder, 'inner'));
  });

  it('is missed loudly, naming where the search began', () => {
    const start = join(parse(folder).root, 'nowhere', 'at-all');
    expect(() => packageRoot(pathToFileURL(join(start, 'module.js')).href)).toThrow(
      `Expected a package.json above ${start}, found none.`,
    );
  });
});
