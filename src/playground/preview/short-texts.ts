import { type HardMoment, URGES } from '../../library/hard-moment-schema.ts';
import type { Group, Item } from './contract.ts';
import { type Desk, evidenceOf, toExercise, toTopic } from './desk.ts';

/** The feelings of a check-in, in their groups. */
export function feelings(desk: Desk): Group {
  const file = 'feelings.yaml';
  return {
    id: 'feelings',
    title: 'Feelings',
    about: 'The words of /checkin, each with what it can be like.',
    files: [desk.places.of(file)],
    parts: desk.words.feelings.map(({ label, feelings }, group) => ({
      title: label,
      look: 'line',
      items: feelings.map((feeling, at) => ({
        anchor: `feeling-${feeling.id}`,
        title: feeling.label,
        place: desk.places.of(file, ['groups', group, 'feelings', at]),
        facts: [],
        texts: [{ text: feeling.line }],
        opens: [...toExercise(desk, 'Exercise', feeling.exercise), ...toTopic(desk, 'Page', feeling.topic)],
      })),
    })),
  };
}

/** The ladder of /reach, the smallest way first. */
export function reach(desk: Desk): Group {
  const { ladder } = desk.words;
  const file = 'reach.yaml';
  return {
    id: 'reach',
    title: 'Reaching people',
    about: 'The ladder of /reach, the smallest way first, with texts to copy.',
    files: [desk.places.of(file)],
    evidence: evidenceOf(desk, ladder),
    parts: ladder.rungs.map(({ id, title, to, text, texts }, rung) => ({
      title: `${rung + 1}. ${title}`,
      text: `${text}\n-# ${to === 'self' ? 'Notes to oneself' : 'To send to someone who has felt safe'}`,
      look: 'line',
      items: texts.map((one, at) => ({
        anchor: `reach-${id}-${one.id}`,
        title: one.id,
        place: desk.places.of(file, ['rungs', rung, 'texts', at]),
        facts: [{ value: `${one.text.length} characters` }],
        texts: [{ text: one.text }],
        opens: [],
      })),
    })),
  };
}

/** What /hard-moment gives to do while an urge is waited out. */
export function hardMoment(desk: Desk): Group {
  const { hardMoment: moment } = desk.words;
  const place = (...keys: string[]) => desk.places.of('hard-moment.yaml', keys);
  return {
    id: 'hard-moment',
    title: 'Hard moments',
    about: 'What /hard-moment gives to do while an urge is waited out.',
    files: [place()],
    evidence: evidenceOf(desk, moment),
    parts: [
      {
        look: 'card',
        items: [
          {
            ...meanwhile(desk, moment.begin),
            anchor: 'urge-begin',
            title: 'At the beginning',
            place: place('begin'),
          },
          ...URGES.map(urge => ({
            ...meanwhile(desk, moment.urges[urge]),
            anchor: `urge-${urge}`,
            title: `I want to ${moment.urges[urge].label}`,
            place: place('urges', urge),
          })),
          {
            anchor: 'urge-hurt',
            title: `I want to ${moment.hurt.label}`,
            place: place('hurt'),
            facts: [],
            texts: [],
            opens: [{ label: 'Opens', title: 'a safety card', anchor: 'safety-cards' }],
          },
        ],
      },
    ],
  };
}

function meanwhile(
  desk: Desk,
  { first, again, exercise }: HardMoment['begin'],
): Pick<Item, 'facts' | 'texts' | 'opens'> {
  return {
    facts: [],
    texts: [
      { label: 'At first', text: first, facts: [{ value: `${first.length} characters` }] },
      { label: 'When it is still strong', text: again, facts: [{ value: `${again.length} characters` }] },
    ],
    opens: toExercise(desk, 'Opens', exercise),
  };
}
