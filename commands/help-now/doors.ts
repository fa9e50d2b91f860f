import { type Block, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { HelpLine } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import {
  abuseLines,
  callOrText as chosenLines,
  emergencyOf,
  isFresh,
  isSilent,
  supportLines,
} from '../../src/safety/lines.ts';
import { chooseButton, directories, emergency, type Where } from './first-view.ts';
import { lineText, plainLine } from './line-text.ts';

/** Two short texts for someone who has felt safe. Steady itself writes to nobody. */
export function trust({ say }: Context, where: Where): Card {
  const choice = (which: 'first' | 'second'): Block => ({
    kind: 'section',
    text: `> ${say(`help-now.trust.${which}`)}`,
    button: button(say('help-now.trust.copy'), go('help-now', 'copy', which, where.code)),
  });
  return help(where, [
    title(say('help-now.trust.button')),
    text(say('help-now.trust.intro')),
    choice('first'),
    choice('second'),
  ]);
}

/** One text alone, so that a long press copies only it. */
export function copied({ say }: Context, which: 'first' | 'second', where: Where): Card {
  return help(where, [text(say(`help-now.trust.${which}`))]);
}

export function plan({ say }: Context, where: Where): Card {
  return help(where, [text(say('help-now.plan.none'))]);
}

/** At most three lines, one of them silent where there is one. */
export function callOrText(context: Context, where: Where): Card {
  const { say, clock } = context;
  const lines = where.country ? chosenLines(where.country, clock.now()) : [];
  const spoken = lines.filter(line => line.phone.length > 0 || !isSilent(line));
  const silent = lines.filter(line => !spoken.includes(line));
  return help(where, [
    title(say('help-now.lines.button')),
    emergency(context, where),
    ...(lines.length > 0
      ? [
          text(say('help-now.lines.intro', { country: where.name ?? '' })),
          ...lineBlocks(context, spoken, where),
          ...(silent.length > 0 ? [text(`**${say('help-now.lines.silent')}**`)] : []),
          ...lineBlocks(context, silent, where),
        ]
      : [text(noLines(context, where, 'lines')), directories(context, { code: '' })]),
    row(
      button(say('help-now.calls.button'), go('help-now', 'calls', where.code)),
      button(say('help-now.support.button'), go('help-now', 'support', where.code)),
      chooseButton(context, where),
    ),
    small(say('help-now.stays')),
  ]);
}

export function whatHappens({ say }: Context, where: Where): Card {
  return help(where, [
    title(say('help-now.calls.title')),
    text(say('help-now.calls.text')),
    text(`${say('help-now.calls.begin')}\n> ${say('help-now.calls.words')}`),
    row(button(say('help-now.lines.button'), go('help-now', 'lines', where.code), 'main')),
    small(say('help-now.stays')),
  ]);
}

/** Lines for talking when it is not an emergency. */
export function support(context: Context, where: Where): Card {
  return lineList(
    context,
    where,
    'support',
    where.country ? supportLines(where.country, context.clock.now()) : [],
  );
}

/** Lines for being hurt or controlled by someone, with whom each is for. */
export function abuse(context: Context, where: Where): Card {
  const lines = where.country ? abuseLines(where.country, context.clock.now()) : [];
  return lineList(context, where, 'abuse', lines, [text(context.say('help-now.abuse.watched'))]);
}

export function young(context: Context, where: Where): Card {
  const { say } = context;
  return help(where, [
    title(say('help-now.young.button')),
    emergency(context, where),
    text(`${say('help-now.young.text')}\n${helplines(context)}`),
    row(
      button(say('help-now.abuse.button'), go('help-now', 'abuse', where.code)),
      button(say('help-now.trust.button'), go('help-now', 'trust', where.code)),
    ),
  ]);
}

/** Plain lines of one country in a block that is copied with one press. */
export function passOn(context: Context, where: Where): Card {
  const { say, clock } = context;
  const { country, name = '' } = where;
  const lines = country ? chosenLines(country, clock.now()) : [];
  const plain = [
    say('help-now.pass-on.emergency', { country: name, numbers: emergencyOf(country).numbers.join(' / ') }),
    ...lines.map(line => plainLine(context, line)),
    say('help-now.pass-on.directory', { url: helplines(context) }),
  ];
  return help(where, [
    title(say('help-now.pass-on.button')),
    text(say('help-now.pass-on.intro', { country: name })),
    text(`\`\`\`\n${plain.join('\n\n')}\n\`\`\``),
  ]);
}

function lineList(
  context: Context,
  where: Where,
  kind: 'support' | 'abuse',
  lines: readonly HelpLine[],
  before: readonly Block[] = [],
): Card {
  const { say } = context;
  const shown = lines.slice(0, mostLines);
  return help(where, [
    title(say(`help-now.${kind}.button`)),
    ...(kind === 'abuse' ? [emergency(context, where)] : []),
    text(say(`help-now.${kind}.intro`)),
    ...before,
    ...(shown.length > 0
      ? lineBlocks(context, shown, where)
      : [text(noLines(context, where, kind)), directories(context, { code: '' })]),
    row(chooseButton(context, where)),
    small(say('help-now.stays')),
  ]);
}

const lineBlocks = (context: Context, lines: readonly HelpLine[], { name = '' }: Where): Block[] =>
  lines.map(line => text(lineText(context, line, name)));

function noLines(
  context: Context,
  { code, name, country }: Where,
  kind: 'lines' | 'support' | 'abuse',
): string {
  const { say, clock } = context;
  if (code === '' || name === undefined) return say(`help-now.${kind}.no-country`);
  const known = (country?.lines ?? []).filter(line => line.kind === (kind === 'lines' ? 'crisis' : kind));
  const tooOld = known.length > 0 && !known.some(line => isFresh(line, clock.now()));
  return say(tooOld ? 'help-now.lines.old' : `help-now.${kind}.none`, { country: name });
}

/** The directory that lists lines by country, topic and age. */
const helplines = ({ library }: Context) => library.directories[0]?.website ?? '';

const help = (where: Where, blocks: Block[]): Card => card(blocks, { tone: 'help', country: where.code });

/** More than this is a wall of numbers. The United Kingdom has five, one for each nation and one for men. */
const mostLines = 6;
