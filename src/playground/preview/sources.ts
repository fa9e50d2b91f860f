import type { Group, Item, Opening } from './contract.ts';
import { anchors, type Desk } from './desk.ts';

/** The articles with their sections, and for each section what rests on it. */
export function sources({ library, places }: Desk, groups: readonly Group[]): Group {
  const resting = restingOn(groups);
  return {
    id: 'sources',
    title: 'Sources',
    about: 'The articles the words rest on, and what rests on each of their sections.',
    files: [places.shared(FILE, [])],
    parts: library.sources.map(({ title, link, credit, terms, sections }, source) => ({
      title,
      text: `[${credit}](${link})\n-# ${terms}`,
      look: 'line',
      items: sections.map(({ id, heading }, at) => ({
        anchor: anchors.section(id),
        title: id,
        place: places.shared(FILE, ['sources', source, 'sections', at]),
        facts: resting.has(id) ? [] : [{ value: 'nothing rests on it' }],
        texts: [{ text: heading }],
        opens: resting.get(id) ?? [],
      })),
    })),
  };
}

/** By section, the items that name it; a group that names it as a whole stands for its items. */
function restingOn(groups: readonly Group[]): Map<string, Opening[]> {
  const resting = new Map<string, Opening[]>();
  const add = (ids: Iterable<string>, title: string, anchor: string) => {
    for (const id of new Set(ids))
      resting.set(id, [...(resting.get(id) ?? []), { label: '', title, anchor }]);
  };
  for (const { id, title, evidence, parts } of groups) {
    add(evidence?.sections.map(section => section.id) ?? [], title, id);
    for (const item of parts.flatMap(({ items }) => items)) add(sectionsOf(item), item.title, item.anchor);
  }
  return resting;
}

const sectionsOf = ({ evidence, texts }: Item): string[] =>
  [evidence, ...texts.map(text => text.evidence)].flatMap(one => one?.sections.map(({ id }) => id) ?? []);

const FILE = 'sources.yaml';
