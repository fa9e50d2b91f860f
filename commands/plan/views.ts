import { literal, quoted } from '../../src/core/own-words.ts';
import {
  type ActionButton,
  button,
  type Card,
  card,
  quote,
  row,
  small,
  text,
  title,
} from '../../src/core/reply.ts';
import {
  PLAN_PART_LENGTH,
  PLAN_PARTS,
  type Plan,
  type PlanPart,
  writtenParts,
} from '../../src/people/plan.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { pagesOf } from '../../src/router/pages.ts';

/** Which page of a plan is shown: its number from 0, or the one with this part. What was just done stands above it. */
interface Shown {
  page?: number;
  part?: PlanPart;
  note?: string;
}

/** Every part that holds something, on one card as long as they fit there. */
export function planCard(context: Context, plan: Plan | undefined, shown: Shown = {}): Card {
  const { say } = context;
  const pages = pagesOf(writtenParts(plan), ([part, words]) => partText(context, part, words));
  if (pages.length === 0) return editCard(context, plan, shown.note);
  const at = pageAt(pages, shown);
  return card([
    ...(shown.note ? [text(shown.note)] : []),
    title(say('plan.title')),
    ...(pages[at] ?? []).map(([part, words]) => text(partText(context, part, words))),
    row(...nextPart(context, plan, shown.part), ...others(context, at, pages.length)),
    small(say('plan.kept')),
  ]);
}

/** What each part holds, in short, and a button for each that opens its form. */
export function editCard(context: Context, plan: Plan | undefined, note?: string): Card {
  const { say } = context;
  const written = writtenParts(plan);
  const empty = firstEmpty(plan);
  const opens = PLAN_PARTS.map(part =>
    button(titleOf(context, part), go('plan', 'write', part), part === empty ? 'main' : 'plain'),
  );
  return card([
    ...(note ? [text(note)] : []),
    title(say('plan.title')),
    text(say(written.length > 0 ? 'plan.edit' : 'plan.none')),
    ...(written.length > 0 ? [text(overview(context, plan))] : []),
    row(...opens.slice(0, FIRST_PARTS)),
    row(...opens.slice(FIRST_PARTS)),
    ...(written.length > 0 ? [row(button(say('plan.show'), go('plan', 'open')))] : []),
  ]);
}

/** One part as a block of text: its title, and below it the words as a quotation. */
export function partText(context: Context, part: PlanPart, words: string): string {
  return `**${titleOf(context, part)}**\n${quoted(words)}`;
}

/** The first part with nothing in it; the first of all where none is empty. */
export function nextToWrite(plan: Plan | undefined): PlanPart {
  return firstEmpty(plan) ?? PLAN_PARTS[0];
}

/** What went, and a way to have it back. */
export function takenOut(context: Context, part: PlanPart, words: string, before: string): Card {
  const { say } = context;
  return card([
    text(say('plan.taken-out', { part: titleOf(context, part) })),
    quote(words),
    row(
      button(say('plan.put-back'), go('plan', 'put', part, before), 'main'),
      button(say('plan.show'), go('plan', 'open')),
    ),
  ]);
}

/** Saved over something that was written meanwhile, which can be had back. */
export function changedMeanwhile(
  context: Context,
  part: PlanPart,
  { words, stood, before }: { words: string; stood: string; before: string },
): Card {
  const { say } = context;
  return card([
    text(say('plan.changed.saved')),
    text(partText(context, part, words)),
    text(say('plan.changed.stood')),
    quote(stood),
    row(
      button(say('plan.changed.put-back'), go('plan', 'put', part, before)),
      button(say('plan.changed.keep'), go('plan', 'open'), 'main'),
    ),
  ]);
}

/** The words that could not be saved, so that nobody has to type them again. */
export function notSaved(
  { say }: Context,
  part: PlanPart,
  { why, words, before }: { why: 'store' | 'unreadable'; words: string; before: string },
): Card {
  const again = words === '' ? go('plan', 'write', part) : go('plan', 'put', part, before);
  return card([
    text(say(`plan.not-saved.${why}`)),
    ...(words === '' ? [] : [quote(words)]),
    row(button(say('plan.not-saved.again'), again, 'main')),
  ]);
}

/** More than a part holds, which no form lets through. It is given back as long as it fits on a card. */
export function tooLong({ say }: Context, part: PlanPart, words: string): Card {
  return card([
    text(say('plan.too-long', { length: words.length, most: PLAN_PART_LENGTH })),
    ...(words.length > LONGEST_GIVEN_BACK ? [] : [quote(words)]),
    row(button(titleOf({ say }, part), go('plan', 'write', part), 'main')),
  ]);
}

/** Asked once before all of it goes. */
export function askToDelete({ say }: Context): Card {
  return card([
    text(say('plan.delete.question')),
    row(
      button(say('plan.delete.button'), go('plan', 'delete'), 'alert'),
      button(say('plan.delete.keep'), go('plan', 'open')),
    ),
  ]);
}

/** What went, and what nobody here can remove. */
export function deleted({ say, operator }: Context, was: boolean): Card {
  const remains = [
    say('my-data.delete.remains'),
    ...(operator.backupDays ? [say('my-data.delete.backups', { days: operator.backupDays })] : []),
  ];
  return card([
    text(say(was ? 'plan.delete.receipt' : 'plan.delete.nothing')),
    ...(was ? [small(remains.join(' '))] : []),
  ]);
}

function pageAt(pages: readonly [part: PlanPart, words: string][][], { page = 0, part }: Shown): number {
  const withPart = pages.findIndex(page => page.some(([one]) => one === part));
  return Math.min(Math.max(page, withPart), pages.length - 1);
}

/** After a part was written the next empty one is one press away. */
function nextPart(context: Context, plan: Plan | undefined, just: PlanPart | undefined): ActionButton[] {
  const empty = firstEmpty(plan);
  if (!just || !empty) return [];
  const label = context.say('plan.next', { part: titleOf(context, empty) });
  return [button(label, go('plan', 'write', empty), 'main')];
}

function others({ say }: Context, at: number, pages: number): ActionButton[] {
  return [
    button(say('plan.edit-button'), go('plan', 'edit')),
    ...(at + 1 < pages ? [button(say('plan.all'), go('plan', 'page', at + 1))] : []),
    ...(at > 0 ? [button(say('plan.start'), go('plan', 'page', 0))] : []),
  ];
}

function overview(context: Context, plan: Plan | undefined): string {
  return PLAN_PARTS.map(part => {
    const words = plan?.parts[part];
    const holds = words === undefined ? context.say('plan.empty') : inShort(words);
    return `**${titleOf(context, part)}**: ${holds}`;
  }).join('\n');
}

/** The beginning of it on one line; the whole stands in the plan and in its form. */
function inShort(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ');
  let end = 0;
  for (const { index, segment } of graphemes.segment(line)) {
    if (index + segment.length > SHORT) return literal(`${line.slice(0, end).trimEnd()}…`);
    end = index + segment.length;
  }
  return literal(line);
}

const titleOf = ({ say }: Pick<Context, 'say'>, part: PlanPart) => say(`plan.parts.${part}.title`);

const firstEmpty = (plan: Plan | undefined) => PLAN_PARTS.find(part => plan?.parts[part] === undefined);

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** In characters. */
const SHORT = 60;
/** Those that a hard moment shows first stand in a row of their own. */
const FIRST_PARTS = 4;
/** In characters. Escaped it may be two and a half times as long. */
const LONGEST_GIVEN_BACK = 1_000;
