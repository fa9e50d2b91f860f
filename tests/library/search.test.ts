import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildLibrary } from '../../src/library/load.ts';
import type { Found, Search } from '../../src/library/schema.ts';
import { readTree } from '../../src/library/tree.ts';
import { CONTENT } from './content-copy.ts';
import { foldsOf } from './folds.ts';

const tree = await readTree(CONTENT, []);
const shipped = wordsWith(new Map());
const { topics, search } = shipped;
const ids = ({ nearest }: Found) => nearest.map(({ id }) => id);

describe('search', () => {
  it('finds every topic by its title and by every way of saying it', () => {
    for (const topic of topics) {
      for (const way of [topic.title, ...topic.ways]) {
        const found = search(`  ${way.toUpperCase()}! `);
        expect([way, found.fit, ids(found)[0]]).toEqual([way, 'good', topic.id]);
      }
    }
  });

  it.each([
    ['i cant sleep at all since he told me', 'sleep'],
    ['awake again at 4am staring at the ceiling', 'sleep'],
    ['I am so angry and full of rage', 'anger'],
    ['i feel numb and empty inside', 'numbness'],
    ['i keep blaming myself, was it my fault?', 'self-blame'],
    ['jumpy and on edge when the door slams', 'on-edge'],
    ['i can not trust anybody any more', 'lost-trust'],
    ['so lonely, nobody to talk to about it', 'loneliness'],
    ['I keep overthinking every conversation', 'overthinking'],
    ['that song reminded me of everything and set me off', 'reminders'],
    ['yesterday i was fine and today i fell apart again', 'waves'],
  ])('finds for "%s" the page %s', (words, topic) => {
    expect(ids(search(words))).toContain(topic);
    expect(search(words).fit).not.toBe('none');
    expect(ids(search(words))[0]).toBe(topic);
  });

  it.each([
    ['slips', 'overthikning evrything', 'overthinking'],
    ['capitals and marks', 'SO!!! ANGRY???', 'anger'],
    ['another ending', 'trusting people', 'lost-trust'],
  ])('forgives %s', (_, words, topic) => {
    expect(ids(search(words))[0]).toBe(topic);
  });

  it.each(['', ' ', '!!!', '💤', '???? 12'])('says that nothing fits "%s"', words => {
    expect(search(words).fit).toBe('none');
  });

  it('gives three pages at most, none twice, and the same ones every time', () => {
    const again = wordsWith(new Map());
    for (const words of topics.flatMap(({ ways }) =>
      ways.filter((_, at) => at % 10 === 0).map(way => `${way} and more`),
    )) {
      const found = search(words);
      expect(found.nearest.length).toBeLessThanOrEqual(3);
      expect(new Set(found.nearest).size).toBe(found.nearest.length);
      const same = again.search(words);
      expect([same.fit, ids(same)]).toEqual([found.fit, ids(found)]);
    }
  });

  it('gives no page at all where no letter of it is known', () => {
    expect(search('ツ').nearest).toEqual([]);
  });
});

describe('search, measured', () => {
  it('finds left-out ways of saying: the right page first in 65 of 100, among three in 85', () => {
    const all = topics.flatMap(({ id, ways }) => ways.map(way => ({ id, way })));
    const fold = foldsOf(
      all.map(({ way }) => way),
      FOLDS,
    );
    const results = Array.from({ length: FOLDS }, (_, left) => {
      const kept = new Map(topics.map(({ id }) => [id, [] as string[]]));
      for (const [at, { id, way }] of all.entries()) if (fold[at] !== left) kept.get(id)?.push(way);
      const { search } = wordsWith(kept);
      return all.filter((_, at) => fold[at] === left).map(({ id, way }) => judged(search, way, id));
    }).flat();
    report('left out', results);
    expect(results.length).toBe(all.length);
    expect(share(results, ({ first }) => first)).toBeGreaterThanOrEqual(0.65);
    expect(share(results, ({ among }) => among)).toBeGreaterThanOrEqual(0.85);
    expect(share(results, ({ fit }) => fit === 'none')).toBeLessThan(0.1);
  }, 120_000);

  it('finds what a fresh mind wrote: the right page first in 80 of 100, among three in 90', () => {
    const results = Object.entries(fresh).flatMap(([id, phrases]) =>
      phrases.map(phrase => judged(search, phrase, id)),
    );
    const titles = new Map(topics.map(({ id, title }) => [id, new Set(wordsOf(title))]));
    const apart = results.filter(
      ({ id, phrase }) => !wordsOf(phrase).some(word => titles.get(id)?.has(word)),
    );
    report('fresh', results);
    report('fresh, without any word of a title', apart);
    expect(results).toHaveLength(200);
    expect(share(results, ({ first }) => first)).toBeGreaterThanOrEqual(0.8);
    expect(share(results, ({ among }) => among)).toBeGreaterThanOrEqual(0.9);
    expect(share(apart, ({ first }) => first)).toBeGreaterThanOrEqual(0.75);
    expect(share(results, ({ fit }) => fit === 'none')).toBeLessThan(0.1);
  });

  it('says of 80 in 100 lines about something else that nothing fits, and is sure of almost none', () => {
    const fits = offTopic.map(line => search(line).fit);
    const counts = ['none', 'thin', 'good'].map(
      fit => `${fit} ${fits.filter(other => other === fit).length}`,
    );
    console.log(`about something else: ${counts.join(', ')}`);
    expect(share(fits, fit => fit === 'none')).toBeGreaterThanOrEqual(0.8);
    expect(share(fits, fit => fit === 'good')).toBeLessThanOrEqual(0.05);
  });
});

/** The English words with other ways of saying these topics. */
function wordsWith(ways: ReadonlyMap<string, readonly string[]>) {
  const changed = [...ways].map(([id, lines]) => [`en/ways/${id}.txt`, lines.join('\n')] as const);
  const library = buildLibrary({ ...tree, texts: new Map([...tree.texts, ...changed]) }, []);
  if (!library) throw new Error('Expected the content to load.');
  return library.words('en');
}

interface Judged {
  id: string;
  phrase: string;
  fit: Found['fit'];
  first: boolean;
  among: boolean;
}

function judged(search: Search, phrase: string, id: string): Judged {
  const found = search(phrase);
  return { id, phrase, fit: found.fit, first: ids(found)[0] === id, among: ids(found).includes(id) };
}

function report(name: string, results: readonly Judged[]): void {
  const percent = (wanted: (one: Judged) => boolean) => `${(100 * share(results, wanted)).toFixed(1)} %`;
  const fits = (['good', 'thin', 'none'] as const).map(fit => `${fit} ${percent(one => one.fit === fit)}`);
  const [first, among] = [percent(one => one.first), percent(one => one.among)];
  const sure = results.filter(({ fit }) => fit === 'good');
  console.log(
    `${name}: ${results.length} lines, first ${first}, among three ${among}; ${fits.join(', ')}; ` +
      `right where sure ${(100 * share(sure, ({ first }) => first)).toFixed(1)} %`,
  );
}

const share = <T>(all: readonly T[], wanted: (one: T) => boolean): number =>
  all.filter(wanted).length / Math.max(1, all.length);
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/\p{L}+/gu) ?? [];
const linesOf = async (name: string) =>
  (await readFile(new URL(`./fixtures/${name}`, import.meta.url), 'utf8'))
    .split('\n')
    .filter(line => line && !line.startsWith('#'));

const FOLDS = 5;
const fresh = parse((await linesOf('fresh-phrases.yaml')).join('\n')) as Record<string, string[]>;
const offTopic = await linesOf('fresh-off-topic.txt');
