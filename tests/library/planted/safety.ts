import { adding, replacing } from '../content-copy.ts';
import { anger, boxBreathing, longExhale, onEdge, orienting, type Planted, selfHarm } from './places.ts';

/** Breaches of where words come from and of what keeps people safe. */
export const PLANTED_SAFETY: Planted[] = [
  ['form', 'an explainer without its exercise', onEdge, replacing(/practice:.*\n/, ''), /practice: expected/],
  ['form', 'a section that no article has', onEdge, replacing(/sections: \[/, 'sections: [A99, '), /"A99"/],
  [
    'form',
    'an inward exercise without a twin',
    longExhale,
    replacing(/twin:.*\n/, ''),
    /twin: expected the id of an outward/,
  ],
  ['form', 'an inward twin', longExhale, replacing(/twin:.*/, 'twin: name-feeling'), /which is inward/],
  ['form', 'a picture without alt text', longExhale, replacing(/alt:.*\n/, ''), /alt: expected/],
  [
    'provenance',
    'an article as origin and no section',
    onEdge,
    replacing(/feels:.*/, 'feels: { sections: [], origin: article }'),
    /feels/,
  ],
  [
    'provenance',
    'widely used and no fact',
    onEdge,
    replacing(/help:.*/, 'help: { sections: [], origin: widely-used }'),
    /without a fact/,
  ],
  [
    'provenance',
    'an exercise widely used and no fact',
    orienting,
    replacing(/origin:.*/, 'origin: widely-used'),
    /without a fact/,
  ],
  ...(['looks inward', 'with breath', 'with a picture'] as const).map(
    (what): Planted => [
      'together',
      `an exercise for a group: ${what}`,
      longExhale,
      replacing('offered: true', 'offered: true\ntogether: true'),
      new RegExp(what),
    ],
  ),
  [
    'together',
    'an exercise for a group that starts by its name only',
    boxBreathing,
    replacing('offered: false', 'offered: false\ntogether: true'),
    /started by its name only/,
  ],
  [
    'neutral',
    'a word that tells, in an exercise for a group',
    orienting,
    adding('\nThink of your therapist.'),
    /"therap/,
  ],
  [
    'safety-line',
    'the line missing',
    onEdge,
    text => text.replace(/If you are not\s+safe where you are[^.]*\./, ''),
    /missing/,
  ],
  [
    'safety-line',
    'the line where nobody asked for it',
    anger,
    replacing(/## Why.*\n/, '$&If you are not safe where you are, the alarm may be right. '),
    /the alarm may be right/,
  ],
  [
    'safety-line',
    'the line twice',
    onEdge,
    adding('If you are not safe where you are, it may be right.'),
    /a second time/,
  ],
  [
    'safety-line',
    'a flag that says otherwise',
    onEdge,
    replacing(/safety_line: true.*\n/, ''),
    /safety_line is false/,
  ],
  [
    'breath-hold',
    'a hold in an exercise that is offered',
    orienting,
    adding('Breathe in. Now hold your breath for four.'),
    /hold your breath/,
  ],
  ['breath-hold', 'a hold by count', longExhale, adding('Hold: one, two, three, four.'), /Hold: one/],
  ['alt', 'alt text too short', longExhale, replacing(/alt:.*/, 'alt: A circle 4 6'), /characters/],
  [
    'alt',
    'alt text without the pace',
    longExhale,
    replacing(/alt:.*/, 'alt: A circle that grows and shrinks again.'),
    /4 and 6/,
  ],
  ['alt', 'a picture without its parameters', 'media/paced-4-6.yaml', 'gone', /media\/paced-4-6\.yaml/],
  [
    'ways',
    'a way twice in a file',
    'en/ways/anger.txt',
    adding('so much planted anger\nSo much planted anger'),
    /planted anger/,
  ],
  ['ways', 'a way under two topics', 'en/ways/waves.txt', adding('so much anger'), /anger\.txt:/],
  [
    'ways',
    'too few ways',
    'en/ways/waves.txt',
    text => text.split('\n').slice(0, 100).join('\n'),
    /^99 ways, 150 needed$/,
  ],
  [
    'ways',
    'ways that mostly hold a word of the title',
    'en/ways/waves.txt',
    text =>
      text
        .split('\n')
        .map((way, at) => (at > 0 && way ? `fine ${way} yesterday ${at}` : way))
        .join('\n'),
    /hold a word of the title$/,
  ],
  [
    'safety-card',
    'nothing on who reads it',
    selfHarm,
    text => text.replace(/no\s+person\s+reads\s+this/, 'nobody is here'),
    /missing: I am a bot/,
  ],
  [
    'safety-card',
    'no emergency number',
    selfHarm,
    text => text.replaceAll('{emergency}', '112'),
    /missing: \{emergency\}/,
  ],
  ['safety-card', 'another last line', selfHarm, adding('Take care.'), /last line is/],
  [
    'safety-card',
    'a place nothing fills',
    selfHarm,
    text => text.replace('{emergency}', '{emergency} or {number}'),
    /nothing fills \{number\}/,
  ],
];
