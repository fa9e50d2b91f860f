import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

/** One sentence, paragraph end or list item ending it too. */
export interface Sentence {
  text: string;
  /** The sentence with the reader's own thoughts (`{their-words: …}`) left out: what Steady itself says. */
  own: string;
  line: number;
  words: number;
}

/** Splits text into its sentences. `line` is the number of its first line. */
export function sentencesOf(raw: string, line: number): Sentence[] {
  const text = raw.replace(THEIR_WORDS, (_, start: string, inner: string) => `${blank(start)}${inner} `);
  const own = raw.replace(THEIR_WORDS, whole => blank(whole));
  const sentences: Sentence[] = [];
  for (const { index, 0: found } of text.matchAll(SENTENCE)) {
    const lead = found.search(/\S/);
    if (lead < 0 || wordsIn(found).length === 0) continue;
    sentences.push({
      text: flat(found),
      own: flat(own.slice(index, index + found.length)),
      line: line + (text.slice(0, index + lead).match(/\n/g)?.length ?? 0),
      words: wordsIn(found).length,
    });
  }
  return sentences;
}

/** The words of a text; `{name}` counts as one, `half-past` too. */
export function wordsIn(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** The US school grade somebody needs to read this, by Flesch and Kincaid; 0 for the easiest. */
export function gradeOf(sentences: readonly Sentence[], syllablesOf = createSyllables()): number {
  const words = sentences.flatMap(({ text }) => wordsIn(text));
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const grade = fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables });
  return Number.isNaN(grade) ? 0 : Math.max(0, grade);
}

/** Counts the syllables of a word, one at least, and remembers them: a few words make up most of all texts. */
export function createSyllables(): (word: string) => number {
  const counted = new Map<string, number>();
  return word => {
    const known = counted.get(word);
    if (known !== undefined) return known;
    const count = Math.max(1, syllable(word));
    counted.set(word, count);
    return count;
  };
}

/** The sentence without capitals and punctuation, to compare it with others. */
export function normal(sentence: string): string {
  return wordsIn(sentence).join(' ').toLowerCase();
}

/** Tells whether a text holds one of the phrases, as whole words; a star at the end of a phrase stands for any ending. */
export function finder(phrases: readonly string[]): (text: string) => string | undefined {
  const parts = phrases.map(phrase => {
    const stem = literal(phrase.replace(/\*$/, '').trim().replaceAll('’', "'"));
    return `${stem.replace(/\s+/g, '\\s+')}${phrase.endsWith('*') ? "[\\p{L}']*" : ''}`;
  });
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
  return text => (parts.length === 0 ? undefined : pattern.exec(text.replaceAll('’', "'"))?.[0]);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function blank(text: string): string {
  return text.replace(/\S/g, ' ');
}

const THEIR_WORDS = /(\{their-words:\s*)([^}]*?)\}/g;
/** Up to an end mark (quotes and brackets after it included) before a space, or to the end of a paragraph or list item. */
const SENTENCE =
  /(?:(?!\n\s*(?:\n|[-*] |\d+\. ))[\s\S])+?(?:(?<!(?:^|\n)[ \t]*\d+)[.!?…]+["'”’)\]*_]*(?=\s|$)|(?=\n\s*(?:\n|[-*] |\d+\. ))|$)/g;
const WORD = /\{?\/?[\p{L}\p{N}]+(?:['’_/-][\p{L}\p{N}]+)*\}?/gu;
