import { dateIn } from '../../src/core/dates.ts';
import { unquoted } from '../../src/core/own-words.ts';
import type { Shown } from '../../src/people/person.ts';
import type { Context } from '../../src/router/command.ts';

/** What is told of a record, in pieces that are not cut where a page ends. */
export interface Piece {
  /** The kind of record, or `json`. */
  of: string;
  text: string;
}

export function inWords({ say, caller }: Context, records: readonly Shown[]): Piece[] {
  return records.flatMap(({ kind, lines, until }) =>
    [
      `**${say(`my-data.${kind}.title`)}**`,
      ...lines.map(line => `- ${line}`),
      say(`my-data.${kind}.why`),
      ...(until === undefined ? [] : [say('my-data.until', { date: dateIn(caller.locale, until) })]),
    ].map(text => ({ of: kind, text })),
  );
}

/** Nothing in it ends the block of code that it stands in. */
export function inJson(records: readonly Shown[]): Piece[] {
  return asJson(records)
    .split('\n')
    .map(line => ({ of: 'json', text: line.replaceAll('```', '``\\u0060') }));
}

export const asJson = (records: readonly Shown[]) =>
  JSON.stringify(Object.fromEntries(records.map(({ kind, value }) => [kind, value ?? null])), null, 2);

/** The pieces that follow one another and tell of the same. */
export function recordsOf(pieces: readonly Piece[]): { of: string; lines: string[] }[] {
  const records: { of: string; lines: string[] }[] = [];
  for (const { of, text } of pieces) {
    const last = records.at(-1);
    if (last?.of === of) last.lines.push(text);
    else records.push({ of, lines: [text] });
  }
  return records;
}

/** Without what only Discord shows as it is meant; somebody's own words as they were typed. */
export function unmarked(words: string): string {
  return words
    .split('\n')
    .map(line => (line.startsWith('> ') ? `  ${unquoted(line)}` : line.replaceAll('**', '')))
    .join('\n');
}
