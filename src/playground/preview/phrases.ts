import type { Group } from './contract.ts';
import { type Desk, together } from './desk.ts';

/** Sentences and labels of the interface, by the section of their file. */
export function phrases({ words, places }: Desk): Group {
  const { keys } = words.rules.neutral;
  const isSeen = (key: string) => keys.some(start => key === start || key.startsWith(`${start}.`));
  return {
    id: 'phrases',
    title: 'Sentences and buttons',
    about: 'Everything else that Steady says. {name} marks a place that is filled in.',
    files: [places.of('phrases.yaml')],
    parts: together([...words.phrases], ([key]) => key.split('.')[0] ?? key).map(([title, phrases]) => ({
      title,
      look: 'line',
      items: phrases.map(([key, text]) => ({
        anchor: `phrase-${key}`,
        title: key,
        place: places.ofOne('phrases.yaml', key.split('.')),
        facts: isSeen(key) ? [{ value: 'others may see it' }] : [],
        texts: [{ text }],
        opens: [],
      })),
    })),
  };
}
