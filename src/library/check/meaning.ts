import type { Yaml } from '../document.ts';
import type { Origin } from '../schema.ts';
import type { Finding, Rule } from './report.ts';
import { finder, wordsIn } from './sentences.ts';

/** What comes from an article names its sections; what is widely used names the fact behind it. */
export const provenance: Rule = ({ topics, exercises, pieceFiles }) => [
  ...topics.flatMap(({ front, value }) =>
    value ? PARTS.flatMap(part => rooted(front, [part, 'sections'], value[part], value.fact)) : [],
  ),
  ...exercises.flatMap(({ front, value }) => (value ? rooted(front, ['sections'], value, value.fact) : [])),
  ...pieceFiles.flatMap(({ yaml, value }) => rooted(yaml, ['sections'], value, value.fact)),
];

/** The line that an alarm may be right stands once where it is needed, and nowhere else. */
export const safetyLine: Rule = ({ topics, rules: { safety_line } }) => {
  const finders = safety_line.says.map(phrase => finder([phrase]));
  return topics.flatMap(({ file, id, front, body, value }) => {
    const said = body.filter(({ text }) => finders.every(find => find(text) !== undefined));
    const line = front.lineOf(['safety_line']);
    const breach = (text: string, at = line): Finding => ({
      file,
      line: at,
      rule: 'safety-line',
      value: text,
    });
    const [needed, possible] = [safety_line.in.includes(id), safety_line.may.includes(id)];
    return [
      ...(needed && said.length === 0 ? [breach(`missing, needs ${safety_line.says.join(' … ')}`)] : []),
      ...(!needed && !possible ? said.map(({ text, line }) => breach(text, line)) : []),
      ...said.slice(1).map(({ text, line }) => breach(`a second time: ${text}`, line)),
      ...(value && value.safetyLine !== said.length > 0
        ? [breach(`safety_line is ${value.safetyLine}, the text says otherwise`)]
        : []),
    ];
  });
};

/** Exercises that Steady offers by itself hold no breath. */
export const breathHold: Rule = ({ exercises, rules: { breath_hold } }) => {
  const [hold, about, unless] = [breath_hold.words, breath_hold.about, breath_hold.unless].map(finder);
  return exercises
    .filter(({ value }) => value?.offered !== false)
    .flatMap(({ file, body, value }) =>
      body
        .filter(({ text }) => {
          const breath = value?.anchor === 'breath' || about?.(text) !== undefined;
          return breath && hold?.(text) !== undefined && unless?.(text) === undefined;
        })
        .map(({ text, line }) => ({ file, line, rule: 'breath-hold', value: text })),
    );
};

/** The alt text of a picture says what the picture says. */
export const altText: Rule = ({ exercises, tree }) =>
  exercises.flatMap(({ file, front, value }) => {
    if (!value?.picture) return [];
    const { name, alt } = value.picture;
    const pace = name.match(/\d+/g) ?? [];
    const missing = pace.filter(number => finder([number])(alt) === undefined);
    const parameters = `media/${name}.yaml`;
    const breach = (value: string) => ({ file, line: front.lineOf(['alt']), rule: 'alt', value });
    return [
      ...(alt.length < LEAST_ALT ? [breach(`${alt.length} characters: ${alt}`)] : []),
      ...(missing.length > 0 ? [breach(`${missing.join(' and ')} of ${name} not in: ${alt}`)] : []),
      ...(tree.paths.has(parameters)
        ? []
        : [
            {
              ...breach(`${parameters} missing: what the picture was drawn from`),
              file: tree.label(parameters),
              line: 1,
            },
          ]),
    ];
  });

/** Each way of saying stands once, under one topic. There are enough of them, and half do without any word of the title. */
export const ways: Rule = ({ ways, topics }) => {
  const seen = new Map<string, string>();
  return ways.flatMap(({ file, topic, ways }) => [
    ...ways.flatMap(({ text, line }) => {
      const before = seen.get(text.toLowerCase());
      seen.set(text.toLowerCase(), `${file}:${line}`);
      return before === undefined ? [] : [{ file, line, rule: 'ways', value: `"${text}" also at ${before}` }];
    }),
    ...enough(file, ways, topics.find(({ id }) => id === topic)?.value?.title ?? ''),
  ]);
};

function enough(file: string, ways: readonly { text: string }[], title: string): Finding[] {
  const named = new Set(tellingWords(title));
  const plain = ways.filter(({ text }) => tellingWords(text).some(word => named.has(word)));
  const breach = (value: string): Finding => ({ file, line: 1, rule: 'ways', value });
  return [
    ...(ways.length < LEAST_WAYS ? [breach(`${ways.length} ways, ${LEAST_WAYS} needed`)] : []),
    ...(plain.length * 2 > ways.length
      ? [breach(`${plain.length} of ${ways.length} hold a word of the title`)]
      : []),
  ];
}

/** Words that say what a title is about: short ones stand in every line. */
const tellingWords = (text: string): string[] =>
  wordsIn(text.toLowerCase().replaceAll('’', "'")).filter(word => word.length > 3);

function rooted(
  front: Yaml,
  path: string[],
  { origin, sections }: { origin: Origin; sections: string[] },
  fact: string | undefined,
): Finding[] {
  const breach = (value: string): Finding => ({
    file: front.file,
    line: front.lineOf(path),
    rule: 'provenance',
    value,
  });
  if (origin === 'widely-used') return fact ? [] : [breach(`${path.join('.')}: widely-used without a fact`)];
  return sections.length > 0 ? [] : [breach(`${path.join('.')}: ${origin} without a section`)];
}

const PARTS = ['feels', 'why', 'help'] as const;
const LEAST_ALT = 20;
const LEAST_WAYS = 150;
