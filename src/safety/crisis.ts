import type { Phrase } from '../library/crisis-notation.ts';
import {
  type CardName,
  type CrisisPatterns,
  PHRASE_CLASSES,
  type PhraseClass,
} from '../library/crisis-schema.ts';
import type { Words } from '../library/schema.ts';
import { createJudge, type Tag } from './judge.ts';
import { looksForeign } from './language.ts';
import { type Alarm, alarmIn } from './likeness.ts';
import { createFinder, type Tagged, wordsOf } from './phrases.ts';
import { createSpelling } from './spelling.ts';
import { type Token, tokens } from './words.ts';

/** What a text may need a human for. */
export type CrisisClass = PhraseClass | 'none';

/** What was found, and what said so: a phrase, a likeness to what others wrote, or the language. The text itself is not kept. */
export interface Detection {
  class: CrisisClass;
  because: 'phrase' | 'likeness' | 'language' | 'none';
}

/** Reads a text for wording that needs a human; 'phrases': only for what surely says so, which needs no learning. */
export type Detect = (text: string, only?: 'phrases') => Detection;

/** All classes, gravest first. */
export const GRAVITY: readonly CrisisClass[] = [...PHRASE_CLASSES, 'none'];

/** A detector over the words of one language. It keeps nothing, logs nothing, and never throws. */
export function createDetector({ crisis, hear }: Pick<Words, 'crisis' | 'hear'>): Detect {
  const phraseIn = createPhraseReader(crisis);
  const spell = createSpelling(vocabulary(crisis));
  const language = { known: new Set(crisis.language.known), foreign: new Set(crisis.language.foreign) };
  return (text, only) => {
    const typed = tokens(text);
    const phrase = phraseIn(spell(typed));
    if (phrase !== 'unclear' && phrase !== 'none') return { class: phrase, because: 'phrase' };
    if (only === 'phrases') return { class: 'none', because: 'none' };
    const words = typed.map(({ word }) => word);
    const strange = hear(text).understood < mostUnderstood;
    if (phrase === 'none' && strange && looksForeign(text, words, language))
      return { class: 'unclear', because: 'language' };
    // What is hardly understood may still sound grave, but it never sounds harmless.
    if (phrase === 'unclear' && strange) return { class: 'unclear', because: 'phrase' };
    return together(phrase, words.length < fewestWords ? undefined : alarmIn(sentencesOf(typed), hear));
  };
}

/** A likeness may add to a doubtful phrase, and lets it pass where nothing grave is near. */
function together(phrase: 'unclear' | 'none', alarm: Alarm | undefined): Detection {
  const lead = alarm?.lead ?? 0;
  if (phrase === 'unclear' && lead >= calmLead) return { class: 'unclear', because: 'phrase' };
  if (!alarm || lead < unclearLead) return { class: 'none', because: 'none' };
  return { class: lead < sureLead ? 'unclear' : alarm.class, because: 'likeness' };
}

/** Reads the class of a text off the phrases in it. */
function createPhraseReader(patterns: CrisisPatterns): (read: readonly Token[]) => CrisisClass {
  const find = createFinder(allPhrases(patterns));
  const judge = createJudge(patterns);
  return read => {
    const classes = judge(find(read.map(({ word }) => word)), read);
    return GRAVITY.find(name => name !== 'none' && classes.has(name)) ?? 'none';
  };
}

/** What was typed, sentence by sentence: an empty word stands between two of them. */
const sentencesOf = (typed: readonly Token[]): string[] =>
  typed
    .map(({ word }) => word || '\n')
    .join(' ')
    .split('\n')
    .filter(sentence => sentence.trim());

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

/** A text with fewer known words than these may be foreign. */
const mostUnderstood = 0.7;
/** One or two words sound like much. */
const fewestWords = 3;
/** Leads were set by leaving lines of content/en/alarms/ out; tests/safety/likeness.test.ts holds what comes of them. */
const sureLead = 2.5;
const unclearLead = 0.15;
/** So little like anything grave that a doubtful phrase is let pass. */
const calmLead = -2.5;
