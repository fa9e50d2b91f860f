import { z } from 'zod';
import type { CrisisPatterns } from './crisis-schema.ts';
import { id, origin, section, words } from './fields.ts';
import type { HardMoment } from './hard-moment-schema.ts';
import type { Hear, Hearing } from './hear.ts';
import type { Nudges } from './nudges-schema.ts';
import type { Ladder } from './reach-schema.ts';

/** The words: everything Steady says, read from content/ and checked. */
export interface Library {
  sources: Source[];
  countries: Country[];
  directories: Directory[];
  /** The words of the nearest language there is: `de-AT`, else `de`, else English. */
  words(locale: string): Words;
}

/** All words of one language. */
export interface Words {
  language: string;
  topics: Topic[];
  /** Finds the pages nearest to what somebody wrote. */
  search: Search;
  /** Tells what a text is most like: a page, a class of crisis wording, or neither. */
  hear: Hear;
  /** Learns what that needs beforehand, and lets others have their turn meanwhile. */
  learn: Hearing['learn'];
  hasLearned: Hearing['hasLearned'];
  /** By their place in the rotation. */
  exercises: Exercise[];
  /** The words of a check-in, in groups. */
  feelings: FeelingGroup[];
  /** What daily messages say. */
  nudges: Nudges;
  /** Small ways to be with people, the smallest first. */
  ladder: Ladder;
  /** What to do while an urge is waited out. */
  hardMoment: HardMoment;
  /** By crisis class, such as `self_harm`. */
  cards: Record<string, SafetyCard>;
  rules: Rules;
  crisis: CrisisPatterns;
  /** By key, with their places still open. */
  phrases: ReadonlyMap<string, string>;
  say: Say;
}

/** The phrase of a key such as `ground.next`. Throws on an unknown key, a missing value and a value without a place. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What was found for somebody's own words. */
export interface Found {
  /** How sure the first one is: `thin` shows the others too, `none` says that no page fits. */
  fit: 'good' | 'thin' | 'none';
  /** Up to three, best first; none of them only when no letter of it is known. */
  nearest: Topic[];
}

export type Search = (words: string) => Found;

export type FeelingGroup = z.infer<typeof feelingGroup>;

/** How near a statement stands to the articles. */
export type Origin = z.infer<typeof origin>;

/** One explainer: a thing people feel after a betrayal. */
export interface Topic {
  id: string;
  title: string;
  theme: Theme;
  /** Id of the exercise that Try it now opens. */
  practice: string;
  /** How people say it, in their own words. */
  ways: string[];
  feels: Part;
  why: Part;
  help: Part;
  /** The fact behind what no article says. */
  fact?: string;
  /** True where the card says that the alarm may be right. */
  safetyLine: boolean;
}

export type Theme = z.infer<typeof theme>;

/** One of the three parts of an explainer, with where it comes from. */
export interface Part {
  text: string;
  /** Ids of the article sections behind it. */
  sections: string[];
  origin: Origin;
}

export interface Exercise {
  id: string;
  title: string;
  /** Place in the rotation; smaller comes first. */
  order: number;
  anchor: Anchor;
  /** What somebody may want left out: none of it is in an exercise that says nothing here. */
  involves: Involved[];
  direction: 'outward' | 'inward';
  /** For an inward one: id of the outward exercise that does the same. */
  twin?: string;
  /** True when it works in the dark and in bed. */
  dark: boolean;
  /** True when nobody nearby would notice. */
  unseen: boolean;
  /** False when it is started by name only. */
  offered: boolean;
  /** True when a group may do it in a channel, where all see every word of it. */
  together?: boolean;
  origin: Origin;
  sections: string[];
  fact?: string;
  caution?: string;
  picture?: ExercisePicture;
  steps: string[];
}

type Anchor = z.infer<typeof anchor>;
type Involved = z.infer<typeof involved>;

export interface ExercisePicture {
  name: string;
  /** The name of the file, as people see it where they save it. */
  file: string;
  data: Uint8Array;
  alt: string;
}

/** What stands on the card of a crisis class, with places such as {emergency} and {line} still open. */
export interface SafetyCard {
  id: string;
  text: string;
  /** The clinician who read it; missing until one has. */
  reviewedBy?: string;
  /** The day of that, such as 2026-10-07. */
  reviewedOn?: string;
}

export type Source = z.infer<typeof source>;
type Directory = z.infer<typeof directory>;
export type Country = z.infer<typeof country>;
export type HelpLine = z.infer<typeof helpLine>;
export type Rules = z.infer<typeof rulesFile>;

const day = z.iso.date('a day such as 2026-10-07');
const web = z.url({ protocol: /^https?$/, error: 'a web address' });
const theme = z.enum(['body', 'mind', 'feelings', 'people', 'self']);
const anchor = z.enum(['sight', 'sound', 'touch', 'body', 'breath', 'mind']);
const involved = z.enum(['breath', 'body', 'touch', 'smell', 'counting']);
const partFront = z.strictObject({ sections: z.array(section), origin });
const atLeastOne = <T extends z.ZodType>(item: T, what: string) => z.array(item).min(1, what);

