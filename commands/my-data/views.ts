import { type Block, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { Shown } from '../../src/people/person.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { pagesOf } from '../../src/router/pages.ts';
import { asJson, inJson, inWords, type Piece, recordsOf, unmarked } from './pieces.ts';

/** Every record in plain words, with why it is kept and until when; on as many pages as that needs. */
export function shownCard(context: Context, records: readonly Shown[], page = 0): Card {
  return pageOf(context, inWords(context, records), 'words', page);
}

export function exportChoice({ say }: Context): Card {
  return card([
    text(say('my-data.export.intro')),
    row(
      button(say('my-data.export.here'), go('my-data', 'here'), 'main'),
      button(say('my-data.export.file'), go('my-data', 'file')),
    ),
  ]);
}

/** The same with the records as JSON below. */
export function asText(context: Context, records: readonly Shown[], page = 0): Card {
  return pageOf(context, [...inWords(context, records), ...inJson(records)], 'all', page);
}

/** A file with a neutral name: a warning, then words, then the same as JSON. */
export function asFile(context: Context, records: readonly Shown[]): Card {
  const { say } = context;
  if (records.length === 0) return shownCard(context, records);
  const words = [
    say('my-data.export.warning'),
    ...recordsOf(inWords(context, records)).map(({ lines }) => unmarked(lines.join('\n'))),
    say('my-data.export.json'),
    asJson(records),
  ].join('\n\n');
  const file = { name: say('my-data.export.name'), data: new TextEncoder().encode(words) };
  return card([
    text(say('my-data.export.made')),
    { kind: 'file', file },
    small(say('my-data.export.warning')),
  ]);
}

export function whatToDelete({ say }: Context): Card {
  return card([
    text(say('my-data.delete.question')),
    row(
      button(say('my-data.delete.all'), go('my-data', 'delete', 'all'), 'alert'),
      button(say('my-data.delete.records'), go('my-data', 'delete', 'records'), 'alert'),
      button(say('my-data.delete.checkins'), go('my-data', 'delete', 'checkins')),
      button(say('my-data.delete.keep'), go('my-data', 'delete', 'nothing')),
    ),
  ]);
}

export const kept = ({ say }: Context): Card => card([text(say('my-data.delete.kept'))]);

export const noCheckins = ({ say }: Context): Card => card([text(say('my-data.delete.no-checkins'))]);

export const checkinsReceipt = ({ say, operator }: Context, count: number): Card =>
  card([text(say('my-data.delete.checkins-receipt', { count })), small(remains({ say, operator }))]);

export const checkinsNotYet = ({ say }: Context): Card =>
  card([text(say('my-data.delete.checkins-not-yet'))]);

/** How much went, and what nobody here can remove. */
export function receipt({ say, operator }: Context, count: number, withMessages: boolean): Card {
  return card([
    text(count > 0 ? say('my-data.delete.receipt', { count }) : say('my-data.delete.receipt-none')),
    ...(withMessages ? [text(say('my-data.delete.messages'))] : []),
    small(remains({ say, operator })),
  ]);
}

/** What is said where the store did not obey: what holds from now on, and how to look again. */
export function notYet({ say }: Context, withMessages: boolean): Card {
  return card([
    text(say('my-data.delete.not-yet')),
    ...(withMessages ? [text(say('my-data.delete.messages'))] : []),
  ]);
}

export function tidied({ say }: Context, count: number): Card {
  return card([text(count > 0 ? say('my-data.tidy.done', { count }) : say('my-data.tidy.none'))]);
}

const remains = ({ say, operator }: Pick<Context, 'say' | 'operator'>): string =>
  [
    say('my-data.delete.remains'),
    ...(operator.backupDays ? [say('my-data.delete.backups', { days: operator.backupDays })] : []),
  ].join(' ');

/** One page of what is told, and the way to the others. */
function pageOf(context: Context, pieces: readonly Piece[], what: 'words' | 'all', page: number): Card {
  const { say } = context;
  const pages = pagesOf(pieces, ({ text }) => `${text}\n`);
  if (pages.length === 0 || pieces.every(({ of }) => of === 'json'))
    return card([text(say('my-data.nothing'))]);
  const at = Math.min(page, pages.length - 1);
  const others = [
    ...(at + 1 < pages.length ? [button(say('my-data.more'), go('my-data', 'page', what, at + 1))] : []),
    ...(at > 0 ? [button(say('my-data.start'), go('my-data', 'page', what, 0))] : []),
  ];
  return card([
    title(say('my-data.title')),
    ...recordsOf(pages[at] ?? []).flatMap(record => blocksOf(context, record)),
    ...(others.length > 0 ? [row(...others)] : []),
  ]);
}

function blocksOf({ say }: Context, { of, lines }: { of: string; lines: readonly string[] }): Block[] {
  const words = lines.join('\n');
  return of === 'json'
    ? [small(say('my-data.export.json')), text(`\`\`\`json\n${words}\n\`\`\``)]
    : [text(words)];
}
