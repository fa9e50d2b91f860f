import { literal, quoted } from '../../src/core/own-words.ts';
import {
  type Block,
  button,
  type Card,
  card,
  picture,
  row,
  small,
  text,
  title,
} from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Checkin } from '../../src/people/checkins.ts';
import { type ChartOptions, drawChart } from '../../src/pictures/chart.ts';
import { chartAlt } from '../../src/pictures/chart-alt.ts';
import { chartFacts } from '../../src/pictures/chart-facts.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { pagesOf } from '../../src/router/pages.ts';
import { tasteOf } from '../ground/taste.ts';
import { beforeEasierDays } from './easier.ts';
import { zoneOf } from './local-days.ts';

/** Longest span of a history, in days: what is kept goes after as many. */
export const mostDays = 180;

/** What the check-ins of so many days say, in plain sentences; the chart is a press away. */
export async function historyCard(context: Context, days: number): Promise<Card> {
  const { say } = context;
  const history = await historyOf(context, days);
  if (history.entries.length === 0) return emptyCard(context, history, days);
  return card([
    title(spanTitle(context, days)),
    text(inSentences(context, history)),
    ...easier(context, history),
    row(
      button(say('checkin.show-chart'), go('checkin', 'chart', days), 'main'),
      button(say('checkin.read'), go('checkin', 'read', days, 0)),
      ...(history.keeps ? [] : [keepButton(context, days)]),
    ),
    ...zoneHint(context, history),
  ]);
}

/** The picture, with the same in words beside it; for somebody who wants no pictures, the words alone. */
export async function chartCard(context: Context, days: number): Promise<Card> {
  const { say } = context;
  const history = await historyOf(context, days);
  if (history.entries.length === 0) return emptyCard(context, history, days);
  const alt = inSentences(context, history);
  const { calmText } = await tasteOf(context);
  const drawn: Block[] = calmText
    ? [small(say('checkin.calm'))]
    : [
        picture({
          name: 'chart.png',
          alt,
          data: await drawChart(pointsOf(context, history), optionsOf(context, history)),
        }),
      ];
  return card([
    title(spanTitle(context, days)),
    ...drawn,
    text(alt),
    row(button(say('checkin.read'), go('checkin', 'read', days, 0)), backButton(context, days)),
    ...zoneHint(context, history),
  ]);
}

/** The check-ins themselves with their notes, the newest first, as many as one card holds. */
export async function listCard(context: Context, days: number, page: number): Promise<Card> {
  const { say } = context;
  const history = await historyOf(context, days);
  if (history.entries.length === 0) return emptyCard(context, history, days);
  const texts = [...history.entries].reverse().map(entry => inWords(context, entry));
  const pages = pagesOf(texts, text => `${text}${between}`);
  const at = Math.min(page, pages.length - 1);
  const older =
    at + 1 < pages.length ? [button(say('checkin.older'), go('checkin', 'read', days, at + 1))] : [];
  const newer = at > 0 ? [button(say('checkin.newer'), go('checkin', 'read', days, at - 1))] : [];
  return card([
    title(spanTitle(context, days)),
    text((pages[at] ?? []).join(between)),
    row(...newer, ...older, backButton(context, days)),
  ]);
}

interface History {
  /** Oldest first. */
  entries: readonly Checkin[];
  /** Undefined where the person was never asked. */
  keeps: boolean | undefined;
  from: number;
  to: number;
  zone: string;
  isZoneKnown: boolean;
}

async function historyOf(context: Context, days: number): Promise<History> {
  const { people, caller, clock } = context;
  const known = await people.read('checkins', caller.id);
  const zone = await zoneOf(context);
  const to = clock.now();
  const from = to - days * dayMs;
  const entries = (known?.entries ?? []).filter(({ at }) => at > from && at <= to);
  return { entries, keeps: known?.keeps, from, to, zone: zone ?? 'UTC', isZoneKnown: zone !== undefined };
}

function inSentences(context: Context, history: History): string {
  const options = optionsOf(context, history);
  return chartAlt(context.say, chartFacts(pointsOf(context, history), options), options);
}

function easier({ words, say }: Context, { entries, zone }: History): Block[] {
  const found = beforeEasierDays(entries, zone);
  if (!found) return [];
  const [kind, id] = found.opened.split(':');
  const named = kind === 'topic' ? words.topics : words.exercises;
  const title = named.find(one => one.id === id)?.title;
  if (title === undefined) return [];
  return [text(say('checkin.easier', { count: found.count, days: found.days, title }))];
}

const pointsOf = ({ words }: Context, { entries }: History) =>
  entries.map(({ at, strength, feeling }) => ({
    at,
    strength,
    group: words.feelings.find(({ feelings }) => feelings.some(({ id }) => id === feeling))?.id ?? '',
  }));

/** The chart begins with the first check-in where the span began earlier: an empty part says nothing. */
const optionsOf = (
  { words, say, caller }: Context,
  { entries: [first], from, to, zone }: History,
): ChartOptions => ({
  from: Math.max(from, (first?.at ?? from) - dayMs),
  to,
  zone,
  locale: caller.locale,
  groups: words.feelings,
  words: {
    strong: say('checkin.chart.strong'),
    days: say('checkin.chart.days'),
    own: say('checkin.chart.own'),
  },
});

function inWords({ words, say }: Context, { at, feeling: id, ownWord, strength, note }: Checkin): string {
  const known = words.feelings.flatMap(({ feelings }) => feelings).find(one => one.id === id)?.label;
  const feeling = literal(ownWord ?? known ?? id);
  const line = `${timestamp(at, 'full')}\n${say('checkin.named', { feeling, strength })}`;
  return note === undefined ? line : `${line}\n${quoted(note)}`;
}

function emptyCard(context: Context, { keeps }: History, days: number): Card {
  const { say } = context;
  const now = button(say('checkin.now'), go('checkin', 'open'), 'main');
  if (keeps) return card([text(say('checkin.none-in-days', { days })), row(now)]);
  return card([text(say('checkin.no-history')), row(now, keepButton(context, days))]);
}

const spanTitle = ({ say }: Context, days: number) =>
  days === 1 ? say('checkin.last-day') : say('checkin.last-days', { days });

const keepButton = ({ say }: Context, days: number) =>
  button(say('checkin.keep'), go('checkin', 'start-keeping', days));

const backButton = ({ say }: Context, days: number) =>
  button(say('checkin.back-to-history'), go('checkin', 'history', days));

const zoneHint = ({ say }: Context, { isZoneKnown }: History): Block[] =>
  isZoneKnown ? [] : [small(say('checkin.no-zone'))];

const between = '\n\n';
const dayMs = 24 * 60 * 60_000;
