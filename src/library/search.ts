import MiniSearch from 'minisearch';
import { plain, slipsAllowed, slipsBetween } from './letters.ts';
import type { Found, Search, Topic } from './schema.ts';

/** Makes the search over topics. Build it once and keep it: that takes some ten milliseconds. The same words always find the same. */
export function createSearch(topics: readonly Topic[]): Search {
  const byId = new Map(topics.map(topic => [topic.id, topic]));
  const index = new MiniSearch<{ id: string }>({
    fields: ['title', 'ways', 'card'],
    tokenize: tokens,
    processTerm: term => term,
    searchOptions: { boost: { title: 2, card: 0.5 } },
  });
  index.addAll(topics.map(topic => ({ id: topic.id, ...fieldsOf(topic) })));
  const vocabulary = createVocabulary(topics);

  const said = new Map(topics.flatMap(topic => [...topic.ways, topic.title].map(way => [plain(way), topic])));

  return words => {
    const exact = said.get(plain(words));
    const hits = index.search(words);
    const nearest = new Set(exact ? [exact] : []);
    for (const { id } of hits.slice(0, 3)) nearest.add(byId.get(id as string) as Topic);
    const [first, second] = hits;
    const covered = first ? vocabulary(words, first.id as string) : 0;
    const lead = first && second ? first.score / second.score : Infinity;
    return { fit: exact ? 'good' : fitOf(covered, lead), nearest: [...nearest].slice(0, 3) };
  };
}

/**
 * Measured by leaving out each way of saying in turn and searching for it, against lines about weather, tax, games and doses:
 * tests/library/search.test.ts prints and holds the figures.
 */
function fitOf(covered: number, lead: number): Found['fit'] {
  if (covered < LEAST_COVERED) return 'none';
  return covered >= WELL_COVERED && lead >= CLEAR_LEAD ? 'good' : 'thin';
}

/**
 * How much of what was said a topic speaks of, from 0 to 1, rare words weighing more. Without it a single shared word would make
 * a page of anything.
 */
function createVocabulary(topics: readonly Topic[]): (words: string, topic: string) => number {
  const stems = new Map(topics.map(topic => [topic.id, stemsOf(Object.values(fieldsOf(topic)).join(' '))]));
  const weigh = (stem: string): number => {
    const holders = [...stems.values()].filter(known => knows(known, stem)).length;
    return Math.log(1 + (topics.length + 1) / (holders + 0.5));
  };
  return (words, topic) => {
    const own = stems.get(topic) ?? new Set<string>();
    let all = 0;
    let covered = 0;
    for (const stem of stemsOf(words)) {
      const weight = weigh(stem);
      all += weight;
      if (knows(own, stem)) covered += weight;
    }
    return all === 0 ? 0 : covered / all;
  };
}

function fieldsOf({ title, ways, feels, why, help }: Topic): { title: string; ways: string; card: string } {
  return { title, ways: ways.join('\n'), card: [feels, why, help].map(({ text }) => text).join('\n') };
}

/** Stems, pairs of neighbours, and pieces of words, which bring together what is spelt or ended differently. */
function tokens(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const words = wordsOf(line);
    const stems = words.map(stemOf);
    const pairs = stems.slice(1).map((stem, index) => `${stems[index]}+${stem}`);
    return [...stems, ...pairs, ...words.flatMap(piecesOf)];
  });
}

function piecesOf(word: string): string[] {
  const framed = `_${word}_`;
  const count = Math.max(0, framed.length - PIECE_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => `#${framed.slice(at, at + PIECE_LENGTH)}`);
}

/** The stems of the words that say something. */
function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text)
      .filter(word => !EMPTY.has(word))
      .map(stemOf),
  );
}

function wordsOf(text: string): string[] {
  return plain(text).split(' ').filter(Boolean);
}

/** A word without its common English ending: enough to join `trust`, `trusted` and `trusting`. */
function stemOf(word: string): string {
  if (word.length < 4) return word;
  if (word.length === 4) return word.replace(/s$/, '');
  return word
    .replace(/ies$/, 'y')
    .replace(/(?<=..)(?:ing|edly|ed|ly|es|s|ness)$/, '')
    .replace(/([bdfgmnprt])\1$/, '$1')
    .replace(/e$/, '');
}

/** Whether the stem, or one a slip away that begins alike, is there. */
function knows(stems: ReadonlySet<string>, stem: string): boolean {
  if (stems.has(stem)) return true;
  if (stem.length < LEAST_LENGTH_FOR_SLIPS) return false;
  const allowed = slipsAllowed(stem.length);
  return [...stems].some(
    known =>
      known[0] === stem[0] &&
      Math.abs(known.length - stem.length) <= allowed &&
      slipsBetween(known, stem) <= allowed,
  );
}

const LEAST_COVERED = 0.3;
const WELL_COVERED = 0.5;
const CLEAR_LEAD = 1.5;
const LEAST_LENGTH_FOR_SLIPS = 6;
const PIECE_LENGTH = 4;

/** Words that say nothing about a topic. They still count in the pairs. */
const EMPTY = new Set(
  (
    'a am an and any are as at be been but by can cause cos could did do does for from get got had has have he hello her hers hey ' +
    'hi him his how i id if ill im in is it its ive just lol me much my no not of oh ok okay on or our please really she so some ' +
    'test thank thanks that thats the their them then there they this to u us very was we were what whats when where which who ' +
    'why will with would yes you your'
  ).split(' '),
);
