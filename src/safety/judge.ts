import type { Phrase } from '../library/crisis-notation.ts';
import { type CrisisPatterns, PHRASE_CLASSES, type PhraseClass } from '../library/crisis-schema.ts';
import { type Match, wordsOf } from './phrases.ts';
import type { Token } from './words.ts';

/** What a phrase of crisis.yaml is listed under. */
export type Tag = PhraseClass | 'ordinary' | Cue;

type Cue = keyof CrisisPatterns['cues'];
type Found = Match<Tag>;
type Judge = (found: readonly Found[], read: readonly Token[]) => Set<PhraseClass>;

/** A text being judged: its words, and where matches of each tag lie. */
interface Reading {
  read: readonly Token[];
  fillers: ReadonlySet<string>;
  firstPerson: ReadonlySet<string>;
  /** Phrases that hold a denial themselves, such as "don't want to live". */
  denying: ReadonlySet<Phrase>;
  /** Number of the sentence each word stands in. */
  sentence: readonly number[];
  startingAt: (place: number) => readonly Found[];
  endingAt: (tag: Tag, place: number) => Found | undefined;
  covers: (tag: Tag, start: number, end: number) => boolean;
  /** In that sentence, or anywhere. */
  isSaid: (tag: Tag, sentence?: number) => boolean;
}

/**
 * Decides what the matches of a text mean together. A match counts as its class unless an ordinary phrase holds it or a
 * longer match speaks for it; denial, past and quotation turn it into unclear, a third person into other_person. Each match
 * looks at a bounded number of words around it, so the time grows in step with the text.
 */
export function createJudge({ classes, cues, fillers, firstPerson }: CrisisPatterns): Judge {
  const denies = wordsOf(cues.negation.filter(({ items }) => items.length === 1));
  const denying = new Set(
    PHRASE_CLASSES.flatMap(name => classes[name]).filter(phrase =>
      [...wordsOf([phrase])].some(word => denies.has(word)),
    ),
  );
  return (found, read) => {
    const reading = { read, fillers, firstPerson, denying, ...index(found, read) };
    const meant = new Set<PhraseClass>();
    for (const match of found) {
      const name = PHRASE_CLASSES.find(one => one === match.tag);
      if (!name || isOrdinary(match, reading) || isSpokenFor(match, reading)) continue;
      meant.add(meaning(match, name, reading));
    }
    return meant;
  };
}

function meaning(match: Found, name: PhraseClass, reading: Reading): PhraseClass {
  if (name === 'unclear') return name;
  if (name === 'other_person') return isLongPast(match, reading) ? 'unclear' : name;
  if (name !== 'harm_to_other' && isAboutAnother(match, reading)) return 'other_person';
  if (isDenied(match, reading) || isLongPast(match, reading)) return 'unclear';
  const isWish = name === 'self_harm' || name === 'harm_to_other';
  if (isWish && (isPastWish(match, reading) || sharesSentence('quoted_work', match, reading)))
    return 'unclear';
  return name;
}

/** An ordinary phrase takes an unclear one away by touching it, and a graver one by holding half of its words. */
function isOrdinary(match: Found, { covers }: Reading): boolean {
  if (match.tag === 'unclear') return covers('ordinary', match.start, match.end);
  let held = 0;
  for (let at = match.start; at < match.end; at += 1) if (covers('ordinary', at, at + 1)) held += 1;
  return held * 2 >= match.end - match.start;
}

/** A longer phrase speaks for a shorter one of another class inside it, except that unclear never hides anything. */
function isSpokenFor(match: Found, { startingAt }: Reading): boolean {
  for (let start = match.start; start >= Math.max(0, match.start - LONGEST); start -= 1) {
    const longer = startingAt(start).find(
      ({ tag, end }) =>
        tag !== match.tag && end >= match.end && end - start > match.end - match.start && hides(tag),
    );
    if (longer) return true;
  }
  return false;
}

/** "I don't want to die", "he never hit me": unless the denial itself is taken back. */
function isDenied(match: Found, reading: Reading): boolean {
  const before = cueBefore('negation', match, reading);
  if (before) return !isTakenBack(before, reading);
  if (reading.denying.has(match.phrase)) return false;
  for (let end = match.start + 2; end < match.end; end += 1) {
    const inside = reading.endingAt('negation', end);
    if (inside && inside.start > match.start) return true;
  }
  return false;
}

