import { dateIn } from '../../src/core/dates.ts';
import { type Block, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { Shown } from '../../src/people/person.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';

/** Every record in plain words, with why it is kept and until when. */
export function shownCard(context: Context, records: readonly Shown[]): Card {
  const { say } = context;
  if (records.length === 0) return card([text(say('my-data.nothing'))]);
  return card([
    title(say('my-data.title')),
    ...records.map((record): Block => text(inWords(context, record))),
  ]);
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

export function asText(context: Context, records: readonly Shown[]): Card {
  const shown = shownCard(context, records);
  if (records.length === 0) return shown;
  const json = `\`\`\`json\n${asJson(records)}\n\`\`\``;
  return { ...shown, blocks: [...shown.blocks, small(context.say('my-data.export.json')), text(json)] };
}

/** A file with a neutral name: a warning, then words, then the same as JSON. */
export function asFile(context: Context, records: readonly Shown[]): Card {
  const { say } = context;
  if (records.length === 0) return shownCard(context, records);
  const words = [
    say('my-data.export.warning'),
    ...records.map(record => inWords(context, record).replaceAll('**', '')),
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

/** How much went, and what nobody here can remove. */
export function receipt({ say, operator }: Context, count: number, withMessages: boolean): Card {
  const remains = [
    say('my-data.delete.remains'),
    ...(operator.backupDays ? [say('my-data.delete.backups', { days: operator.backupDays })] : []),
  ];
  return card([
    text(count > 0 ? say('my-data.delete.receipt', { count }) : say('my-data.delete.receipt-none')),
    ...(withMessages ? [text(say('my-data.delete.messages'))] : []),
    small(remains.join(' ')),
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

function inWords({ say, caller }: Context, { kind, lines, until }: Shown): string {
  return [
    `**${say(`my-data.${kind}.title`)}**`,
    ...lines.map(line => `- ${line}`),
    say(`my-data.${kind}.why`),
    ...(until === undefined ? [] : [say('my-data.until', { date: dateIn(caller.locale, until) })]),
  ].join('\n');
}

const asJson = (records: readonly Shown[]) =>
  JSON.stringify(Object.fromEntries(records.map(({ kind, value }) => [kind, value ?? null])), null, 2);
