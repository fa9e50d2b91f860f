import { plain, slipsAllowed, slipsBetween } from './letters.ts';

/** Which words of a language count as one, and which endings say little: content/<language>/words.yaml. */
export interface WordForms {
  /** By word, the words it counts as: `mum` as `mom`, `dont` as `do not`. */
  same: ReadonlyMap<string, readonly string[]>;
  /** Longest first. */
  endings: readonly Ending[];
}

interface Ending {
  ending: string;
  /** What stands in its place. */
  becomes: string;
}

/** Gives every term a number: words without their endings, pieces of words, neighbours, and pairs with one word between. */
export interface Terms {
  /** The terms of a text, each once. Those never met before get the next number. */
  learn(text: string): number[];
  /** Those of its terms that were met before, each once; and its words, with `undefined` for each that was not. */
  read(text: string): { terms: number[]; words: (number | undefined)[] };
  /** How many numbers there are. */
  size(): number;
}

export function createTerms(forms: WordForms): Terms {
  const [words, pieces] = [new Map<string, number>(), new Map<string, number>()];
  const pairs = [new Map<number, number>(), new Map<number, number>()];
  /** Words in the order they were met: pairs are known by two places in it. */
  const stems = new Map<string, number>();
  const met = new Map<string, Spelt[]>();
  const byBeginning = new Map<string, string[]>();
  let size = 0;
  const numberIn = <K>(map: Map<K, number>, key: K, learning: boolean): number | undefined => {
    const known = map.get(key);
    if (known !== undefined || !learning) return known;
    map.set(key, size);
    size += 1;
    return size - 1;
  };
  const spell = (word: string, learning: boolean): Spelt[] => {
    const known = met.get(word);
    if (known) return known;
    const spelt = (forms.same.get(word) ?? [word]).map(same => {
      const stem = stemOf(same, forms.endings);
      if (learning && !stems.has(stem)) stems.set(stem, stems.size);
      return {
        place: stems.get(stem),
        term: numberIn(words, stem, learning),
        pieces: piecesOf(stem).map(piece => numberIn(pieces, piece, learning)),
      };
    });
    if (!learning) return spelt;
    met.set(word, spelt);
    const alike = byBeginning.get(word.slice(0, 1));
    if (alike) alike.push(word);
    else byBeginning.set(word.slice(0, 1), [word]);
    return spelt;
  };
  const read = (text: string, learning: boolean) => {
    const spelt = wordsOf(text).flatMap(word =>
      spell(learning || met.has(word) ? word : meant(word, byBeginning.get(word.slice(0, 1))), learning),
    );
    const terms = new Set<number | undefined>();
    for (const { term, pieces } of spelt) {
      terms.add(term);
      for (const piece of pieces) terms.add(piece);
    }
    for (const [between, known] of pairs.entries()) {
      for (let at = between + 1; at < spelt.length; at += 1) {
        const [one, other] = [spelt[at - between - 1]?.place, spelt[at]?.place];
        if (one === undefined || other === undefined || Math.max(one, other) >= mostPlaces) continue;
        terms.add(numberIn(known, one * mostPlaces + other, learning));
      }
    }
    terms.delete(undefined);
    return { terms: [...terms] as number[], words: spelt.map(({ term }) => term) };
  };
  return { learn: text => read(text, true).terms, read: text => read(text, false), size: () => size };
}

/** A word as it was met: its place among the words, its own number, and those of its pieces. */
interface Spelt {
  place: number | undefined;
  term: number | undefined;
  pieces: readonly (number | undefined)[];
}

/** Bare numbers say nothing about a feeling. */
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(' ')
    .filter(word => /\p{L}/u.test(word));

/** The one of these words that is a slip of the finger away; the word itself where there is none. */
function meant(word: string, alike: readonly string[] = []): string {
  if (word.length < shortestWithSlips) return word;
  let [best, fewest] = [word, slipsAllowed(word.length) + 1];
  for (const other of alike) {
    if (other.length < shortestWithSlips || Math.abs(other.length - word.length) >= fewest) continue;
    const slips = slipsBetween(other, word);
    if (slips < fewest) [best, fewest] = [other, slips];
  }
  return best;
}

/** A word without its usual ending: enough to join `trust`, `trusted` and `trusting`. */
function stemOf(word: string, endings: readonly Ending[]): string {
  if (word.length < shortest) return word;
  const found = endings.find(({ ending }) => word.endsWith(ending) && word.length - ending.length >= 2);
  const stem = found ? word.slice(0, -found.ending.length) + found.becomes : word;
  return stem.replace(/([bdfgmnprt])\1$/, '$1').replace(/e$/, '');
}

/** Pieces bring together what is spelt or ended differently. */
function piecesOf(stem: string): string[] {
  if (stem.length < shortest) return [];
  const framed = `_${stem}_`;
  return Array.from({ length: framed.length - pieceLength + 1 }, (_, at) =>
    framed.slice(at, at + pieceLength),
  );
}

const shortest = 4;
const shortestWithSlips = 6;
const pieceLength = 4;
/** Two places make one small whole number, which is quick to look up. Words beyond this many are known by themselves only. */
const mostPlaces = 2 ** 15;
