import type { Material, TextFile } from './material.ts';
import type { Finding, Rule } from './report.ts';
import { finder, normal, type Sentence } from './sentences.ts';

/** No banned word in Steady's own mouth; the reader's marked thoughts and listed plain facts are free. */
export const banned: Rule = ({ texts, rules }) => {
  const finders = Object.entries(rules.banned).map(([reason, phrases]) => [reason, finder(phrases)] as const);
  const allowed = finder(rules.allowed);
  return inSentences(texts, 'banned', ({ own }) => {
    const left = withoutAll(own, allowed);
    return finders.flatMap(([reason, find]) => {
      const found = find(left);
      return found === undefined ? [] : [`"${found}" (${reason})`];
    });
  });
};

/** No emoji. */
export const emoji: Rule = ({ texts }) =>
  inSentences(texts, 'emoji', ({ text }) => [...text.matchAll(EMOJI)].map(([found]) => found));

/** No sentence over the most words. */
export const sentenceLength: Rule = ({ texts, rules }) =>
  inSentences(texts, 'sentence-length', ({ text, words }) =>
    words > rules.sentence_words ? [`${words} words, most ${rules.sentence_words}: ${text}`] : [],
  );

/** Lines that others may see, and file names of pictures, hint at nothing. */
export const neutral: Rule = ({ phrases, tree, rules: { neutral } }) => {
  const find = finder(neutral.words);
  const lines = phrases
    .filter(({ key }) => neutral.keys.some(start => key === start || key.startsWith(`${start}.`)))
    .map(({ file, line, sentences }) => ({ file, line, text: sentences.map(({ text }) => text).join(' ') }));
  const names = [...tree.paths]
    .filter(path => path.startsWith('media/'))
    .map(path => ({ file: tree.label(path), line: 1, text: path.replace(/[^\p{L}]+/gu, ' ') }));
  return [...lines, ...names].flatMap(({ file, line, text }) => {
    const found = find(text);
    return found === undefined ? [] : [{ file, line, rule: 'neutral', value: `"${found}"` }];
  });
};

/** No sentence twice in a file, nor in what opens an exercise and in that exercise. Short ones may come again. */
export const repeats: Rule = material => {
  const phrases = material.phrases.flatMap(({ file, sentences }) => repeatsIn(material, file, sentences));
  const files = material.texts
    .filter(({ kind }) => kind !== 'phrases')
    .flatMap(({ file, body }) => repeatsIn(material, file, body));
  const pairs = material.topics.flatMap(topic => {
    const exercise = material.exercises.find(({ id }) => id === topic.value?.practice);
    return exercise ? repeatsBetween(material, topic, exercise) : [];
  });
  const meanwhile = material.pieceFiles
    .flatMap(({ pieces }) => pieces)
    .flatMap(({ file, sentences, exercise }) => {
      const opened = material.exercises.find(({ id }) => id === exercise);
      return opened ? repeatsBetween(material, { file, body: sentences }, opened) : [];
    });
  return [...phrases, ...files, ...pairs, ...meanwhile];
};

function repeatsIn(material: Material, file: string, sentences: readonly Sentence[]): Finding[] {
  const seen = new Set<string>();
  return long(material, sentences).flatMap(({ text, line }) => {
    if (!seen.has(normal(text))) {
      seen.add(normal(text));
      return [];
    }
    return [{ file, line, rule: 'repeat', value: text }];
  });
}

function repeatsBetween(
  material: Material,
  opener: Pick<TextFile, 'file' | 'body'>,
  exercise: TextFile,
): Finding[] {
  const steps = new Set(long(material, exercise.body).map(({ text }) => normal(text)));
  return long(material, opener.body)
    .filter(({ text }) => steps.has(normal(text)))
    .map(({ text, line }) => ({
      file: opener.file,
      line,
      rule: 'repeat',
      value: `${text} (also in ${exercise.file})`,
    }));
}

function long({ rules }: Material, sentences: readonly Sentence[]): Sentence[] {
  return sentences.filter(({ words }) => words >= rules.repeat_words);
}

function inSentences(
  texts: readonly TextFile[],
  rule: string,
  values: (sentence: Sentence) => string[],
): Finding[] {
  return texts.flatMap(({ file, body, beside }) =>
    [...beside, ...body].flatMap(sentence =>
      values(sentence).map(value => ({ file, line: sentence.line, rule, value })),
    ),
  );
}

function withoutAll(text: string, find: (text: string) => string | undefined): string {
  let left = text;
  for (let found = find(left); found !== undefined; found = find(left)) left = left.replace(found, ' ');
  return left;
}

/** Pictures, and the selector that turns a sign into one; digits, © and ™ are no emoji. */
const EMOJI = /(?![©®™])\p{Extended_Pictographic}|\p{Regional_Indicator}|\uFE0F/gu;
