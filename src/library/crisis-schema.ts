import { z } from 'zod';
import {
  type Item,
  type Phrase,
  parseAlternatives,
  parsePhrase,
  plainWord,
  type Sets,
} from './crisis-notation.ts';

/** What src/safety reads wording with: content/<language>/crisis.yaml, its notation understood. */
export type CrisisPatterns = z.infer<typeof crisisSchema>;

/** The classes that phrases are listed under, gravest first. */
export const PHRASE_CLASSES = [
  'already_hurt',
  'self_harm',
  'harm_to_other',
  'harmed_by_other',
  'other_person',
  'unclear',
] as const;

/** The cards there are: one a class, one for somebody else who is being hurt, and one for an urge to hurt oneself or another. */
export const CARD_NAMES = [...PHRASE_CLASSES, 'other_hurt', 'self_or_other'] as const;

export type CardName = (typeof CARD_NAMES)[number];
export type PhraseClass = (typeof PHRASE_CLASSES)[number];

const lines = z.string().transform(text =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#')),
);
const wordList = lines.transform(all => all.flatMap(line => line.split(/\s+/)).map(plainWord));

/** The cues that change what a phrase means; src/safety/judge.ts says how. */
const cueLists = {
  negation: lines,
  denial_taken_back: lines,
  wish_tense: lines,
  past_verbs: lines,
  long_past: lines,
  recent: lines,
  third_person: lines,
  reported: lines,
  quoted_work: lines,
};

/** content/<language>/crisis.yaml */
export const crisisSchema = z
  .strictObject({
    sets: z.record(z.string().regex(/^[a-z-]+$/, 'a name of small letters'), z.string()),
    classes: z.strictObject({
      already_hurt: lines,
      self_harm: lines,
      harm_to_other: lines,
      harmed_by_other: lines,
      other_person: lines,
      unclear: lines,
    }),
    ordinary: lines,
    cues: z.strictObject(cueLists),
    first_person: wordList,
    fillers: wordList,
    spelling: z.strictObject({
      disguised: wordList,
      slips: z.record(z.string(), wordList),
      not_slips: wordList,
    }),
    language: z.strictObject({ known: wordList, foreign: wordList }),
  })
  .transform((raw, context) => {
    const fault = (path: string[], problem: unknown) => {
      const message = problem instanceof Error ? problem.message : String(problem);
      context.addIssue({ code: 'custom', path, message });
    };
    const sets = readSets(raw.sets, fault);
    const read = (path: string[], sources: readonly string[]) => readPhrases(sources, sets, path, fault);
    return {
      classes: readAll(raw.classes, 'classes', read),
      ordinary: read(['ordinary'], raw.ordinary),
      cues: readAll(raw.cues, 'cues', read),
      firstPerson: new Set(raw.first_person),
      fillers: new Set(raw.fillers),
      spelling: raw.spelling,
      language: raw.language,
    };
  });

type Fault = (path: string[], problem: unknown) => void;

/** A set may use those defined above it. */
function readSets(raw: Readonly<Record<string, string>>, fault: Fault): Sets {
  const sets = new Map<string, Item[][]>();
  for (const [name, source] of Object.entries(raw)) {
    try {
      sets.set(name, parseAlternatives(source, sets));
    } catch (problem) {
      fault(['sets', name], problem);
      sets.set(name, []);
    }
  }
  return sets;
}

function readPhrases(sources: readonly string[], sets: Sets, path: string[], fault: Fault): Phrase[] {
  return sources.flatMap(source => {
    try {
      return [parsePhrase(source, sets)];
    } catch (problem) {
      fault(path, problem);
      return [];
    }
  });
}

function readAll<Name extends string>(
  lists: Readonly<Record<Name, string[]>>,
  under: string,
  read: (path: string[], sources: readonly string[]) => Phrase[],
): Record<Name, Phrase[]> {
  const entries = Object.entries<string[]>(lists).map(([name, sources]) => [
    name,
    read([under, name], sources),
  ]);
  return Object.fromEntries(entries) as Record<Name, Phrase[]>;
}
