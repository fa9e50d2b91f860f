import { NUDGE_KINDS } from '../../library/nudges-schema.ts';
import type { Words } from '../../library/schema.ts';
import type { Group, Item, Part } from './contract.ts';
import { counted, type Desk, evidenceOf, toExercise, toTopic } from './desk.ts';

/** The openings of daily messages, by kind. */
export function openings(desk: Desk): Group {
  return {
    id: 'daily-messages',
    title: 'Daily messages',
    about:
      'One of these begins a daily message of its kind. Whoever chose so gets it in a push, where others may see it.',
    files: STOCKS.map(kind => desk.places.of(`nudges/${kind}.yaml`)),
    parts: STOCKS.map(kind => stock(desk, kind)),
  };
}

/** The fourteen days through both articles. */
export function days(desk: Desk): Group {
  const { journey } = desk.words.nudges;
  return {
    id: 'fourteen-days',
    title: 'The fourteen days',
    about: 'A way through both articles, one day after another.',
    files: [desk.places.of('nudges/journey.yaml')],
    parts: [{ look: 'card', items: journey.map((_, at) => dayItem(desk, at)) }],
  };
}

type Stock = Words['nudges'][(typeof STOCKS)[number]][number];

function stock(desk: Desk, kind: (typeof STOCKS)[number]): Part {
  const all: readonly Stock[] = desk.words.nudges[kind];
  return {
    title: `${TITLES[kind]}: ${counted(all.length, 'opening')}`,
    look: 'line',
    items: all.map((opening, at): Item => {
      const exercise = 'exercise' in opening ? toExercise(desk, 'Opens', opening.exercise) : [];
      return {
        anchor: `${kind}-${opening.id}`,
        title: opening.id,
        place: desk.places.of(`nudges/${kind}.yaml`, ['openings', at]),
        facts: [
          { value: counted(opening.text.length, 'character') },
          ...('alone' in opening && opening.alone ? [{ value: 'not for a channel' }] : []),
        ],
        texts: [{ text: opening.text }],
        opens: [...exercise, ...('topic' in opening ? toTopic(desk, 'Opens', opening.topic) : [])],
      };
    }),
  };
}

function dayItem(desk: Desk, at: number): Item {
  const day = desk.words.nudges.journey[at];
  if (!day) throw new Error(`expected a day ${at + 1}, came none`);
  return {
    anchor: `day-${day.day}`,
    title: `Day ${day.day}`,
    place: desk.places.of('nudges/journey.yaml', ['days', at]),
    facts: [{ value: counted(day.text.length, 'character') }],
    texts: [{ text: day.text }],
    evidence: evidenceOf(desk, { sections: [day.section] }),
    opens: [
      ...toExercise(desk, desk.words.say('explain.try'), day.exercise),
      ...toTopic(desk, 'Nearest page', day.topic),
    ],
  };
}

const STOCKS = NUDGE_KINDS.filter(kind => kind !== 'journey');
const TITLES = {
  checkin: 'Check-in',
  grounding: 'Grounding',
  explainer: 'A thought to read',
} satisfies Record<(typeof STOCKS)[number], string>;
