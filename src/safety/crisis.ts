import type { Phrase } from '../library/crisis-notation.ts';
import {
  type CardName,
  type CrisisPatterns,
  PHRASE_CLASSES,
  type PhraseClass,
} from '../library/crisis-schema.ts';
import { createJudge, type Tag } from './judge.ts';
import { looksForeign } from './language.ts';
import { createFinder, type Tagged, wordsOf } from './phrases.ts';
import { createSpelling } from './spelling.ts';
import { tokens } from './words.ts';

/** What a text may need a human for. */
export type CrisisClass = PhraseClass | 'none';

/** What was found, and whether a phrase or the language of the text said so. The text itself is not kept. */
export interface Detection {
  class: CrisisClass;
  because: 'phrase' | 'language' | 'none';
}

/** Reads a text for wording that needs a human. */
export type Detect = (text: string) => Detection;

/** All classes, gravest first. */
export const GRAVITY: readonly CrisisClass[] = [...PHRASE_CLASSES, 'none'];

/** A detector over the phrases of one language. It keeps nothing, logs nothing, and never throws. */
export function createDetector(patterns: CrisisPatterns): Detect {
  const tagged = allPhrases(patterns);
  const find = createFinder(tagged);
  const judge = createJudge(patterns);
  const spell = createSpelling(vocabulary(patterns));
  const language = { known: new Set(patterns.language.known), foreign: new Set(patterns.language.foreign) };
  return text => {
    const typed = tokens(text);
    const read = spell(typed);
    const words = read.map(({ word }) => word);
    const classes = judge(find(words), read);
    const found = GRAVITY.find(name => name !== 'none' && classes.has(name));
    if (found) return { class: found, because: 'phrase' };
    const foreign = looksForeign(
      text,
      typed.map(({ word }) => word),
      language,
    );
    return foreign ? { class: 'unclear', because: 'language' } : { class: 'none', because: 'none' };
  };
}

/**
 * The card for words that somebody else wrote. What would be about oneself is then about them; a threat may be meant for the person
 * who reads it.
 */
export function aboutAnother(found: PhraseClass): CardName {
  if (found === 'harm_to_other') return 'harmed_by_other';
  return found === 'harmed_by_other' ? 'other_hurt' : 'other_person';
}

function allPhrases({ classes, ordinary, cues }: CrisisPatterns): Tagged<Tag>[] {
  const tag = (name: Tag, phrases: readonly Phrase[]) => phrases.map(phrase => ({ tag: name, phrase }));
  const cueTags = Object.entries(cues).flatMap(([name, phrases]) => tag(name as keyof typeof cues, phrases));
  return [
    ...PHRASE_CLASSES.flatMap(name => tag(name, classes[name])),
    ...tag('ordinary', ordinary),
    ...cueTags,
  ];
}

function vocabulary({ classes, ordinary, cues, spelling, language }: CrisisPatterns) {
  const others = wordsOf([...ordinary, ...Object.values(cues).flat()]);
  return {
    wanted: wordsOf(PHRASE_CLASSES.flatMap(name => classes[name])),
    known: new Set([...others, ...spelling.not_slips, ...language.known]),
    disguised: spelling.disguised,
    slips: spelling.slips,
  };
}