/** "I'm not going to pretend I don't want to die". */
function isTakenBack(denial: Found, { endingAt, sentence }: Reading): boolean {
  for (let end = denial.start; end >= denial.start - NEAR; end -= 1) {
    const back = endingAt('denial_taken_back', end);
    if (back && sentence[back.start] === sentence[denial.start]) return true;
  }
  return false;
}

/** "She is going to end it all": somebody else is named right before, and the phrase holds no word for oneself. */
function isAboutAnother(match: Found, reading: Reading): boolean {
  const own = reading.read.slice(match.start, match.end).some(({ word }) => reading.firstPerson.has(word));
  return isReported(match, reading) || (!own && cueBefore('third_person', match, reading) !== undefined);
}

/** "He wrote: 'I will kill myself'". */
function isReported(match: Found, { read, endingAt }: Reading): boolean {
  if (!read[match.start]?.quoted) return false;
  for (let end = match.start; end >= match.start - FAR; end -= 1) if (endingAt('reported', end)) return true;
  return false;
}

/** "I wanted to die", unless it is of today. */
function isPastWish(match: Found, reading: Reading): boolean {
  if (reading.isSaid('recent')) return false;
  return (
    reading.covers('wish_tense', match.start, match.end) ||
    cueBefore('wish_tense', match, reading) !== undefined
  );
}

/** "He hit me years ago": something done, a word of time in the same sentence, and nothing that says it is back. */
function isLongPast(match: Found, reading: Reading): boolean {
  if (reading.isSaid('recent') || !sharesSentence('long_past', match, reading)) return false;
  return reading.covers('past_verbs', match.start - NEAR, match.end);
}

function sharesSentence(tag: Tag, match: Found, { isSaid, sentence }: Reading): boolean {
  return isSaid(tag, sentence[match.start] ?? 0);
}

/** The cue that ends right before the match, with nothing but fillers in between. */
function cueBefore(tag: Cue, match: Found, { read, fillers, endingAt }: Reading): Found | undefined {
  for (let at = match.start; match.start - at <= MOST_FILLERS; at -= 1) {
    const cue = endingAt(tag, at);
    if (cue) return cue;
    if (!fillers.has(read[at - 1]?.word ?? '')) return undefined;
  }
  return undefined;
}

function index(found: readonly Found[], read: readonly Token[]) {
  const starts = new Map<number, Found[]>();
  const ends = new Map<Tag, Map<number, Found>>();
  const covered = new Map<Tag, Set<number>>();
  const said = new Map<Tag, Set<number>>();
  let number = 0;
  const sentence = read.map(({ word }) => (word === '' ? number++ : number));
  for (const match of found) {
    const { tag, start, end } = match;
    const here = starts.get(start);
    if (here) here.push(match);
    else starts.set(start, [match]);
    inner(ends, tag, () => new Map<number, Found>()).set(end, match);
    inner(said, tag, () => new Set<number>()).add(sentence[start] ?? 0);
    const places = inner(covered, tag, () => new Set<number>());
    for (let at = start; at < end; at += 1) places.add(at);
  }
  return {
    sentence,
    startingAt: (place: number) => starts.get(place) ?? [],
    endingAt: (tag: Tag, place: number) => ends.get(tag)?.get(place),
    covers(tag: Tag, start: number, end: number): boolean {
      const places = covered.get(tag);
      for (let at = start; places && at < end; at += 1) if (places.has(at)) return true;
      return false;
    },
    isSaid: (tag: Tag, number?: number) =>
      number === undefined ? said.has(tag) : (said.get(tag)?.has(number) ?? false),
  };
}

function inner<V>(map: Map<Tag, V>, tag: Tag, make: () => V): V {
  const known = map.get(tag) ?? make();
  map.set(tag, known);
  return known;
}

const hides = (tag: Tag): boolean => tag !== 'unclear' && PHRASE_CLASSES.some(name => name === tag);

/** Words between a cue and what it changes. */
const NEAR = 4;
const FAR = 12;
const MOST_FILLERS = 6;
/** No phrase is longer than so many words. */
const LONGEST = 24;
