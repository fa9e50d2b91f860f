/** A word as it was typed, made plain, or the end of a sentence (an empty word). */
export interface Token {
  word: string;
  /** True between quotation marks. */
  quoted: boolean;
}

/**
 * Splits a text into plain words: small letters without accents, apostrophes, invisible signs and look-alike letters. Signs
 * used for letters (k!ll, s*icide) stay in the word for src/safety/spelling.ts. Takes time in step with the length.
 */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let quoted = false;
  for (const chunk of plainText(text).split(/\s+/)) {
    const signs = Array.from(chunk);
    let word = '';
    const close = () => {
      const kept = withoutEndSigns(word);
      if (kept !== '') found.push({ word: kept, quoted });
      word = '';
    };
    for (const [index, sign] of signs.entries()) {
      if (isLetter(sign) || (STANDS_FOR.has(sign) && (word !== '' || opensWord(sign, signs[index + 1])))) {
        word += sign;
        continue;
      }
      close();
      if (QUOTES.has(sign)) quoted = !quoted;
    }
    close();
    if (endsSentence(signs)) found.push({ word: '', quoted });
  }
  return found;
}

/** The letters a sign may stand for inside a word; an empty text stands for any letter. */
export const STANDS_FOR: ReadonlyMap<string, string> = new Map(
  Object.entries({ '*': '', '#': '', '@': 'a', $: 's', '€': 'e', '!': 'il', '|': 'il', '+': 't', '¡': 'i' }),
);

/** The letters a digit may stand for. */
export const DIGIT_FOR: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: 'o', 1: 'il', 3: 'e', 4: 'a', 5: 's', 6: 'gb', 7: 't', 8: 'b', 9: 'g' }),
);

/** Apostrophes go first: taking an accent sign apart would leave a space. */
function plainText(text: string): string {
  return text
    .replace(/['’‘‛′´`ʼʹ＇]/g, '')
    .normalize('NFKD')
    .replace(/[\t\n\v\f\r]/g, ' ')
    .replace(/[\p{M}\p{Cf}\p{Cc}\u{115F}\u{1160}\u{3164}]/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/https?:\/\/\S{1,300}/g, ' ')
    .replace(/<(?:@[!&]?|#|a?:\w{1,40}:)\d{1,25}>/g, ' ')
    .replace(/[а-яіѕјαεικνορτυχ]/g, letter => LOOKS_LIKE.get(letter) ?? letter);
}

/** Ends a sentence: one such sign, not the dots of someone who trails off. */
function endsSentence(signs: readonly string[]): boolean {
  let at = signs.length - 1;
  while (at > 0 && CLOSING.has(signs[at] ?? '')) at -= 1;
  const [last, before] = [signs[at] ?? '', signs[at - 1] ?? ''];
  return ENDING.has(last) && !(last === '.' && before === '.');
}

function withoutEndSigns(word: string): string {
  let end = word.length;
  while (end > 0 && STANDS_FOR.has(word[end - 1] ?? '') && word[end - 1] !== '$') end -= 1;
  return word.slice(0, end);
}

const opensWord = (sign: string, next: string | undefined): boolean =>
  (sign === '$' || sign === '@') && next !== undefined && isLetter(next);

const isLetter = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);

const QUOTES = new Set(['"', '“', '”', '„', '«', '»']);
const CLOSING = new Set(['"', '”', '»', ')', ']', '*', '_', '~']);
const ENDING = new Set(['.', '!', '?', ';']);

/** Letters of other scripts that pass for Latin ones. In a text of that script they only make words nobody looks for. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    і: 'i',
    к: 'k',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    ѕ: 's',
    ј: 'j',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
  }),
);
