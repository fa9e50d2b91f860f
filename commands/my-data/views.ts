import { dateIn } from '../../src/core/dates.ts';
import { type ActionButton, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { Shown } from '../../src/people/person.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';

/** Every record in plain words, with why it is kept and until when. */
export function shownCard(context: Context, records: readonly Shown[]): Card {
  const { say } = context;
  if (records.length === 0) return card([text(say('my-data.nothing'))]);
  const { texts, isWhole } = asMuchAsFits(records.map(record => linesOf(context, record)));
  return card([
    title(say('my-data.title')),
    ...texts.map(text),
    ...(isWhole ? [] : [small(say('my-data.export.long')), row(fileButton(context, 'main'))]),
  ]);
}

export function exportChoice(context: Context): Card {
  const { say } = context;
  return card([
    text(say('my-data.export.intro')),
    row(button(say('my-data.export.here'), go('my-data', 'here'), 'main'), fileButton(context, 'plain')),
  ]);
}

export function asText(context: Context, records: readonly Shown[]): Card {
  const shown = shownCard(context, records);
  if (records.length === 0) return shown;
  const { say } = context;
  const json = `\`\`\`json\n${asJson(records)}\n\`\`\``;
  const fits = charactersOf(shown) + json.length <= mostCharacters;
  const machines = fits
    ? [small(say('my-data.export.json')), text(json)]
    : [small(say('my-data.export.json-long'))];
  return { ...shown, blocks: [...shown.blocks, ...machines] };
}

/** A file with a neutral name: a warning, then words, then the same as JSON. */
export function asFile(context: Context, records: readonly Shown[]): Card {
  const { say } = context;
  if (records.length === 0) return shownCard(context, records);
  const words = [
    say('my-data.export.warning'),
    ...records.map(record => linesOf(context, record).join('\n').replaceAll('**', '')),
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

const fileButton = ({ say }: Context, style: ActionButton['style']) =>
  button(say('my-data.export.file'), go('my-data', 'file'), style);

/** One record: its name, what is in it, why it is kept and until when. */
function linesOf({ say, caller }: Context, { kind, lines, until }: Shown): string[] {
  return [
    `**${say(`my-data.${kind}.title`)}**`,
    say(`my-data.${kind}.why`),
    ...(until === undefined ? [] : [say('my-data.until', { date: dateIn(caller.locale, until) })]),
    ...lines.map(line => `- ${line}`),
  ];
}

/** The records in words, each cut off after whole lines where the card would be too long, so that something of each is there. */
function asMuchAsFits(records: readonly string[][]): { texts: string[]; isWhole: boolean } {
  const each = Math.floor(mostShown / records.length);
  const texts = records.map(lines => withinCharacters(lines, each).join('\n'));
  const whole = records.map(lines => lines.join('\n'));
  if (whole.join('').length <= mostShown) return { texts: whole, isWhole: true };
  return { texts, isWhole: texts.every((text, index) => text === whole[index]) };
}

function withinCharacters(lines: readonly string[], most: number): string[] {
  let characters = 0;
  const end = lines.findIndex(line => {
    characters += line.length + 1;
    return characters > most;
  });
  return end === -1 ? [...lines] : lines.slice(0, end);
}

const charactersOf = ({ blocks }: Card): number =>
  blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);

const asJson = (records: readonly Shown[]) =>
  JSON.stringify(Object.fromEntries(records.map(({ kind, value }) => [kind, value ?? null])), null, 2);

/** Of Discord's 4,000 characters a message, less what the card says besides. */
const mostCharacters = 3_700;
const mostShown = 3_200;
