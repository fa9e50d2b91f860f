import type { Exercise, Library, Origin, Topic, Words } from '../../library/schema.ts';
import { originLine } from '../../router/origin.ts';
import type { Evidence, Opening } from './contract.ts';
import type { Places } from './places.ts';

/** What every group is made from. */
export interface Desk {
  library: Library;
  words: Words;
  places: Places;
  /** Milliseconds since 1970. */
  now: number;
  /** Code of the country that safety cards are filled for too. */
  country?: string | undefined;
}

/** Anchors of the things that others lead to. An explainer's is its id alone. */
export const anchors = {
  topic: (id: string) => id,
  exercise: (id: string) => `exercise-${id}`,
  section: (id: string) => `section-${id}`,
};

/** Where a text comes from, with the sections as they are headed. */
export function evidenceOf(
  desk: Desk,
  { origin, fact, sections }: { origin?: Origin; fact?: string | undefined; sections: readonly string[] },
): Evidence {
  const { say } = desk.words;
  return {
    ...(origin && { origin, said: originLine(say, { origin, ...(fact !== undefined && { fact }) }) }),
    ...(fact !== undefined && origin !== 'widely-used' && { untold: fact }),
    sections: sections.map(id => ({ id, heading: headingOf(desk, id), anchor: anchors.section(id) })),
  };
}

/** Leads to an exercise by its id. */
export function toExercise({ words }: Desk, label: string, id: string): Opening[] {
  return leadTo(label, words.exercises, id, anchors.exercise);
}

/** Leads to an explainer by its id, where there is one. */
export function toTopic({ words }: Desk, label: string, id: string | undefined): Opening[] {
  return leadTo(label, words.topics, id, anchors.topic);
}

/** Those that have the same in common, in the order they come. */
export function together<T>(things: readonly T[], common: (thing: T) => string): [string, T[]][] {
  const names = [...new Set(things.map(common))];
  return names.map(name => [name, things.filter(thing => common(thing) === name)]);
}

/** Such as "1 word", "12 words". */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function leadTo(
  label: string,
  all: readonly (Topic | Exercise)[],
  id: string | undefined,
  anchorOf: (id: string) => string,
): Opening[] {
  const found = all.find(one => one.id === id);
  return found ? [{ label, title: found.title, anchor: anchorOf(found.id) }] : [];
}

function headingOf({ library }: Desk, id: string): string {
  const found = library.sources.flatMap(({ sections }) => sections).find(section => section.id === id);
  if (!found) throw new Error(`expected a section of sources.yaml, came ${id}`);
  return found.heading;
}
