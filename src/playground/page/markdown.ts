/** Reads Discord's markdown into a small tree. Pure; markdown-draw.ts turns the tree into DOM nodes. */
import { type Inline, parseInline } from './markdown-inline.ts';

export type Block =
  | { kind: 'paragraph' | 'small'; inline: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; inline: Inline[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; ordered: boolean; first: number; items: ListItem[] };

interface ListItem {
  inline: Inline[];
  /** Lists indented below this item. */
  below: Block[];
}

/** Reads a whole message text. Never throws: what is no markdown stays as the text it is. */
export function parseMarkdown(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const close = () => {
    const joined = trimBlankEnds(paragraph).join('\n');
    if (joined !== '') blocks.push({ kind: 'paragraph', inline: parseInline(joined) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const taken = takeBlock(lines, at);
    if (taken) {
      close();
      blocks.push(taken.block);
      at = taken.next;
    } else {
      paragraph.push(lines[at] ?? '');
      at += 1;
    }
  }
  close();
  return blocks;
}

interface Taken {
  block: Block;
  /** The first line after the block. */
  next: number;
}

function takeBlock(lines: string[], at: number): Taken | undefined {
  const line = lines[at] ?? '';
  return takeFence(lines, at) ?? takeLine(line, at) ?? takeQuote(lines, at) ?? takeList(lines, at);
}

function takeLine(line: string, at: number): Taken | undefined {
  const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
  if (heading) {
    const level = (heading[1] ?? '#').length as 1 | 2 | 3;
    return { block: { kind: 'heading', level, inline: parseInline(heading[2] ?? '') }, next: at + 1 };
  }
  const small = /^-# +(\S.*)$/.exec(line);
  if (small) return { block: { kind: 'small', inline: parseInline(small[1] ?? '') }, next: at + 1 };
  return undefined;
}

function takeFence(lines: string[], at: number): Taken | undefined {
  const opening = /^```(.*)$/.exec(lines[at] ?? '');
  if (!opening) return undefined;
  const rest = opening[1] ?? '';
  if (rest.endsWith('```') && rest.length > 3) {
    return { block: { kind: 'code', language: '', text: rest.slice(0, -3) }, next: at + 1 };
  }
  const end = lines.findIndex((line, index) => index > at && line.trimEnd().endsWith('```'));
  if (end < 0) return undefined;
  const language = /^[\w+-]+$/.test(rest) ? rest : '';
  const inside = lines.slice(at + 1, end);
  if (language === '' && rest !== '') inside.unshift(rest);
  const last = (lines[end] ?? '').trimEnd().slice(0, -3);
  if (last !== '') inside.push(last);
  return { block: { kind: 'code', language, text: inside.join('\n') }, next: end + 1 };
}

function takeQuote(lines: string[], at: number): Taken | undefined {
  const line = lines[at] ?? '';
  if (line.startsWith('>>> ')) {
    const inside = [line.slice(4), ...lines.slice(at + 1)].join('\n');
    return { block: { kind: 'quote', blocks: parseMarkdown(inside) }, next: lines.length };
  }
  let next = at;
  const inside: string[] = [];
  for (let quoted = quotedText(lines[next]); quoted !== undefined; quoted = quotedText(lines[next])) {
    inside.push(quoted);
    next += 1;
  }
  return next === at
    ? undefined
    : { block: { kind: 'quote', blocks: parseMarkdown(inside.join('\n')) }, next };
}

function quotedText(line: string | undefined): string | undefined {
  if (line === undefined) return undefined;
  if (line === '>') return '';
  return line.startsWith('> ') ? line.slice(2) : undefined;
}

function takeList(lines: string[], at: number): Taken | undefined {
  const first = listMark(lines[at]);
  if (!first) return undefined;
  const items: ListItem[] = [];
  let next = at;
  for (let mark = listMark(lines[next]); mark; mark = listMark(lines[next])) {
    const last = items.at(-1);
    if (mark.indent < first.indent) break;
    if (mark.indent > first.indent && last) {
      const below = takeList(lines, next);
      if (!below) break;
      last.below.push(below.block);
      next = below.next;
      continue;
    }
    if (mark.ordered !== first.ordered) break;
    items.push({ inline: parseInline(mark.text), below: [] });
    next += 1;
  }
  return { block: { kind: 'list', ordered: first.ordered, first: first.number, items }, next };
}

function listMark(line: string | undefined) {
  const found = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/.exec(line ?? '');
  if (!found) return undefined;
  const ordered = found[3] !== undefined;
  return { indent: found[1]?.length ?? 0, ordered, number: Number(found[3] ?? 1), text: found[4] ?? '' };
}

function trimBlankEnds(lines: string[]): string[] {
  const filled = (line: string) => line.trim() !== '';
  const first = lines.findIndex(filled);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(filled) + 1);
}
