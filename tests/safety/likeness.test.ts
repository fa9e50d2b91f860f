import { describe, expect, it } from 'vitest';
import { PHRASE_CLASSES } from '../../src/library/crisis-schema.ts';
import { buildLibrary } from '../../src/library/load.ts';
import { readTree } from '../../src/library/tree.ts';
import { createDetector, type Detect } from '../../src/safety/crisis.ts';
import { CONTENT } from '../library/content-copy.ts';
import { foldsOf } from '../library/folds.ts';
import { labelled } from './content.ts';

const tree = await readTree(CONTENT, []);
const detect = detectorWith(new Map());
const HARD = ['self_harm', 'already_hurt', 'harmed_by_other', 'harm_to_other'];
const CALM = ['alarms/harmless', 'alarms/hurting', 'elsewhere'];

describe('lines that were left out of what the detector learns from', () => {
  it('get a card where they need one, and mostly none where they do not', () => {
    const files = [...PHRASE_CLASSES.map(name => `alarms/${name}`), ...CALM];
    const lines = files.flatMap(file => linesOf(file).map(text => ({ file, text })));
    const fold = foldsOf(
      lines.map(({ text }) => text),
      FOLDS,
    );
    const read = Array.from({ length: FOLDS }, (_, left) => {
      const kept = new Map(files.map(file => [file, [] as string[]]));
      for (const [at, { file, text }] of lines.entries()) if (fold[at] !== left) kept.get(file)?.push(text);
      const detect = detectorWith(kept);
      return lines.flatMap(({ file, text }, at) =>
        fold[at] === left ? [{ name: file, ...seen(detect, text) }] : [],
      );
    }).flat();
    const figures = report('left out', read);
    expect(read).toHaveLength(lines.length);
    for (const name of HARD)
      expect([name, figures.get(`alarms/${name}`)?.carded]).toSatisfy(([, carded]) => carded > 0.8);
    for (const name of CALM) expect([name, figures.get(name)?.hard]).toSatisfy(([, hard]) => hard < 0.06);
  }, 120_000);
});

describe('what a fresh mind wrote, never used for tuning', async () => {
  const unseen = await labelled('unseen');
  const read = Object.entries(unseen).flatMap(([name, says]) =>
    says.map(text => ({ name, text, ...seen(detect, text) })),
  );
  const figures = report('unseen', read);

  it.each(Object.entries(LEAST_CAUGHT))('gets a card: %s, %d of 1', (name, least) => {
    expect(figures.get(name)?.carded).toBeGreaterThanOrEqual(least);
  });

  it('rarely gets a hard card where it is ordinary, and seldom any', () => {
    expect(unseen.ordinary).toHaveLength(200);
    expect(figures.get('ordinary')?.hard).toBeLessThanOrEqual(0.03);
    expect(figures.get('ordinary')?.carded).toBeLessThanOrEqual(0.1);
  });
});

interface Seen {
  carded: boolean;
  hard: boolean;
}

function seen(detect: Detect, text: string): Seen {
  const found = detect(text).class;
  return { carded: found !== 'none', hard: HARD.includes(found) };
}

/** Prints and gives, by name, the share that gets any card and the share that gets a hard one. */
function report(what: string, read: readonly (Seen & { name: string })[]) {
  const names = [...new Set(read.map(({ name }) => name))];
  const figures = new Map(
    names.map(name => {
      const own = read.filter(one => one.name === name);
      const share = (key: keyof Seen) => own.filter(one => one[key]).length / own.length;
      return [name, { all: own.length, carded: share('carded'), hard: share('hard') }] as const;
    }),
  );
  const lines = [...figures].map(
    ([name, { all, carded, hard }]) =>
      `${name} ${all}: any ${(carded * 100).toFixed(1)} %, hard ${(hard * 100).toFixed(1)} %`,
  );
  // Whoever changes the words sees how well they are read, beyond the least that is asserted.
  console.log([what, ...lines].join('\n  '));
  return figures;
}

const linesOf = (file: string): string[] =>
  (tree.texts.get(`en/${file}.txt`) ?? '').split('\n').filter(line => line.trim() && !line.startsWith('#'));

/** The detector over the content with other lines in these files. */
function detectorWith(files: ReadonlyMap<string, readonly string[]>): Detect {
  const changed = [...files].map(([file, lines]) => [`en/${file}.txt`, lines.join('\n')] as const);
  const library = buildLibrary({ ...tree, texts: new Map([...tree.texts, ...changed]) }, []);
  if (!library) throw new Error('Expected the content to load.');
  return createDetector(library.words('en'));
}

const FOLDS = 5;
/** Everyone counts; this is what was reached, so that it does not fall again. */
const LEAST_CAUGHT = {
  self_harm: 0.93,
  already_hurt: 0.92,
  harmed_by_other: 0.95,
  harm_to_other: 0.9,
  other_person: 0.78,
  unclear: 0.8,
};
