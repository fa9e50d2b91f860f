import type { Exercise, Topic } from '../../library/schema.ts';
import type { Group, Item, Text } from './contract.ts';
import { anchors, counted, type Desk, evidenceOf, toExercise, together } from './desk.ts';

/** The explainers by theme, each in its three parts. */
export function explainers(desk: Desk): Group {
  const { topics, say } = desk.words;
  return {
    id: 'explainers',
    title: 'Explainers',
    about: 'What /explain shows: three parts on one card.',
    files: [],
    parts: together(topics, ({ theme }) => theme).map(([theme, topics]) => ({
      title: say(`explain.themes.${theme}`),
      look: 'card',
      items: topics.map(topic => explainer(desk, topic)),
    })),
  };
}

/** The exercises in the order they are offered, then those that are started by their name. */
export function exercises(desk: Desk): Group {
  const all = together(desk.words.exercises, ({ offered }) => (offered ? OFFERED : BY_NAME));
  return {
    id: 'exercises',
    title: 'Exercises',
    about: 'What /ground shows, one step a card, in the order of the rotation.',
    files: [],
    parts: all.map(([title, exercises]) => ({
      title,
      look: 'card',
      items: exercises.map(exercise => exerciseItem(desk, exercise)),
    })),
  };
}

function explainer(desk: Desk, topic: Topic): Item {
  const { places, words } = desk;
  const parts = ['feels', 'why', 'help'] as const;
  // A fact stands behind the parts that are widely used; without such a part it is shown with the last one.
  const withFact = parts.filter(part => topic[part].origin === 'widely-used');
  const showsFact = (part: (typeof parts)[number]) =>
    (withFact.length > 0 ? withFact : ['help']).includes(part);
  return {
    anchor: anchors.topic(topic.id),
    title: topic.title,
    place: places.of(`explainers/${topic.id}.md`),
    facts: [
      { value: `${counted(topic.ways.length, 'way')} of saying it` },
      ...(topic.safetyLine ? [{ value: 'says that the alarm may be right' }] : []),
    ],
    texts: parts.map((part, at) => ({
      label: words.rules.headings[at] ?? part,
      text: topic[part].text,
      evidence: evidenceOf(desk, { ...topic[part], fact: showsFact(part) ? topic.fact : undefined }),
    })),
    opens: toExercise(desk, words.say('explain.try'), topic.practice),
  };
}

function exerciseItem(desk: Desk, exercise: Exercise): Item {
  const { id, title, anchor, involves, direction, dark, unseen, order, twin, caution, steps } = exercise;
  return {
    anchor: anchors.exercise(id),
    title,
    place: desk.places.of(`exercises/${id}.md`),
    facts: [
      { label: 'Anchor', value: anchor },
      { label: 'Involves', value: involves.join(', ') || 'nothing to leave out' },
      { label: 'Direction', value: direction },
      { label: 'In the dark', value: dark ? 'yes' : 'no' },
      { label: 'Unseen', value: unseen ? 'yes' : 'no' },
      { label: 'Place in the rotation', value: String(order) },
      ...(exercise.together ? [{ value: 'may be done together in a channel' }] : []),
    ],
    texts: [
      ...(caution ? [{ label: 'Caution', text: caution }] : []),
      ...steps.map((text, at) => ({ label: `Step ${at + 1}`, text })),
      ...pictureOf(desk, exercise),
    ],
    evidence: evidenceOf(desk, exercise),
    opens: twin ? toExercise(desk, 'Outward twin', twin) : [],
  };
}

function pictureOf({ words }: Desk, { picture }: Exercise): Text[] {
  if (!picture) return [];
  const address = `/playground/library/pictures/${picture.file}?language=${words.language}`;
  return [{ label: 'Picture', text: picture.alt, picture: { name: picture.file, address } }];
}

const OFFERED = 'Offered by Steady';
const BY_NAME = 'Started by their name only';