/** The front matter of an explainer. */
export const topicFront = z.strictObject({
  title: words,
  theme,
  practice: id,
  feels: partFront,
  why: partFront,
  help: partFront,
  fact: words.optional(),
  safety_line: z.boolean().default(false),
});

/** The front matter of an exercise. */
export const exerciseFront = z.strictObject({
  title: words,
  order: z.number(),
  anchor,
  involves: z.array(involved),
  direction: z.enum(['outward', 'inward']),
  twin: id.optional(),
  dark: z.boolean(),
  unseen: z.boolean(),
  offered: z.boolean(),
  together: z.boolean().optional(),
  origin,
  sections: z.array(section),
  fact: words.optional(),
  caution: words.optional(),
  picture: id.optional(),
  alt: words.optional(),
});

/** The front matter of a safety card. */
export const cardFront = z.strictObject({
  reviewed_by: words.nullish(),
  reviewed_on: day.nullish(),
});

const source = z.strictObject({
  id: z.string().regex(/^[A-Z]$/, 'one capital letter'),
  title: words,
  author: words,
  link: web,
  credit: words,
  terms: words,
  sections: atLeastOne(z.strictObject({ id: section, heading: words }), 'one section or more'),
});

/** content/sources.yaml */
export const sourcesFile = z.strictObject({ sources: atLeastOne(source, 'one source or more') });

const helpLine = z
  .strictObject({
    name: words,
    kind: z.enum(['crisis', 'support', 'abuse']),
    phone: z.array(words).default([]),
    text: words.optional(),
    chat: web.optional(),
    /** Only where a source states them, such as `24/7`. */
    hours: words.optional(),
    languages: z.array(words),
    /** Whom it is for, when not for anyone. */
    audience: words.optional(),
    website: web,
    checked_on: day,
    note: words.optional(),
  })
  .transform(({ checked_on, ...line }) => ({ ...line, checkedOn: checked_on }));

const country = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/, 'a country code of two capital letters'),
  emergency: z
    .strictObject({ numbers: atLeastOne(words, 'one number or more'), checked_on: day })
    .transform(({ numbers, checked_on }) => ({ numbers, checkedOn: checked_on })),
  lines: z.array(helpLine),
});

const directory = z.strictObject({ name: words, website: web, about: words });

/** content/crisis-lines.yaml */
export const helpLinesFile = z.strictObject({
  directories: atLeastOne(directory, 'one directory or more'),
  countries: atLeastOne(country, 'one country or more'),
});

const feeling = z.strictObject({
  id,
  label: words,
  /** What it is like, in one plain line. */
  line: words,
  /** Id of an exercise that fits. */
  exercise: id,
  /** Id of a topic that fits, where there is one. */
  topic: id.optional(),
});
const feelingGroup = z.strictObject({ id, label: words, feelings: z.array(feeling).min(1).max(25) });

/** content/<language>/feelings.yaml */
export const feelingsFile = z.strictObject({ groups: z.array(feelingGroup).min(1).max(25) });

/** content/<language>/words.yaml: by words, all those that count as them; and endings that say little. */
export const wordsFile = z
  .strictObject({ same: z.record(words, words), endings: z.record(words, z.string()) })
  .transform(({ same, endings }) => ({
    same: new Map(
      Object.entries(same).flatMap(([head, others]) =>
        others.split(/\s+/).map(other => [other, head.split(/\s+/)] as const),
      ),
    ),
    endings: Object.entries(endings)
      .map(([ending, becomes]) => ({ ending, becomes }))
      .sort((one, other) => other.ending.length - one.ending.length),
  }));

const limit = z.number().positive();
const phrasesOf = z.array(words);

/** content/<language>/rules.yaml: what the content check holds the words of this language to. */
export const rulesFile = z.strictObject({
  /** The three headings of every explainer, in order. */
  headings: z.tuple([words, words, words]),
  /** Highest Flesch-Kincaid grade of a whole file, by kind. */
  grade: z.strictObject({ topic: limit, exercise: limit, card: limit }),
  /** Most words in one sentence, anywhere. */
  sentence_words: limit,
  /** A card has a sentence with fewer words than `short` and one with more than `long`. */
  rhythm: z.strictObject({ short: limit, long: limit }),
  /** Most characters of own words on one explainer card. */
  card_characters: limit,
  /** A sentence of this many words or more stands only once on one path. */
  repeat_words: limit,
  /** By reason, what Steady does not say. A star at the end stands for any ending. */
  banned: z.record(z.string(), phrasesOf),
  /** Plain facts that may use a banned word, word for word. */
  allowed: phrasesOf,
  /** What a line seen by others does not hint at, and the phrase keys of such lines. */
  neutral: z.strictObject({ keys: phrasesOf, words: phrasesOf }),
  /** Where the line about an alarm that may be right stands: `in` needs it, `may` can have it. It holds all of `says`. */
  safety_line: z.strictObject({ says: phrasesOf, in: z.array(id), may: z.array(id) }),
  /** How a breath hold is worded: one of `words` where breath is spoken `about`, in a sentence without any of `unless`. */
  breath_hold: z.strictObject({ words: phrasesOf, about: phrasesOf, unless: phrasesOf }),
  /** What every safety card holds: sentences, its last line, and the places it may leave open. */
  safety_card: z.strictObject({ says: phrasesOf, last: words, open: phrasesOf }),
});
