import type { HelpLine } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { isAllDay, isAllDayByPhone, isSilent } from '../../src/safety/lines.ts';

/** One help line as a few short lines of text: its country beside it, whom it is for, hours only where known, when it was checked. */
export function lineText(context: Context, line: HelpLine, countryName: string): string {
  const { say } = context;
  return [
    heading(line, countryName),
    ...ways(say, line),
    ...audience(say, line),
    ...smallLine([...languages(context, line), ...(line.note ? [line.note] : [])]),
    ...smallLine([checked(context, line)]),
  ].join('\n');
}

/** The same for the first view, where every line of text counts. */
export function shortLine(context: Context, line: HelpLine, countryName: string): string {
  const { say, caller } = context;
  const speaksIt = line.languages.includes(languageOf(caller.locale));
  const note = isAllDayByPhone(line) && isSilent(line) && line.note ? [line.note] : [];
  return [
    heading(line, countryName),
    ways(say, line).join(' · '),
    ...audience(say, line),
    ...smallLine([...(speaksIt ? [] : languages(context, line)), ...note, checked(context, line)]),
  ].join('\n');
}

/** What needs a voice of a line that also takes texts or chats; those stand in `silentPart`. */
export function spokenPart(context: Context, line: HelpLine, countryName: string): string {
  const { text: _, chat: __, note, ...spoken } = line;
  return lineText(context, { ...spoken, ...(note && !isAllDayByPhone(line) && { note }) }, countryName);
}

/** How to reach a line without speaking. Where its hours are those of the phone, the note tells the others. */
export function silentPart({ say }: Context, line: HelpLine, countryName: string): string {
  return [
    heading(line, countryName),
    ...silentChannels(say, line),
    ...smallLine(line.note && isAllDayByPhone(line) ? [line.note] : []),
  ].join('\n');
}

/** A line without markup, to be copied and sent on. */
export function plainLine(context: Context, line: HelpLine, countryName: string): string {
  const { say } = context;
  return [
    `${line.name} (${countryName})`,
    ...ways(say, line),
    ...audience(say, line),
    ...languages(context, line),
    ...(line.note ? [line.note] : []),
    checked(context, line),
  ].join('\n');
}

const heading = ({ name }: HelpLine, countryName: string) => `**${name}** (${countryName})`;

/** How to reach it, and when; hours of the phone alone stand beside the phone. */
function ways(say: Context['say'], line: HelpLine): string[] {
  const { phone } = line;
  const call = phone.length > 0 ? [say('help-now.lines.call', { numbers: phone.join(' / ') })] : [];
  const silent = silentChannels(say, line);
  return isAllDayByPhone(line)
    ? [...call, ...hours(say, line), ...silent]
    : [...call, ...silent, ...hours(say, line)];
}

const silentChannels = (say: Context['say'], { text, chat }: HelpLine): string[] => [
  ...(text ? [text] : []),
  ...(chat ? [say('help-now.lines.chat', { url: chat })] : []),
];

/** Day and night in words where nothing else is said; any other hours as the source states them. */
function hours(say: Context['say'], line: HelpLine): string[] {
  if (line.hours === undefined) return [];
  if (isAllDayByPhone(line)) return [say('help-now.lines.all-day-by-phone')];
  if (isAllDay(line) && /^24\/7(?:, free)?$/.test(line.hours)) return [say('help-now.lines.all-day')];
  return [say('help-now.lines.hours', { hours: line.hours })];
}

const audience = (say: Context['say'], { audience }: HelpLine): string[] =>
  audience ? [say('help-now.lines.audience', { audience })] : [];

/** Said unless the only language is the reader's own. */
function languages({ say, caller }: Context, line: HelpLine): string[] {
  const own = languageOf(caller.locale);
  if (line.languages.every(language => language === own)) return [];
  const names = new Intl.DisplayNames([caller.locale, 'en'], { type: 'language' });
  const list = line.languages.map(language => names.of(language) ?? language).join(', ');
  return [say('help-now.lines.languages', { languages: list })];
}

const checked = ({ say, caller }: Context, { website, checkedOn }: HelpLine): string =>
  say('help-now.lines.checked', { page: website, date: dateIn(caller.locale, checkedOn) });

const smallLine = (parts: readonly string[]): string[] => (parts.length > 0 ? [`-# ${parts.join(' ')}`] : []);

const languageOf = (locale: string) => new Intl.Locale(locale).language;

const dateIn = (locale: string, day: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
