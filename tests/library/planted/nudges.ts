import { adding, type Edit, replacing, yamlWith } from '../content-copy.ts';
import type { Planted } from './places.ts';

export const checkin = 'en/nudges/checkin.yaml';
const grounding = 'en/nudges/grounding.yaml';
const explainer = 'en/nudges/explainer.yaml';
const journey = 'en/nudges/journey.yaml';

/** One more check-in that says this. */
export const opening = (text: string): Edit => adding(`  - { id: planted, text: '${text}' }`);

/** The first day of the journey says this. */
const dayOne = (text: string): Edit =>
  yamlWith<{ days: { text: string }[] }>(({ days: [first] }) => Object.assign(first ?? {}, { text }));

/** Keeps so many check-ins. */
export const onlyFirst = (count: number): Edit =>
  yamlWith<{ openings: unknown[] }>(file => file.openings.splice(count));

/** Short sentences of so many characters in all. */
export const long = (characters: number) =>
  'Look up. '
    .repeat(characters)
    .slice(0, characters - 1)
    .concat('.');

/** Breaches of what keeps a daily message short, new and quiet. */
export const PLANTED_NUDGES: Planted[] = [
  ['openings', 'a stock that comes round within a month', checkin, onlyFirst(30), /30 openings, needs 31/],
  [
    'nudge-length',
    'an opening of 200 characters',
    checkin,
    opening(long(200)),
    /200 characters, needs under 200/,
  ],
  ['nudge-length', 'a day of 400 characters', journey, dayOne(long(400)), /400 characters, needs under 400/],
  ['neutral', 'an opening that tells a stranger', checkin, opening('Is the affair near?'), /"affair"/],
  ['neutral', 'a day that tells a stranger', journey, dayOne('Betrayal is loud.'), /"Betrayal"/],
  ['banned', 'pressure', checkin, opening('What must today be like?'), /"must"/],
  ['banned', 'a name for the way', journey, dayOne('The journey begins.'), /"journey"/],
  ['emoji', 'a sun', checkin, opening('Are you up \u2600\uFE0F?'), /\u2600/],
  ['sentence-length', 'a sentence of 21 words', checkin, opening(`${'so '.repeat(21).trim()}?`), /21 words/],
  [
    'grade',
    'openings in hard words',
    checkin,
    text => text.replace(/text: '[^']*/g, "text: 'Physiological responsivity necessitates consideration?"),
    /highest 5/,
  ],
  [
    'beginning',
    'the same three words first',
    checkin,
    opening('are you FULLER today?'),
    /"are you fuller" also at content\/en\/nudges\/checkin\.yaml:\d+/,
  ],
  [
    'beginning',
    'the first words of another file',
    explainer,
    replacing(/text: '/, "text: 'Are you fuller today? "),
    /"are you fuller" also at content\/en\/nudges\/checkin\.yaml:\d+/,
  ],
  [
    'repeat',
    'a sentence twice',
    checkin,
    opening('Look up. Answer as a lift would.'),
    /Answer as a lift would/,
  ],
  [
    'repeat',
    'a sentence of another file',
    journey,
    dayOne('Look up. Answer as a lift would.'),
    /Answer as a lift would\. \(also at content\/en\/nudges\/checkin\.yaml:\d+\)/,
  ],
  [
    'offered',
    'an exercise that starts by its name only',
    grounding,
    replacing('exercise: orienting', 'exercise: body-scan'),
    /body-scan/,
  ],
  ['form', 'an id twice', checkin, adding("  - { id: mug, text: 'Look?' }"), /id: expected .*"mug" again/],
  [
    'form',
    'an exercise that is not there',
    grounding,
    replacing('exercise: orienting', 'exercise: dancing'),
    /exercise: expected the id of an exercise, came "dancing"/,
  ],
  [
    'form',
    'a page that is not there',
    explainer,
    replacing('topic: on-edge', 'topic: dancing'),
    /topic: expected the id of an explainer, came "dancing"/,
  ],
  [
    'form',
    'a section of no article',
    journey,
    replacing('section: A1', 'section: A99'),
    /section: expected a section of sources\.yaml, came "A99"/,
  ],
];
