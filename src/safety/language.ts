/** Words that tell the language of a text: those it is read in, and common ones of others. */
export interface LanguageWords {
  known: ReadonlySet<string>;
  foreign: ReadonlySet<string>;
}

/**
 * True when a text does not look like the language it would be read in: another script, or three words and more that are not
 * known while words of other languages are. One or two Latin words are not judged.
 */
export function looksForeign(
  text: string,
  words: readonly string[],
  { known, foreign }: LanguageWords,
): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters - latin >= 2 && (letters - latin) * 3 >= letters) return true;
  const judged = words.filter(word => /^\p{L}+$/u.test(word));
  if (judged.length < FEWEST) return false;
  const own = judged.filter(word => known.has(word) || ENGLISH_ENDING.test(word)).length;
  const others = judged.filter(word => foreign.has(word)).length;
  if (own === 0) return others > 0 || judged.length > FEWEST;
  return others > own || own * SCARCE < judged.length;
}

/** Words that are judged at all. */
const FEWEST = 3;
/** Fewer than one known word in so many is not the language. */
const SCARCE = 6;
const ENGLISH_ENDING = /..(?:ing|ness|tion|ed)$/;
