/** Reads the marks inside a line: bold, links, timestamps and the like. Pure. */

export type Wrap = 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler';
export type TimeStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 's' | 'S' | 'R';

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'break' }
  | { kind: Wrap; inside: Inline[] }
  | { kind: 'link'; address: string; inside: Inline[] }
  /** `unix` in seconds. */
  | { kind: 'time'; unix: number; style: TimeStyle }
  | { kind: 'person' | 'place'; id: string }
  | { kind: 'command'; name: string };

/** Reads one stretch of text; unknown or unclosed marks stay as text. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const escaped = /^\\([^\sa-zA-Z0-9])/.exec(rest);
    if (escaped) {
      plain += escaped[1];
      at += escaped[0].length;
      continue;
    }
    const taken = takeMark(rest, text[at - 1]);
    if (taken) {
      flush();
      found.push(taken.inline);
      at += taken.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return found;
}

interface Taken {
  inline: Inline;
  length: number;
}

function takeMark(rest: string, before: string | undefined): Taken | undefined {
  if (rest.startsWith('\n')) return { inline: { kind: 'break' }, length: 1 };
  return takeCode(rest) ?? takeTag(rest) ?? takeLink(rest, before) ?? takeWrap(rest, before);
}

function takeCode(rest: string): Taken | undefined {
  const found = /^(`+)([\s\S]*?[^`])\1(?!`)/.exec(rest);
  if (!found) return undefined;
  const text = (found[2] ?? '').replace(/^ (?=`)|(?<=`) $/g, '');
  return { inline: { kind: 'code', text }, length: found[0].length };
}

function takeTag(rest: string): Taken | undefined {
  const time = /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/.exec(rest);
  if (time) {
    const style = (time[2] ?? 'f') as TimeStyle;
    return { inline: { kind: 'time', unix: Number(time[1]), style }, length: time[0].length };
  }
  const mention = /^<(@!?|#)(\d+)>/.exec(rest);
  if (mention) {
    const kind = mention[1] === '#' ? 'place' : 'person';
    return { inline: { kind, id: mention[2] ?? '' }, length: mention[0].length };
  }
  const command = /^<\/([^:>\n]{1,100}):\d+>/.exec(rest);
  if (command) return { inline: { kind: 'command', name: command[1] ?? '' }, length: command[0].length };
  return undefined;
}

function takeLink(rest: string, before: string | undefined): Taken | undefined {
  const masked = /^\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+)>?\)/.exec(rest);
  if (masked) {
    const inside = parseInline(masked[1] ?? '').filter(part => part.kind !== 'link');
    return { inline: { kind: 'link', address: masked[2] ?? '', inside }, length: masked[0].length };
  }
  const angled = /^<(https?:\/\/[^\s<>]+)>/.exec(rest);
  if (angled) return { inline: bareLink(angled[1] ?? ''), length: angled[0].length };
  const bare = /^https?:\/\/[^\s<>]*[^\s<>.,:;"'!?*_)\]]/.exec(rest);
  if (bare && !isWordy(before)) return { inline: bareLink(bare[0]), length: bare[0].length };
  return undefined;
}

function bareLink(address: string): Inline {
  return { kind: 'link', address, inside: [{ kind: 'text', text: address }] };
}

function takeWrap(rest: string, before: string | undefined): Taken | undefined {
  for (const { mark, kind } of wraps) {
    if (!rest.startsWith(mark)) continue;
    if (mark === '_' && isWordy(before)) continue;
    const end = closing(rest, mark);
    if (end < 0) continue;
    const inside = parseInline(rest.slice(mark.length, end));
    return { inline: { kind, inside }, length: end + mark.length };
  }
  return undefined;
}

/** Where the closing mark stands, or -1. Skips escapes and code; a single mark is not the half of a double one. */
function closing(rest: string, mark: string): number {
  for (let at = mark.length; at < rest.length; ) {
    const code = rest[at] === '`' ? takeCode(rest.slice(at)) : undefined;
    if (code) at += code.length;
    else if (rest[at] === '\\') at += 2;
    else if (rest.startsWith(mark, at) && closes(rest, mark, at)) return at;
    else at += mark.length === 1 && rest.startsWith(mark + mark, at) ? 2 : 1;
  }
  return -1;
}

function closes(rest: string, mark: string, at: number): boolean {
  const inside = rest.slice(mark.length, at);
  if (inside.trim() === '') return false;
  const after = rest[at + mark.length];
  if (mark.length === 2) return after !== mark[0];
  if (/^\s|\s$/.test(inside)) return false;
  return mark === '*' ? after !== '*' : !isWordy(after) && after !== '_';
}

function isWordy(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

const wraps: readonly { mark: string; kind: Wrap }[] = [
  { mark: '**', kind: 'strong' },
  { mark: '__', kind: 'underline' },
  { mark: '~~', kind: 'strike' },
  { mark: '||', kind: 'spoiler' },
  { mark: '*', kind: 'emphasis' },
  { mark: '_', kind: 'emphasis' },
];
