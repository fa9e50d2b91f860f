import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { buildContent } from '../../src/library/build.ts';
import { builtDocuments, readBuilt } from '../../src/library/built.ts';
import type { Fault } from '../../src/library/faults.ts';
import { buildLibrary } from '../../src/library/load.ts';
import { createDocuments } from '../../src/library/parse.ts';
import { readTree } from '../../src/library/tree.ts';

const CONTENT = join(packageRoot(import.meta.url), 'content');
const folder = await mkdtemp(join(tmpdir(), 'steady-built-'));
const file = join(folder, 'content.json');
await buildContent(CONTENT, file);
afterAll(() => rm(folder, { recursive: true }));

describe('words that were built', () => {
  it('are those of the texts themselves, every one', async () => {
    const tree = await readTree(CONTENT, []);
    const [built, parsed] = [await builtDocuments(file), createDocuments()];
    const yaml = [...tree.texts].filter(([path]) => path.endsWith('.yaml'));
    const markdown = [...tree.texts].filter(([path]) => path.endsWith('.md'));
    for (const [path, text] of yaml)
      expect(built.yaml(path, text, []).data).toEqual(parsed.yaml(path, text, []).data);
    for (const [path, text] of markdown) {
      const [one, other] = [built.markdown(path, text, []), parsed.markdown(path, text, [])];
      expect({ ...one, front: one.front.data }).toEqual({ ...other, front: other.front.data });
    }
    expect([yaml.length, markdown.length].every(count => count > 10)).toBe(true);
  });

  it('make a library without a text being parsed', async () => {
    const tree = await readTree(CONTENT, [], await builtDocuments(file));
    expect(buildLibrary(tree, [])?.words('en').topics.length).toBeGreaterThan(10);
  });

  it('are not taken for a text that was changed since', async () => {
    const text = 'title: Anger\n';
    const small = await mkdtemp(join(folder, 'content-'));
    await writeFile(join(small, 'a.yaml'), text);
    const own = join(folder, 'small.json');
    await buildContent(small, own);
    const documents = await builtDocuments(own);
    expect(documents.yaml('a.yaml', text, [])).toMatchObject({ broken: false, data: { title: 'Anger' } });
    const faults: Fault[] = [];
    expect(documents.yaml('a.yaml', 'title: anger\n', faults).broken).toBe(true);
    expect(faults).toHaveLength(1);
  });

  it('leave out what has a fault, and what JSON would change', async () => {
    const small = await mkdtemp(join(folder, 'content-'));
    await writeFile(join(small, 'a.yaml'), 'a: 1\na: 2\n');
    await writeFile(join(small, 'b.yaml'), 'a: .inf\n');
    await writeFile(join(small, 'c.yaml'), 'a: 3\n');
    const own = join(folder, 'faults.json');
    await buildContent(small, own);
    expect(Object.values(await readBuilt(own))).toEqual([{ a: 3 }]);
  });

  it('are written anew only where a text has changed', async () => {
    const before = await stat(file);
    await buildContent(CONTENT, file);
    expect((await stat(file)).ino).toBe(before.ino);
  });

  it('are done without where the file is none', async () => {
    const none = join(folder, 'none.json');
    expect(await readBuilt(none)).toEqual({});
    await writeFile(none, (await readFile(file, 'utf8')).slice(0, 1_000));
    expect(await readBuilt(none)).toEqual({});
    await buildContent(CONTENT, none);
    expect(await readBuilt(none)).toEqual(await readBuilt(file));
  });
});
