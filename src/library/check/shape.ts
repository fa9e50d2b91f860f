import type { TextFile } from './material.ts';
import type { Finding, Rule } from './report.ts';
import { gradeOf } from './sentences.ts';

/** The three parts of an explainer bear the headings of the language, in order. */
export const headings: Rule = ({ topics, rules }) =>
  topics.flatMap(({ file, parts }) =>
    parts.flatMap(({ heading, line }, index) =>
      heading === rules.headings[index]
        ? []
        : [{ file, line, rule: 'heading', value: `"${heading}", not "${rules.headings[index] ?? ''}"` }],
    ),
  );

/** Whoever needs it can read it: the grade of a whole file. */
export const grade: Rule = ({ texts, rules, syllablesOf }) =>
  texts.flatMap(text => {
    const most = gradeLimit(text, rules.grade);
    const found = gradeOf(text.body, syllablesOf);
    return most === undefined || found <= most
      ? []
      : [whole(text, 'grade', `${found.toFixed(1)}, highest ${most}`)];
  });

/** A card has a short sentence and a long one. */
export const rhythm: Rule = ({ topics, cards, rules: { rhythm } }) =>
  [...topics, ...cards].flatMap(text => {
    const lengths = text.body.map(({ words }) => words);
    const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
    return [
      ...(shortest < rhythm.short
        ? []
        : [`shortest sentence ${shortest} words, needs one under ${rhythm.short}`]),
      ...(longest > rhythm.long ? [] : [`longest sentence ${longest} words, needs one over ${rhythm.long}`]),
    ].map(value => whole(text, 'rhythm', value));
  });

/** An explainer card fits a phone. */
export const cardLength: Rule = ({ topics, rules }) =>
  topics.flatMap(text => {
    const count = charactersOf(text);
    return count <= rules.card_characters
      ? []
      : [whole(text, 'card-length', `${count} characters, most ${rules.card_characters}`)];
  });

/** Characters of what is read as one text, spaces counted once. */
export function charactersOf({ body }: TextFile): number {
  return body.map(({ text }) => text).join(' ').length;
}

/** The highest grade asked of a file of this kind; a daily message or a text to send is as easy as an exercise. */
export function gradeLimit({ kind }: TextFile, limits: Record<string, number>): number | undefined {
  return limits[AS_EXERCISE.has(kind) ? 'exercise' : kind];
}

function whole({ file, parts }: TextFile, rule: string, value: string): Finding {
  return { file, line: parts[0]?.line ?? 1, rule, value };
}

const AS_EXERCISE: ReadonlySet<TextFile['kind']> = new Set(['nudges', 'reach', 'hard-moment']);
