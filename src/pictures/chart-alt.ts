import { type ChartOptions, joinedDays } from './chart/points.ts';
import type { ChartFacts } from './chart-facts.ts';

/** What the words of the interface are asked for. */
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What a chart shows, in sentences for somebody who does not see it: 1,024 characters at most, what does not fit is left out. */
export function chartAlt(say: Say, facts: ChartFacts, options: Wording): string {
  const wording = wordingOf(say, facts, options);
  const sentences =
    facts.checkIns === 1
      ? [theOne(facts, wording)]
      : [
          count(facts, wording),
          ...strength(facts, wording),
          ...groups(facts, wording),
          ...gap(facts, wording),
        ];
  return sentences.reduce((text, sentence) => {
    const longer = `${text} ${sentence}`.trim();
    return longer.length <= mostCharacters ? longer : text;
  }, '');
}

type Wording = Pick<ChartOptions, 'locale' | 'groups' | 'words'>;

interface Words {
  say: Say;
  /** A day such as 2026-11-22 in full, with its year where the chart runs over a new year. */
  date: (day: string) => string;
  label: (group: string) => string;
}

function wordingOf(say: Say, { first, last }: ChartFacts, { locale, groups, words }: Wording): Words {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(first.slice(0, 4) !== last.slice(0, 4) && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return {
    say: (key, values) => say(`checkin.chart.${key}`, values),
    date: day => format.format(Date.parse(day)),
    label: group => groups.find(({ id }) => id === group)?.label ?? words.own,
  };
}

function theOne({ first, groups, lowest }: ChartFacts, { say, date, label }: Words): string {
  return say('one', { day: date(first), group: label(groups[0]?.id ?? ''), strength: lowest.strength });
}

function count({ checkIns, days, first, last }: ChartFacts, { say, date }: Words): string {
  if (days === 1) return say('one-day', { count: checkIns, day: date(first) });
  return say('count', { count: checkIns, days, first: date(first), last: date(last) });
}

function strength({ lowest, highest, days }: ChartFacts, { say, date }: Words): string[] {
  if (lowest.strength === highest.strength) return [say('same', { strength: lowest.strength })];
  const range = say('range', { lowest: lowest.strength, highest: highest.strength });
  if (days === 1) return [range];
  const ends = (['lowest', 'highest'] as const).map(end => {
    const { strength, days } = end === 'lowest' ? lowest : highest;
    const day = date(days.at(-1) ?? '');
    return days.length === 1
      ? say(end, { strength, day })
      : say(`${end}-days`, { strength, count: days.length, day });
  });
  return [range, ...ends];
}

function groups({ groups }: ChartFacts, { say, label }: Words): string[] {
  const most = groups[0]?.count ?? 0;
  const labels = groups.map(({ id }) => label(id));
  const tied = groups.filter(({ count }) => count === most).length;
  if (groups.length === 1) return [say('only', { group: labels.join() })];
  if (most === 1) return [say('once-each', { groups: labels.join(', ') })];
  const first = labels.slice(0, tied).join(', ');
  const also = groups
    .slice(tied)
    .map(({ id, count }) =>
      count === 1 ? say('once', { group: label(id) }) : say('times', { group: label(id), count }),
    );
  return [
    tied === 1
      ? say('most', { group: first, count: most })
      : say('most-tied', { groups: first, count: most }),
    ...(also.length > 0 ? [say('also', { groups: also.join(', ') })] : []),
  ];
}

/** Only where the line of the picture breaks off too. */
function gap({ gap }: ChartFacts, { say, date }: Words): string[] {
  if (!gap || gap.days < joinedDays) return [];
  return [say('gap', { after: date(gap.after), before: date(gap.before) })];
}

/** Discord's limit. */
const mostCharacters = 1_024;
