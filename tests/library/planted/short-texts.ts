import { type Edit, replacing, yamlWith } from '../content-copy.ts';
import { long } from './nudges.ts';
import type { Planted } from './places.ts';

const reach = 'en/reach.yaml';
const hardMoment = 'en/hard-moment.yaml';

interface Ladder {
  sections: string[];
  rungs: { id: string; text: string; texts: { id: string; text: string }[] }[];
}

/** The first text of the second rung says this. */
const sending = (text: string): Edit =>
  yamlWith<Ladder>(({ rungs }) => Object.assign(rungs[1]?.texts[0] ?? {}, { text }));

/** The first thing to do against rage says this. */
const doing = (text: string): Edit =>
  yamlWith<{ urges: { rage: object } }>(({ urges }) => Object.assign(urges.rage, { first: text }));

const hard = 'Physiological responsivity necessitates continuous environmental consideration.';

/** Breaches of what makes texts to send, and things to do in a hard moment, short, quiet and plain. */
export const PLANTED_SHORT_TEXTS: Planted[] = [
  ['form', 'a sixth rung', reach, yamlWith<Ladder>(({ rungs }) => rungs.push(rungs[0] as never)), /5 rungs/],
  [
    'form',
    'three texts on a rung',
    reach,
    yamlWith<Ladder>(({ rungs }) => rungs[2]?.texts.splice(3)),
    /4 texts or more/,
  ],
  ['form', 'the id of a text twice', reach, replacing('id: lemon', 'id: library'), /"library" again/],
  ['form', 'the id of a rung twice', reach, replacing('id: hello', 'id: near'), /"near" again/],
  [
    'form',
    'a section of no article',
    reach,
    replacing('B4.3', 'B99'),
    /expected a section of sources\.yaml, came "B99"/,
  ],
  [
    'provenance',
    'a ladder from nowhere',
    reach,
    replacing(/sections:.*/, 'sections: []'),
    /without a section/,
  ],
  ['text-length', 'a text of 200 characters', reach, sending(long(200)), /200 characters, needs under 200/],
  ['neutral', 'a text that tells a stranger', reach, sending('My partner is out.'), /"partner"/],
  ['neutral', 'a mark that Discord would swallow', reach, sending('Are you *in*?'), /"\*"/],
  [
    'beginning',
    'the same three words first',
    reach,
    sending('Could you ask who is in?'),
    /"could you ask" also at content\/en\/reach\.yaml:\d+/,
  ],
  ['banned', 'pressure in a text to send', reach, sending('You must call me.'), /"must"/],
  ['banned', 'advice in what a rung is', reach, replacing('Be where', 'Move on, and be where'), /"Move on"/],
  ['emoji', 'a heart to send', reach, sending('Hello \u2764\uFE0F.'), /\u2764/],
  ['repeat', 'a text twice', reach, sending('Hello. No news from me.'), /No news from me/],
  [
    'grade',
    'texts in hard words',
    reach,
    text => text.replace(/text: '[^']*/g, `text: '${hard}`),
    /highest 5/,
  ],
  ['sentence-length', 'a text of 21 words', reach, sending(`${'so '.repeat(21).trim()}?`), /21 words/],
  ['form', 'an urge too few', hardMoment, replacing(/ {2}use:\n(?: {4}.*\n)+/, ''), /urges\.use: expected/],
  [
    'form',
    'an exercise that is not there',
    hardMoment,
    replacing('exercise: orienting', 'exercise: dancing'),
    /exercise: expected the id of an exercise, came "dancing"/,
  ],
  [
    'offered',
    'an exercise that starts by its name only',
    hardMoment,
    replacing('exercise: orienting', 'exercise: body-scan'),
    /body-scan/,
  ],
  ['provenance', 'no fact behind the waiting', hardMoment, replacing(/fact:.*\n/, ''), /without a fact/],
  ['banned', 'a fact that is too sure', hardMoment, replacing('fact: ', 'fact: Proven. '), /"Proven"/],
  [
    'emoji',
    'a flame in a label',
    hardMoment,
    replacing('label: rage', 'label: rage \u{1F525}'),
    /\u{1F525}/u,
  ],
  ['banned', 'comfort in a thing to do', hardMoment, doing('Take a gentle breath.'), /"gentle"/],
  [
    'text-length',
    'a thing of 200 characters',
    hardMoment,
    doing(long(200)),
    /200 characters, needs under 200/,
  ],
  [
    'repeat',
    'a sentence of the exercise it opens',
    hardMoment,
    doing('Shake out your hands as if they were wet.'),
    /Shake out your hands .*\(also in content\/en\/exercises\/push-the-wall\.md\)/,
  ],
  [
    'repeat',
    'a thing twice',
    hardMoment,
    doing('Walk up and down. Do that twice.'),
    /Do that twice|Walk up and/,
  ],
];
