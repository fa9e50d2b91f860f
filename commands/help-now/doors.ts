import { type Block, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { HelpLine } from '../../src/library/schema.ts';
import { writtenParts } from '../../src/people/plan.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { pagesOf } from '../../src/router/pages.ts';
import {
  abuseLines,
  callOrText as chosenLines,
  emergencyOf,
  isSilent,
  standsAlone,
  supportLines,
} from '../../src/safety/lines.ts';
import { partText } from '../plan/views.ts';
import { chooseButton, directoryLinks, emergency, type Where, whyNone } from './first-view.ts';
import { lineText, plainLine, silentPart, spokenPart } from './line-text.ts';

/** The people of the plan, and two short texts for someone who has felt safe, one a card. Steady itself writes to nobody. */
export async function trust(context: Context, where: Where, which: TrustText = 'first'): Promise<Card> {
  const { say, people, caller } = context;
  const other = which === 'first' ? 'second' : 'first';
  const plan = await people.glance('plan', caller.id);
  return help(where, [
    title(say('help-now.trust.button')),
    ...(plan?.parts.people ? [text(partText(context, 'people', plan.parts.people))] : []),
    text(say('help-now.trust.intro')),
    text(`> ${say(`help-now.trust.${which}`)}`),
    row(
      button(say('help-now.trust.copy'), go('help-now', 'copy', which, where.code), 'main'),
      button(say('help-now.trust.another'), go('help-now', 'another', other, where.code)),
    ),
  ]);
}

export type TrustText = 'first' | 'second';

/** One text alone, so that a long press copies only it. */
export function copied({ say }: Context, which: TrustText, where: Where): Card {
  return help(where, [text(say(`help-now.trust.${which}`))]);
}

/** The first parts of the plan that hold something, with a person a press away whatever became of it. */
export async function plan(context: Context, where: Where): Promise<Card> {
  const { say, people, caller } = context;
  const plan = await people.peek('plan', caller.id);
  const toPeople = [
    button(say('help-now.trust.button'), go('help-now', 'trust', where.code)),
    button(say('help-now.lines.button'), go('help-now', 'lines', where.code)),
  ];
  if (plan === 'unknown') return help(where, [text(say('help-now.plan.unknown')), row(...toPeople)]);
  const written = writtenParts(plan);
  if (written.length === 0) {
    const write = button(say('help-now.plan.write'), go('plan', 'begin'));
    return help(where, [text(say('help-now.plan.none')), row(...toPeople, write)]);
  }
  const blockOf = ([part, words]: (typeof written)[number]) => partText(context, part, words);
  const first = pagesOf(written.slice(0, firstParts), blockOf)[0] ?? [];
  const all = button(say('help-now.plan.all'), go('plan', 'open'));
  return help(where, [
    title(say('help-now.plan.button')),
    ...first.map(part => text(blockOf(part))),
    row(...(first.length < written.length ? [all] : []), ...toPeople),
  ]);
}

/** At most three lines, and under a heading of their own the ways to reach them without speaking. */
export function callOrText(context: Context, where: Where): Card {
  const { say, clock } = context;
  const { name = '' } = where;
  const lines = where.country ? chosenLines(where.country, clock.now()) : [];
  const spoken = lines.filter(line => line.phone.length > 0);
  const silent = lines.filter(isSilent);
  return help(where, [
    title(say('help-now.lines.button')),
    emergency(context, where),
    ...(lines.length > 0
      ? [
          text(say('help-now.lines.intro', { country: name })),
          ...spoken.map(line => text(spokenPart(context, line, name))),
          ...(silent.length > 0 ? [text(`**${say('help-now.lines.silent')}**`)] : []),
          ...silent.map(line => text((spoken.includes(line) ? silentPart : lineText)(context, line, name))),
          ...besides(context, lines),
        ]
      : [noLines(context, where, 'lines')]),
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
  const { say, clock } = context;
  const lines = where.country ? abuseLines(where.country, clock.now()) : [];
  return lineList(context, where, 'abuse', lines, [
    emergency(context, where),
    text(`${say('help-now.abuse.fault')} ${say('help-now.abuse.watched')}`),
  ]);
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
      ...(where.country ? [] : [chooseButton(context, where)]),
    ),
  ]);
}

/** Plain lines of one country in a block that is copied with one press. */
export function passOn(context: Context, where: Where): Card {
  const { say, clock } = context;
  const { country, name = '' } = where;
  const heading = title(say('help-now.pass-on.button'));
  if (!country) {
    const why = name === '' ? text(say('help-now.pass-on.no-country')) : noLines(context, where, 'lines');
    return help(where, [heading, why, row(chooseButton(context, where))]);
  }
  const plain = [
    say('help-now.pass-on.emergency', { country: name, numbers: emergencyOf(country).numbers.join(' / ') }),
    ...chosenLines(country, clock.now()).map(line => plainLine(context, line, name)),
    say('help-now.pass-on.directory', { url: helplines(context) }),
  ];
  return help(where, [
    heading,
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
  const { name = '' } = where;
  const shown = lines.slice(0, mostLines);
  return help(where, [
    title(say(`help-now.${kind}.button`)),
    ...before,
    ...(shown.length > 0
      ? [
          text(say(`help-now.${kind}.intro`)),
          ...shown.map(line => text(lineText(context, line, name))),
          ...besides(context, shown),
        ]
      : [noLines(context, where, kind)]),
    row(chooseButton(context, where)),
    small(say('help-now.stays')),
  ]);
}

/** The directories, below lines that may be closed just now or are for some people only. */
function besides(context: Context, lines: readonly HelpLine[]): Block[] {
  if (lines.some(standsAlone)) return [];
  return [text(`${context.say('help-now.lines.others')}\n${directoryLinks(context)}`)];
}

/** Why no lines stand here, and the directories in their place. */
function noLines(context: Context, where: Where, kind: 'lines' | 'support' | 'abuse'): Block {
  return text(`${whyNone(context, where, kind)}\n${directoryLinks(context)}`);
}

/** The directory that lists lines by country, topic and age. */
const helplines = ({ library }: Context) => library.directories[0]?.website ?? '';

const help = (where: Where, blocks: Block[]): Card => card(blocks, { tone: 'help', country: where.code });

/** How many parts of a plan come first. */
const firstParts = 4;
/** More than this is a wall of numbers. The United Kingdom has five, one for each nation and one for men. */
const mostLines = 6;
