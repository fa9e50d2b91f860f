/** Draws one text with all that a writer wants to know of it: as a card of its own, or in one line. */
import type { Evidence, Fact, Item, Opening, Place, Text } from '../preview/contract.ts';
import { type Child, make, makeButton, start } from './dom.ts';
import { plainly } from './library-wording.ts';
import { drawMarkdown } from './markdown-draw.ts';

/** A card with a heading of this level, or a line where it is 0. */
export function drawItem(item: Item, level: number, language: string): HTMLElement {
  return level === 0 ? drawLine(item, language) : drawCard(item, level, language);
}

/** Where a text comes from: the word that its file has for it, what a reader is told, and the sections. */
export function drawEvidence({ origin, said, untold, sections }: Evidence): HTMLElement {
  const links = sections.flatMap(({ id, heading, anchor }, at) => {
    const link = make('a', { href: `#${anchor}`, title: heading }, id);
    return [at === 0 ? ' ' : ' · ', link, ` ${heading}`];
  });
  return make(
    'p',
    { class: 'evidence' },
    origin && make('span', { class: `origin ${origin}` }, origin),
    said === undefined ? undefined : ` ${said}`,
    ...links,
    untold === undefined ? undefined : ` Not told to readers: ${untold}`,
  );
}

/** The path of a file with a way to copy it; what the content check says of the file comes in here. */
export function drawPlace({ file, line, isEnglish }: Place, isItem = false): HTMLElement {
  const path = line === undefined ? file : `${file}:${line}`;
  const copy: HTMLButtonElement = makeButton(
    { class: 'copy', 'aria-label': `Copy path ${path}` },
    () => start(copyPath(copy, path)),
    'Copy path',
  );
  return make(
    'div',
    { class: 'place-of', ...(isItem ? {} : { 'data-file': file }) },
    make('p', { class: 'path' }, make('code', {}, path), ' ', copy),
    isEnglish ? make('p', { class: 'english' }, 'English: this language has none of its own.') : undefined,
    line === undefined ? make('p', { class: 'figures', 'data-figures': file }) : undefined,
    make('ul', { class: 'findings', hidden: true }),
  );
}

function drawCard(item: Item, level: number, language: string): HTMLElement {
  const { anchor, title, place, todo, facts, texts, evidence, opens } = item;
  const tag = level === 3 ? 'h3' : 'h4';
  return make(
    'article',
    { ...markOf(item), class: 'item', 'aria-labelledby': `${anchor}-title` },
    make(
      'header',
      { class: 'item-head' },
      make(tag, { id: `${anchor}-title` }, make('a', { href: `#${anchor}` }, title)),
      drawFacts(facts),
    ),
    drawTodo(todo),
    ...texts.map(text => drawText(text, wordsIn(language, place))),
    evidence && drawEvidence(evidence),
    ...opens.map(opening => make('p', { class: 'opens' }, ...drawOpening(opening))),
    drawPlace(place, true),
  );
}

function drawLine(item: Item, language: string): HTMLElement {
  const { anchor, title, place, facts, texts, opens } = item;
  const meta: Child[][] = [...facts.map(fact => [sayFact(fact)]), ...opens.map(drawOpening)];
  const line = place.line === undefined ? 'link' : `line ${place.line}`;
  return make(
    'li',
    { ...markOf(item), class: 'line' },
    make('p', { class: 'line-title' }, title),
    make(
      'div',
      { class: 'line-said' },
      ...texts.map(text => drawText(text, wordsIn(language, place))),
      make('ul', { class: 'findings', hidden: true }),
    ),
    make(
      'p',
      { class: 'line-meta' },
      ...meta.flatMap(part => [...part, ' · ']),
      ...(place.isEnglish ? ['English · '] : []),
      make('a', { href: `#${anchor}`, 'aria-label': `${line}: ${title}` }, line),
    ),
  );
}

/** How the page finds an item, and which findings of the content check are about it. */
function markOf({ anchor, place: { file, line } }: Item) {
  return { id: anchor, tabindex: -1, 'data-item': true, 'data-in': file, 'data-line': line };
}

function drawText({ label, text, facts, todo, evidence, picture }: Text, lang: string): HTMLElement {
  const said = drawMarkdown(text, plainly());
  said.lang = lang;
  said.classList.add('said');
  return make(
    'div',
    { class: 'text' },
    label === undefined ? undefined : make('p', { class: 'text-label' }, label),
    said,
    picture && drawMoving(picture, text),
    facts && drawFacts(facts),
    drawTodo(todo),
    evidence && drawEvidence(evidence),
  );
}

/** It moves, so it is shown to whoever opens it. */
function drawMoving({ name, address }: NonNullable<Text['picture']>, alt: string): HTMLElement {
  return make(
    'details',
    { class: 'moving' },
    make('summary', {}, `Show ${name}`),
    make('img', { src: address, alt, loading: 'lazy', width: 240, height: 240 }),
  );
}

function drawFacts(facts: readonly Fact[]): HTMLElement | undefined {
  if (facts.length === 0) return undefined;
  return make('ul', { class: 'facts' }, ...facts.map(fact => make('li', {}, ...drawFact(fact))));
}

function drawFact(fact: Fact): Child[] {
  const { label, value } = fact;
  const shown = /^https?:/.test(value) ? drawMarkdown(`<${value}>`, plainly()) : value;
  return label === undefined ? [shown] : [make('span', { class: 'fact-label' }, label), ' ', shown];
}

const sayFact = ({ label, value }: Fact): string => (label === undefined ? value : `${label}: ${value}`);

const drawTodo = (todo: string | undefined): HTMLElement | undefined =>
  todo === undefined ? undefined : make('p', { class: 'todo' }, todo);

function drawOpening({ label, title, anchor }: Opening): Child[] {
  return [label === '' ? undefined : `${label}: `, make('a', { href: `#${anchor}` }, title)];
}

const wordsIn = (language: string, { isEnglish }: Place): string => (isEnglish ? 'en' : language);

async function copyPath(button: HTMLButtonElement, path: string): Promise<void> {
  await navigator.clipboard.writeText(path);
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy path';
  }, saidFor);
}

/** Milliseconds. */
const saidFor = 2000;
