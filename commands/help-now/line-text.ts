import type { HelpLine } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { isAllDay } from '../../src/safety/lines.ts';

/** One help line as a few short lines of text: its country beside it, whom it is for, hours only where known, when it was checked. */
export function lineText({ say, caller }: Context, line: HelpLine, countryName: string): string {
  return [
    `**${line.name}** (${countryName})`,
    ...channels(say, line),
    ...(line.hours
      ? [say('help-now.lines.hours', { hours: isAllDay(line) ? say('help-now.lines.all-day') : line.hours })]
      : []),
    ...(line.audience ? [say('help-now.lines.audience', { audience: line.audience })] : []),
    `-# ${say('help-now.lines.checked', { page: line.website, date: dateIn(caller.locale, line.checkedOn) })}`,
  ].join('\n');
}

/** The same in plain lines without markup, to be copied and sent on. */
export function plainLine({ say }: Context, line: HelpLine): string {
  const hours = line.hours ? [line.hours] : [];
  const audience = line.audience ? [line.audience] : [];
  return [[line.name, ...audience, ...hours].join(', '), ...channels(say, line)].join('\n');
}

function channels(say: Context['say'], { phone, text, chat }: HelpLine): string[] {
  return [
    ...(phone.length > 0 ? [say('help-now.lines.call', { numbers: phone.join(' / ') })] : []),
    ...(text ? [text] : []),
    ...(chat ? [say('help-now.lines.chat', { url: chat })] : []),
  ];
}

const dateIn = (locale: string, day: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
