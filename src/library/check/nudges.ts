import { NUDGE_KINDS } from '../nudges-schema.ts';
import type { NudgeText } from './material.ts';
import type { Finding, Rule } from './report.ts';
import { finder, normal, wordsIn } from './sentences.ts';

/** A stock that does not come round again within a month. */
export const enoughOpenings: Rule = ({ nudges }) =>
  STOCKS.flatMap(kind => {
    const { value, yaml } = nudges[kind] ?? {};
    if (!value || !yaml || value.length >= LEAST_OPENINGS) return [];
    const text = `${value.length} openings, needs ${LEAST_OPENINGS}`;
    return [{ file: yaml.file, line: yaml.lineOf(['openings']), rule: 'openings', value: text }];
  });

/** An opening is under 200 characters, a day of the journey under 400. */
export const nudgeLength: Rule = ({ nudgeTexts }) =>
  nudgeTexts.flatMap(nudge => {
    const most = nudge.kind === 'journey' ? DAY_CHARACTERS : OPENING_CHARACTERS;
    const { length } = nudge.text;
    return length < most ? [] : [breach(nudge, 'nudge-length', `${length} characters, needs under ${most}`)];
  });

/** The text itself may stand in a push, so it tells nothing to whoever looks at the screen. */
export const neutralNudges: Rule = ({ nudgeTexts, rules: { neutral } }) => {
  const find = finder(neutral.words);
  return nudgeTexts.flatMap(nudge => {
    const found = find(nudge.text);
    return found === undefined ? [] : [breach(nudge, 'neutral', `"${found}"`)];
  });
};

/** No two begin alike, in whichever file. */
export const beginnings: Rule = ({ nudgeTexts }) => beginningsAmong(nudgeTexts);

/** Those of some texts that begin as one before them. */
export function beginningsAmong(texts: readonly Placed[]): Finding[] {
  const seen = new Map<string, Placed>();
  return texts.flatMap(placed => {
    const start = wordsIn(normal(placed.text)).slice(0, FIRST_WORDS).join(' ');
    const before = seen.get(start);
    if (before === undefined) seen.set(start, placed);
    return before === undefined ? [] : [breach(placed, 'beginning', `"${start}" also at ${placeOf(before)}`)];
  });
}

/** No sentence of one file again in another; short ones may come again. Those twice in one file are found with all the texts. */
export const sharedSentences: Rule = ({ nudgeTexts, rules }) => {
  const seen = new Map<string, NudgeText>();
  return nudgeTexts.flatMap(nudge =>
    nudge.sentences.flatMap(({ text, words }) => {
      const before = seen.get(normal(text));
      if (words < rules.repeat_words || before?.file === nudge.file) return [];
      if (before) return [breach(nudge, 'repeat', `${text} (also at ${placeOf(before)})`)];
      seen.set(normal(text), nudge);
      return [];
    }),
  );
};

/** A daily message starts only what Steady may offer by itself. */
export const offeredOnly: Rule = ({ nudges: { grounding }, exercises }) =>
  (grounding?.value ?? []).flatMap(({ exercise }, index) => {
    const found = exercises.find(({ id }) => id === exercise)?.value;
    if (!grounding || !found || found.offered) return [];
    const line = grounding.yaml.lineOf(['openings', index, 'exercise']);
    return [
      { file: grounding.yaml.file, line, rule: 'offered', value: `${exercise} is started by its name only` },
    ];
  });

/** A text, and where it stands. */
type Placed = Pick<NudgeText, 'file' | 'line' | 'text'>;

function breach({ file, line }: Placed, rule: string, value: string): Finding {
  return { file, line, rule, value };
}

function placeOf({ file, line }: Placed): string {
  return `${file}:${line}`;
}

const STOCKS = NUDGE_KINDS.filter(kind => kind !== 'journey');
const LEAST_OPENINGS = 31;
const OPENING_CHARACTERS = 200;
const DAY_CHARACTERS = 400;
const FIRST_WORDS = 3;
