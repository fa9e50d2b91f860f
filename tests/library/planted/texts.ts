import { adding, replacing, saying, withParts } from '../content-copy.ts';
import { anger, onEdge, orienting, type Planted, phrases, selfHarm } from './places.ts';

const hard = (subject: string) =>
  `${subject} necessitates considerable environmental orientation continuously.`;
const hardText = `${hard('Physiological responsivity')} ${hard('Psychological adaptability')} Look up.`;
const filler = (words: number) => `${Array.from({ length: words }, () => 'so').join(' ')}.`;

/** Breaches of how something is said. */
export const PLANTED_TEXTS: Planted[] = [
  ['heading', 'another heading', onEdge, replacing(/## Why.*/, '## What causes it'), /"What causes it"/],
  [
    'grade',
    'a hard explainer',
    anger,
    withParts(hardText, hardText.replaceAll('orient', 'discern'), 'Look. Look there.'),
    /highest 6/,
  ],
  ['grade', 'a hard exercise', orienting, withParts(hardText, hard('Attentive observation')), /highest 5/],
  ['grade', 'a hard card', selfHarm, saying(`${hardText} ${hard('Immediate availability')}`), /highest 4/],
  ['sentence-length', 'a sentence of 21 words', orienting, adding(filler(21)), /21 words, most 20/],
  ['sentence-length', 'a phrase of 21 words', phrases, adding(`planted: ${filler(21)}`), /21 words/],
  [
    'rhythm',
    'no short sentence',
    anger,
    withParts(
      'The door is shut and you sit here on the floor by it.',
      'It is late and the rest of them have all gone to bed.',
      'Look up at the wall for a bit.',
    ),
    /needs one under 6/,
  ],
  [
    'rhythm',
    'no long sentence',
    anger,
    withParts('The door is shut.', 'It is late.', 'Look up at the wall.'),
    /needs one over 12/,
  ],
  [
    'card-length',
    'a card of over 600 characters',
    anger,
    adding(Array.from({ length: 60 }, (_, index) => `One more line, it is number ${index}.`).join('\n')),
    /most 600/,
  ],
  ['banned', 'pressure', orienting, adding('You should look up.'), /"should" \(pressure\)/],
  [
    'banned',
    'a consolation over a line break',
    anger,
    adding('You have the house, at\nleast.'),
    /"at least"/,
  ],
  ['banned', 'a word with another ending', phrases, adding('planted: Your healing goes on.'), /"healing"/],
  ['banned', 'a caution', orienting, replacing(/caution:.*/, 'caution: Just stop.'), /"Just"/],
  ['banned', 'comfort', selfHarm, saying('Take a gentle breath.'), /"gentle" \(comfort/],
  [
    'banned',
    'quotation marks instead of their-words',
    anger,
    adding('You may think "I am broken".'),
    /"broken"/,
  ],
  ['emoji', 'a heart in a step', orienting, adding('Look up \u2764\uFE0F now.'), /\u2764/],
  ['emoji', 'a flag on a button', phrases, adding('planted: "\u{1F1EE}\u{1F1F9} Next"'), /\u{1F1EE}/u],
  [
    'neutral',
    'a push line that tells',
    phrases,
    adding('push:\n  planted: Your therapy note is ready.'),
    /"therapy"/,
  ],
  ['neutral', 'a picture name that tells', 'media/after-betrayal.gif', () => 'GIF89a', /"betrayal"/],
  [
    'repeat',
    'a sentence twice in one file',
    orienting,
    adding('The cup is by the sink.\nThe cup is by the sink!'),
    /The cup is by the sink/,
  ],
  [
    'repeat',
    'a sentence twice in one phrase',
    phrases,
    adding('planted: The cup is here. Look. The cup is here.'),
    /The cup is here/,
  ],
  [
    'banned',
    'a banned word in the line of a feeling',
    'en/feelings.yaml',
    replacing(/line: '[^']*'/, "line: 'You should sit down.'"),
    /"should" \(pressure\)/,
  ],
];
