import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/library/load.ts';
import type { Found, Topic } from '../../src/library/schema.ts';
import { createSearch } from '../../src/library/search.ts';
import { CONTENT } from './content-copy.ts';

const { topics } = (await loadLibrary(CONTENT)).words('en');
const search = createSearch(topics);
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
    const again = createSearch(topics);
    for (const words of topics.flatMap(({ ways }) => ways.map(way => `${way} and more`))) {
      const found = search(words);
      expect(found.nearest.length).toBeLessThanOrEqual(3);
      expect(new Set(found.nearest).size).toBe(found.nearest.length);
      expect(again(words)).toEqual(found);
    }
  });

  it('works with no topics, and answers a long text quickly', () => {
    expect(createSearch([])('anything')).toEqual({ fit: 'none', nearest: [] });
    const long = topics
      .flatMap(({ ways }) => ways)
      .join(' ')
      .slice(0, 4000);
    const start = performance.now();
    search(long);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('how sure search is, measured', () => {
  let left: { fit: Found['fit']; first: boolean; among: boolean }[] = [];
  const share = (some: number, all: number) => some / Math.max(1, all);

  beforeAll(() => {
    left = topics.flatMap(topic =>
      topic.ways.flatMap((way, index) => (index % 5 === 0 ? [leftOut(topic, way)] : [])),
    );
    const off = offTopic.map(line => search(line).fit);
    const counts = (fits: Found['fit'][]) =>
      ['good', 'thin', 'none'].map(fit => `${fit} ${fits.filter(other => other === fit).length}`).join(', ');
    const first = left.filter(({ first }) => first).length;
    const among = left.filter(({ among }) => among).length;
    console.log(
      `ways left out: ${counts(left.map(({ fit }) => fit))}; first ${first}, among three ${among} of ${left.length}\n` +
        `off topic: ${counts(off)}`,
    );
  });

  it('is mostly right where it is sure, with ways of saying it has not seen', () => {
    const sure = left.filter(({ fit }) => fit === 'good');
    expect(share(sure.filter(({ first }) => first).length, sure.length)).toBeGreaterThan(0.5);
    expect(share(left.filter(({ among }) => among).length, left.length)).toBeGreaterThan(0.6);
    expect(share(left.filter(({ fit }) => fit === 'none').length, left.length)).toBeLessThan(0.4);
  });

  it('is rarely sure of a line about something else, and mostly says that nothing fits', () => {
    const fits = offTopic.map(line => search(line).fit);
    expect(share(fits.filter(fit => fit === 'good').length, fits.length)).toBeLessThan(0.05);
    expect(share(fits.filter(fit => fit === 'none').length, fits.length)).toBeGreaterThan(0.85);
  });
});

const offTopic = (await readFile(new URL('./fixtures/off-topic.txt', import.meta.url), 'utf8'))
  .split('\n')
  .filter(line => line && !line.startsWith('#'));

/** Searches for a way of saying with a library that has every way but this one. */
function leftOut(topic: Topic, way: string) {
  const without = topics.map(other =>
    other.id === topic.id ? { ...other, ways: other.ways.filter(other => other !== way) } : other,
  );
  const found = createSearch(without)(way);
  return { fit: found.fit, first: ids(found)[0] === topic.id, among: ids(found).includes(topic.id) };
}
