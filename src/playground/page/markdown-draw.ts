/** Draws the tree of markdown.ts as DOM nodes. */
import { make } from './dom.ts';
import { type Block, parseMarkdown } from './markdown.ts';
import type { Inline, Wrap } from './markdown-inline.ts';
import { drawTime } from './times.ts';

/** What mentions and dates need to be worded. */
export interface Wording {
  locale: string;
  /** What the playground's clock shows, in milliseconds since 1970. */
  now: number;
  personName(id: string): string;
  placeName(id: string): string;
}

/** Draws a text with its markdown. */
export function drawMarkdown(text: string, wording: Wording): HTMLElement {
  return make('div', { class: 'markdown' }, ...parseMarkdown(text).map(block => drawBlock(block, wording)));
}

function drawBlock(block: Block, wording: Wording): HTMLElement {
  switch (block.kind) {
    case 'paragraph':
      return make('p', {}, ...drawInline(block.inline, wording));
    case 'small':
      return make('p', { class: 'small' }, ...drawInline(block.inline, wording));
    case 'heading':
      // The page's own headings are 1 and 2. A card's begin at any size, so all are of one level.
      return make('h3', { class: `heading-${block.level}` }, ...drawInline(block.inline, wording));
    case 'code':
      return make('pre', {}, make('code', {}, block.text));
    case 'quote':
      return make('blockquote', {}, ...block.blocks.map(inner => drawBlock(inner, wording)));
    case 'list':
      return drawList(block, wording);
  }
}

function drawList(block: Extract<Block, { kind: 'list' }>, wording: Wording): HTMLElement {
  const items = block.items.map(item =>
    make(
      'li',
      {},
      ...drawInline(item.inline, wording),
      ...item.below.map(inner => drawBlock(inner, wording)),
    ),
  );
  return block.ordered ? make('ol', { start: block.first }, ...items) : make('ul', {}, ...items);
}

function drawInline(parts: readonly Inline[], wording: Wording): (Node | string)[] {
  return parts.map(part => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'code':
        return make('code', {}, part.text);
      case 'break':
        return make('br');
      case 'link':
        return makeLink(part.address, {}, ...drawInline(part.inside, wording));
      case 'time':
        return drawTime(part.unix, part.style, wording);
      case 'person':
        return make('span', { class: 'mention' }, `@${wording.personName(part.id)}`);
      case 'place':
        return make('span', { class: 'mention' }, `#${wording.placeName(part.id)}`);
      case 'command':
        return make('span', { class: 'mention' }, `/${part.name}`);
      case 'spoiler':
        return drawSpoiler(drawInline(part.inside, wording));
      default:
        return make(wrapTags[part.kind], {}, ...drawInline(part.inside, wording));
    }
  });
}

/** A link that opens beside the page and tells the other site nothing. An address that is not http(s) leads nowhere. */
export function makeLink(address: string, attributes: { class?: string }, ...children: (Node | string)[]) {
  const safe = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) ? address : undefined;
  return make('a', { ...attributes, href: safe, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

function drawSpoiler(inside: (Node | string)[]): HTMLElement {
  const hidden = make('span', { class: 'spoiler-text', hidden: true }, ...inside);
  const show = make('button', { type: 'button', class: 'spoiler' }, 'Show hidden words');
  show.addEventListener('click', () => {
    hidden.hidden = false;
    show.remove();
  });
  return make('span', {}, show, hidden);
}

const wrapTags = { strong: 'strong', emphasis: 'em', underline: 'u', strike: 's' } as const satisfies Record<
  Exclude<Wrap, 'spoiler'>,
  string
>;
