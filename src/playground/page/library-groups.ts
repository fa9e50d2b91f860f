/** Draws a group of texts with its head: what it is, in which files it stands, what it rests on. */
import type { Group, Item, Part } from '../preview/contract.ts';
import { make } from './dom.ts';
import { drawEvidence, drawPlace } from './library-items.ts';
import { plainly } from './library-wording.ts';
import { drawMarkdown } from './markdown-draw.ts';

/** Draws an item whose heading has this level. */
export type DrawItem = (item: Item, level: number) => HTMLElement;

export function drawGroup(group: Group, drawItem: DrawItem): HTMLElement {
  const { id, title, about, files, evidence, parts } = group;
  return make(
    'section',
    { class: 'group', id, tabindex: -1, 'aria-labelledby': `${id}-title`, 'data-group': true },
    make('h2', { id: `${id}-title` }, make('a', { href: `#${id}` }, title)),
    make('p', { class: 'group-about' }, about),
    evidence && drawEvidence(evidence),
    ...files.map(file => drawPlace(file)),
    ...parts.map(part => drawPart(part, drawItem)),
  );
}

function drawPart({ title, text, look, items }: Part, drawItem: DrawItem): HTMLElement {
  const level = title === undefined ? 3 : 4;
  const drawn = items.map(item => (look === 'card' ? drawItem(item, level) : drawItem(item, 0)));
  return make(
    'div',
    { class: 'part', 'data-part': true },
    title === undefined ? undefined : make('h3', {}, title),
    text === undefined ? undefined : drawMarkdown(text, plainly()),
    look === 'card' ? make('div', { class: 'cards' }, ...drawn) : make('ul', { class: 'lines' }, ...drawn),
  );
}
