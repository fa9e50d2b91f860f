import type { Item, Phrase } from '../library/crisis-notation.ts';

/** Where a phrase was found: words `start` up to, but not including, `end`. */
export interface Match<Tag> {
  tag: Tag;
  phrase: Phrase;
  start: number;
  end: number;
}

/** Phrases with what they stand for. */
export interface Tagged<Tag> {
  tag: Tag;
  phrase: Phrase;
}

/**
 * A function that finds every phrase in a list of words, an empty word being the end of a sentence. A phrase looks at a bounded
 * number of words from each place, so the time grows in step with the text.
 */
export function createFinder<Tag>(
  phrases: readonly Tagged<Tag>[],
): (words: readonly string[]) => Match<Tag>[] {
  const byFirst = new Map<string, Ready<Tag>[]>();
  const anywhere: Ready<Tag>[] = [];
  const compile = createCompiler();
  const couldMatch = createSieve(phrases.map(({ phrase }) => phrase));
  for (const [number, { tag, phrase }] of phrases.entries()) {
    const ready = { tag, phrase, number, steps: compile(phrase.items) };
    const firsts = firstWords(phrase.items);
    if (!firsts) anywhere.push(ready);
    for (const first of firsts ?? []) push(byFirst, first, ready);
  }
  return words => {
    const found: Match<Tag>[] = [];
    const possible = couldMatch(words);
    const seek = (ready: readonly Ready<Tag>[], start: number) => {
      for (const { tag, phrase, number, steps } of ready) {
        if (!possible[number]) continue;
        const end = furthest(follow(steps, words, [start]));
        if (end > start) found.push({ tag, phrase, start, end });
      }
    };
    for (const [start, word] of words.entries()) {
      seek(byFirst.get(word) ?? [], start);
      seek(anywhere, start);
    }
    return found;
  };
}

/** The plain words of phrases, those of their alternatives too. */
export function wordsOf(phrases: readonly Phrase[]): Set<string> {
  const words = new Set<string>();
  const read = new Set<readonly Item[]>();
  const add = (items: readonly Item[]): void => {
    // Many phrases share the alternatives of a set.
    if (read.has(items)) return;
    read.add(items);
    for (const item of items) {
      if (item.kind === 'word') words.add(item.word);
      else if (item.kind === 'any') for (const alternative of item.of) add(alternative);
    }
  };
  for (const { items } of phrases) add(items);
  return words;
}

interface Ready<Tag> extends Tagged<Tag> {
  number: number;
  steps: readonly Step[];
}

/** Tells for each phrase, by its number, whether the words hold one for each part of it that may not be missing. */
function createSieve(phrases: readonly Phrase[]): (words: readonly string[]) => boolean[] {
  const parts = new Map<string, number[]>();
  const phraseOf: number[] = [];
  const needed = phrases.map(({ items }, number) => {
    const sets = items.filter(item => !mayBeMissing(item)).flatMap(item => firstWords([item]) ?? []);
    for (const set of sets) {
      for (const word of set) push(parts, word, phraseOf.length);
      phraseOf.push(number);
    }
    return sets.length;
  });
  return words => {
    const missing = [...needed];
    const met = new Set<number>();
    for (const word of new Set(words)) {
      for (const part of parts.get(word) ?? []) {
        if (met.has(part)) continue;
        met.add(part);
        const number = phraseOf[part] ?? 0;
        missing[number] = (missing[number] ?? 0) - 1;
      }
    }
    return missing.map(count => count === 0);
  };
}

/** One item made ready: alternatives sorted by the word they begin with, so that only fitting ones are followed. */
type Step =
  | { kind: 'one'; fits: (word: string) => boolean; optional: boolean }
  | { kind: 'gap'; most: number }
  | {
      kind: 'any';
      single: ReadonlySet<string>;
      more: ReadonlyMap<string, Step[][]>;
      rest: Step[][];
      optional: boolean;
    };

/** Sets are shared by many phrases, so their alternatives are made ready once. */
function createCompiler(): (items: readonly Item[]) => Step[] {
  const known = new Map<Item, Step>();
  const compile = (items: readonly Item[]): Step[] =>
    items.map(item => {
      const step = known.get(item) ?? ready(item);
      known.set(item, step);
      return step;
    });
  const ready = (item: Item): Step => {
    if (item.kind === 'gap') return item;
    if (item.kind !== 'any') return { kind: 'one', fits: word => fits(item, word), optional: item.optional };
    const single = new Set<string>();
    const more = new Map<string, Step[][]>();
    const rest: Step[][] = [];
    for (const alternative of item.of) {
      const [first, second] = alternative;
      const firsts = firstWords(alternative);
      if (first?.kind === 'word' && !first.optional && !second) single.add(first.word);
      else if (!firsts || alternative.every(mayBeMissing)) rest.push(compile(alternative));
      else for (const word of firsts) push(more, word, compile(alternative));
    }
    return { kind: 'any', single, more, rest, optional: item.optional };
  };
  return compile;
}

/** All places where the steps can end when they begin at one of `starts`. */
function follow(
  steps: readonly Step[],
  words: readonly string[],
  starts: readonly number[],
): readonly number[] {
  let places = starts;
  for (const step of steps) {
    if (places.length === 0) return places;
    places = take(step, words, places);
  }
  return places;
}

function take(step: Step, words: readonly string[], places: readonly number[]): number[] {
  const next: number[] = step.kind !== 'gap' && step.optional ? [...places] : [];
  const add = (place: number) => {
    if (!next.includes(place)) next.push(place);
  };
  for (const place of places) {
    const word = words[place] ?? '';
    if (step.kind === 'gap') {
      add(place);
      for (let at = place; at < place + step.most && words[at]; at += 1) add(at + 1);
    } else if (word === '') continue;
    else if (step.kind === 'one') {
      if (step.fits(word)) add(place + 1);
    } else {
      if (step.single.has(word)) add(place + 1);
      for (const steps of step.more.get(word) ?? [])
        for (const end of follow(steps, words, [place])) add(end);
      for (const steps of step.rest) for (const end of follow(steps, words, [place])) add(end);
    }
  }
  return next;
}

function fits(item: Exclude<Item, { kind: 'gap' | 'any' }>, word: string): boolean {
  if (item.kind === 'word') return word === item.word;
  if (item.kind === 'stem') return word.startsWith(item.stem);
  return (item.kind === 'year' ? YEAR : NUMBER).test(word);
}

/** The words that items can begin with; nothing when they can begin with a stem or a number. */
function firstWords(items: readonly Item[]): Set<string> | undefined {
  const firsts = new Set<string>();
  for (const item of items) {
    if (item.kind !== 'word' && item.kind !== 'any') return undefined;
    for (const alternative of item.kind === 'any' ? item.of : [[item]]) {
      if (alternative.length === 1 && alternative[0]?.kind === 'word') firsts.add(alternative[0].word);
      else {
        const inner = firstWords(alternative);
        if (!inner) return undefined;
        for (const first of inner) firsts.add(first);
      }
    }
    if (!mayBeMissing(item)) break;
  }
  return firsts;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const mayBeMissing = (item: Item): boolean => item.kind === 'gap' || item.optional;

function furthest(places: readonly number[]): number {
  let end = -1;
  for (const place of places) if (place > end) end = place;
  return end;
}

const NUMBER = /^\d{1,6}$/;
const YEAR = /^(?:19|20)\d\d$/;
