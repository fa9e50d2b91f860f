import { DIGIT_FOR, STANDS_FOR, type Token } from './words.ts';

export interface Vocabulary {
  /** The words that phrases of a class are made of: slips are read as these. */
  wanted: ReadonlySet<string>;
  /** Words that mean themselves, however near to a wanted one they come. */
  known: ReadonlySet<string>;
  /** Wanted words that people disguise, split and run together. */
  disguised: readonly string[];
  /** Particular misspellings, by the word meant. */
  slips: Readonly<Record<string, readonly string[]>>;
}

/** A function that reads each token as the word that was meant, as far as the vocabulary knows one. */
export function createSpelling(vocabulary: Vocabulary): (found: readonly Token[]) => Token[] {
  const { wanted, known } = vocabulary;
  const disguised = new Set(vocabulary.disguised);
  const listed = new Map(
    Object.entries(vocabulary.slips).flatMap(([word, written]) => written.map(slip => [slip, word] as const)),
  );
  const guessed = guesses(wanted);
  const mean = (word: string): string[] => {
    if (wanted.has(word) || disguised.has(word)) return [word];
    const slip = listed.get(word);
    if (slip !== undefined) return [slip];
    if (known.has(word)) return [word];
    if (!/^\p{L}*$/u.test(word)) return unmasked(word, vocabulary.disguised);
    const short = squeezed(word);
    const near = wanted.has(short)
      ? short
      : (guessed.get(word) ?? guessed.get(short) ?? withOneLetterLess(word, wanted));
    return near === undefined ? apart(word, vocabulary) : [near];
  };
  return found =>
    joined(found, vocabulary, disguised).flatMap(token =>
      mean(token.word).map(word => ({ word, quoted: token.quoted })),
    );
}

/** Letters that belong together: "d i e", "k.i.l.l", "my self". */
function joined(found: readonly Token[], vocabulary: Vocabulary, disguised: ReadonlySet<string>): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const token = found[at];
    if (!token) break;
    const letters = spelledOut(found, at);
    const whole = letters.map(({ word }) => word).join('');
    const next = found[at + 1];
    if (letters.length >= 3 && (disguised.has(whole) || apart(whole, vocabulary).length > 1)) {
      kept.push({ word: whole, quoted: token.quoted });
      at += letters.length - 1;
    } else if (next && token.word && next.word && disguised.has(token.word + next.word)) {
      kept.push({ word: token.word + next.word, quoted: token.quoted });
      at += 1;
    } else kept.push(token);
  }
  return kept;
}

/** The single letters in a row from here, at most LONGEST of them. */
function spelledOut(found: readonly Token[], from: number): readonly Token[] {
  let end = from;
  while (end < found.length && end - from < LONGEST && isSingle(found[end])) end += 1;
  return found.slice(from, end);
}

/** Words run together (killmyself), when all parts are wanted and one of them is a word people disguise. */
function apart(word: string, { wanted, disguised }: Vocabulary): string[] {
  if (word.length > LONGEST || !disguised.some(part => word.includes(part))) return [word];
  const heavy = new Set(disguised);
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_PART); start < end && !best[end]; start += 1) {
      const [before, part] = [best[start], word.slice(start, end)];
      if (before && (wanted.has(part) || heavy.has(part))) best[end] = [...before, part];
    }
  }
  const parts = best[word.length];
  return parts?.some(part => heavy.has(part)) ? parts : [word];
}

/** The disguised word that the signs and digits leave room for; otherwise the letters between the signs. */
function unmasked(word: string, disguised: readonly string[]): string[] {
  const signs = Array.from(word);
  const letters = signs.filter(sign => /\p{L}/u.test(sign)).length;
  if (letters >= 2 && letters * 2 >= signs.length) {
    const meant = disguised.find(
      other => other.length === signs.length && signs.every((s, at) => may(s, other[at])),
    );
    if (meant !== undefined) return [meant];
  }
  return word.split(/[^\p{L}\p{N}]/u).filter(part => part !== '');
}

function may(sign: string, letter: string | undefined): boolean {
  const stands = STANDS_FOR.get(sign) ?? DIGIT_FOR.get(sign);
  if (letter === undefined) return false;
  return sign === letter || stands === '' || (stands?.includes(letter) ?? false);
}

/** Slips that need no list: doubled or single letters, and in longer words one letter left out or two swapped. */
function guesses(wanted: ReadonlySet<string>): Map<string, string> {
  const table = new Map<string, string>();
  const add = (slip: string, word: string) => {
    if (!wanted.has(slip) && !table.has(slip)) table.set(slip, word);
  };
  for (const word of wanted) if (word.length >= SHORTEST_DOUBLED) add(squeezed(word), word);
  for (const word of wanted) {
    for (let at = 1; word.length >= LONG_ENOUGH && at < word.length; at += 1) {
      add(word.slice(0, at) + word.slice(at + 1), word);
      add(word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2), word);
    }
  }
  return table;
}

function withOneLetterLess(word: string, wanted: ReadonlySet<string>): string | undefined {
  if (word.length <= LONG_ENOUGH || word.length > LONGEST) return undefined;
  for (let at = 1; at < word.length; at += 1) {
    const shorter = word.slice(0, at) + word.slice(at + 1);
    if (wanted.has(shorter)) return shorter;
  }
  return undefined;
}

const squeezed = (word: string): string => word.replace(/(\p{L})\1+/gu, '$1');
const isSingle = (token: Token | undefined): boolean => token !== undefined && /^\p{L}$/u.test(token.word);

/** Shorter words are too near to others for a guess. */
const LONG_ENOUGH = 5;
const SHORTEST_DOUBLED = 3;
const LONGEST = 30;
const LONGEST_PART = 10;
