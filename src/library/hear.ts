import { setImmediate as immediate } from 'node:timers/promises';
import { type Classify, type Example, learning, type Scored } from './classify.ts';
import { PHRASE_CLASSES, type PhraseClass } from './crisis-schema.ts';
import { plain } from './letters.ts';
import type { WordForms } from './terms.ts';

/** Everything a language gives to tell by what a text is about. */
export interface Heard {
  /** Ways of saying, by topic. */
  topics: ReadonlyMap<string, readonly string[]>;
  /** Lines that need a human, by class. */
  alarms: ReadonlyMap<PhraseClass, readonly string[]>;
  /** Lines with frightening words that mean no harm. */
  harmless: readonly string[];
  /** Lines of somebody who hurts and is in no danger. */
  hurting: readonly string[];
  /** Lines about something else altogether. */
  elsewhere: readonly string[];
}

/** What a text sounds like. Scores of one text can be compared with one another, not with those of another text. */
export interface Likeness {
  /** Best first. */
  topics: Scored[];
  /** Best first. */
  alarms: { class: PhraseClass; score: number }[];
  harmless: number;
  hurting: number;
  elsewhere: number;
  /** True for a line that needs nobody, word for word. */
  known: boolean;
  /** How many of the words are known at all, from 0 to 1. */
  understood: number;
  /** How much of what was said the best topic speaks of, from 0 to 1, rare words weighing more. */
  covered: number;
}

export type Hear = (text: string) => Likeness;

export interface Hearing {
  hear: Hear;
  /** Learns beforehand, and lets others have their turn meanwhile. */
  learn: () => Promise<void>;
  /** Whether it can hear without learning first. */
  hasLearned: () => boolean;
}

/** Learns once, when it is first asked or told to: that takes some tenths of a second, and many a test never asks. */
export function createHearing(heard: Heard, forms: WordForms): Hearing {
  const steps = learningToHear(heard, forms);
  let made: Hear | undefined;
  let learning: Promise<void> | undefined;
  const step = () => {
    const { done, value } = steps.next();
    if (!done) return;
    // What threw once ends with nothing when it is asked again.
    if (!value) throw new Error('Expected the words to be learned, and learning them failed before.');
    made = value;
  };
  const inSteps = async () => {
    while (!made) {
      const until = performance.now() + longestTurnMs;
      while (!made && performance.now() < until) step();
      await immediate();
    }
  };
  return {
    hear(text) {
      while (!made) step();
      return made(text);
    },
    // However many wait, there is one that learns: else each of them would take a turn.
    learn: () => (learning ??= inSteps()),
    hasLearned: () => made !== undefined,
  };
}

function* learningToHear(heard: Heard, forms: WordForms): Generator<void, Hear> {
  const { topics, alarms, harmless, hurting, elsewhere } = heard;
  const named = (label: string, texts: readonly string[]): Example[] => texts.map(text => ({ label, text }));
  const classify: Classify = yield* learning(
    [
      ...[...topics].flatMap(([topic, ways]) => named(`${aTopic}${topic}`, ways)),
      ...[...alarms].flatMap(([name, lines]) => named(name, lines)),
      ...named(noHarm, harmless),
      ...named(hurt, hurting),
      ...named(other, elsewhere),
    ],
    forms,
  );
  yield;
  const needNobody = new Set(
    [...[...topics.values()].flat(), ...harmless, ...hurting, ...elsewhere].map(plain),
  );
  yield;
  return text => {
    const { labels, covered, understood } = classify(text);
    const scoreOf = (label: string) =>
      labels.find(one => one.label === label)?.score ?? Number.NEGATIVE_INFINITY;
    const near = labels.filter(({ label }) => label.startsWith(aTopic));
    return {
      topics: near.map(({ label, score }) => ({ label: label.slice(aTopic.length), score })),
      alarms: labels.flatMap(({ label, score }) => {
        const name = PHRASE_CLASSES.find(one => one === label);
        return name ? [{ class: name, score }] : [];
      }),
      harmless: scoreOf(noHarm),
      hurting: scoreOf(hurt),
      elsewhere: scoreOf(other),
      understood,
      known: needNobody.has(plain(text)),
      covered: covered(near[0]?.label ?? ''),
    };
  };
}

/** Milliseconds of learning between two turns for others. */
const longestTurnMs = 5;
const aTopic = 'topic/';
const noHarm = 'harmless';
const hurt = 'hurting';
const other = 'elsewhere';
