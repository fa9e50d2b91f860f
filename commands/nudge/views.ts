import { clockTime, dateIn, weekdaysIn } from '../../src/core/dates.ts';
import {
  button,
  type Card,
  card,
  type Link,
  menu,
  row,
  small,
  text,
  title,
  webLink,
} from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Nudge, Nudged, Pause } from '../../src/people/nudges.ts';
import type { Preferences } from '../../src/people/preferences.ts';
import { timeIn } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { mendOf } from '../../src/router/unreached.ts';
import { type Draft, draftArgs } from './draft.ts';
import { nextTimes, todayOf } from './next-times.ts';
import { afterLast } from './opening.ts';
import { daily, isOn, type Wish } from './record.ts';

/** Which of several zones was meant; `to` is where the chosen one goes. */
export function whichZone({ say, caller, clock }: Context, zones: readonly string[], to: Link): Card {
  const options = zones.map(zone => ({
    label: zone.replaceAll('_', ' '),
    value: zone,
    hint: timeIn(zone, caller.locale, clock.now()),
  }));
  return card([text(say('nudge.which-zone')), menu({ to, placeholder: say('nudge.zones'), options })]);
}

/** Whether an hour was of the morning or of the evening; `to` gives where the button of a minute leads. */
export function whichHalf(
  { say, caller }: Context,
  minutes: readonly number[],
  to: (minute: number) => Link,
): Card {
  const buttons = minutes.map(minute => button(clockTime(minute, caller.locale), to(minute)));
  return card([text(say('nudge.which-half')), row(...buttons)]);
}

export function whichDays({ say, caller }: Context, draft: Draft): Card {
  const options = [1, 2, 3, 4, 5, 6, 0].map(day => ({
    label: weekdaysIn(caller.locale, [day], 'long'),
    value: String(day),
  }));
  const to = go('nudge', 'wish', ...draftArgs(draft));
  return card([
    text(say('nudge.which-days')),
    menu({ to, placeholder: say('nudge.days-menu'), options, most: 7 }),
  ]);
}

/** That a message with the button that starts it was sent, and where it is. */
export function lookThere(
  { say, caller }: Context,
  wish: Wish,
  address: { channel: string; message: string },
): Card {
  const url = `https://discord.com/channels/@me/${address.channel}/${address.message}`;
  return card([
    title(say('nudge.look.title')),
    text(say('nudge.look.text', { ...inWords(say, caller.locale, wish) })),
    row(webLink(say('nudge.look.link'), url)),
    small(say('nudge.look.phone')),
  ]);
}

/** That nothing could be sent, so nothing was scheduled; and what would let it through. */
export function notSent({ say }: Context, why: { code: number } | 'not-now'): Card {
  if (why === 'not-now') return card([text(say('nudge.not-now'))]);
  return card([text(say('nudge.not-sent', { mend: say(mendOf(why.code)) }))]);
}

/** What was just done, and when the next message comes. */
export function done(context: Context, key: string, record: Nudged | undefined): Card {
  const { say } = context;
  const [next] = record ? nextTimes(context, record, 1) : [];
  const lines = [
    say(key),
    ...(next === undefined ? [] : [say('nudge.next', { time: timestamp(next, 'full') })]),
  ];
  return card([text(lines.join(' '))]);
}

/** That it is off, with the way back. */
export function stoppedCard({ say }: Context, isWritten: boolean): Card {
  return card([
    text(say(isWritten ? 'nudge.stopped' : 'nudge.stopped-not-yet')),
    ...(isWritten ? [row(button(say('nudge.undo'), go('nudge', 'undo')))] : []),
  ]);
}

/** After the fourteen days: what may come next. */
export function whatNext({ say }: Context): Card {
  return card([text(say('nudge.after-last')), row(...afterLast(say))]);
}

/** Whether it is on, the next three times, and what is kept. */
export function statusCard(
  context: Context,
  record: Nudged | undefined,
  preferences: Pick<Preferences, 'discreet'>,
): Card {
  const { say, caller } = context;
  const nudge = record?.nudges[daily];
  if (!record || !nudge?.daily || nudge.schedule.kind !== 'daily') {
    return card([
      title(say('nudge.status.title')),
      text(say('nudge.status.none')),
      row(button(say('nudge.set-up'), go('nudge', 'form'), 'main')),
    ]);
  }
  const { kind, agreed, usualDays } = nudge.daily;
  const wish = { ...nudge.schedule, ...preferences, kind, zone: record.zone, ifLate: nudge.ifLate };
  return card([
    title(say('nudge.status.title')),
    text(stateLines(context, record, nudge).join('\n')),
    text(say('nudge.status.wish', { ...inWords(say, caller.locale, wish), zone: record.zone })),
    text(
      [
        say(`nudge.status.${preferences.discreet ? 'discreet' : 'open'}`),
        say(`nudge.status.late.${nudge.ifLate}`),
        ...(usualDays ? [say('nudge.status.fewer')] : []),
      ].join('\n'),
    ),
    row(...statusButtons(context, record, nudge)),
    small(say('nudge.status.kept', { date: timestamp(agreed.at, 'date') })),
  ]);
}

/** Why it is off, or when the next ones come. */
function stateLines(context: Context, record: Nudged, { paused }: Nudge): string[] {
  const { say, caller } = context;
  if (paused && paused.until === undefined) return [offLine(say, paused)];
  const isPaused = paused?.until !== undefined && todayOf(context, record) < paused.until;
  return [
    ...(isPaused
      ? [say('nudge.status.paused-until', { date: dateIn(caller.locale, Date.parse(paused.until ?? '')) })]
      : []),
    say('nudge.status.next'),
    ...nextTimes(context, record, 3).map(time => `- ${timestamp(time, 'full')}`),
  ];
}

function offLine(say: Context['say'], { why, since, code = 0 }: Pause): string {
  if (why !== 'gone') return say(`nudge.status.off.${why}`);
  return say('nudge.unreached.since', { since: timestamp(since, 'date'), mend: say(mendOf(code)) });
}

function statusButtons(context: Context, record: Nudged, { paused, daily: about }: Nudge) {
  const { say } = context;
  const change = button(say('nudge.change'), go('nudge', 'form'));
  const turnOn = button(say('nudge.turn-on'), go('nudge', 'resume'), 'main');
  const isOff = paused !== undefined && paused.until === undefined;
  if (isOff && paused.why === 'over') return [...afterLast(say), change];
  if (isOff)
    return [
      paused.why === 'stopped' ? button(say('nudge.undo'), go('nudge', 'undo'), 'main') : turnOn,
      change,
    ];
  return [
    change,
    ...(isOn(record, todayOf(context, record)) ? [] : [turnOn]),
    ...(about?.usualDays ? [button(say('nudge.keep'), go('nudge', 'every-day'))] : []),
    button(say('nudge.end'), go('nudge', 'stop')),
  ];
}

/** A wish as people say it. */
function inWords(
  say: Context['say'],
  locale: string,
  { minute, kind, days }: Pick<Wish, 'minute' | 'kind' | 'days'>,
) {
  return {
    kind: say(`nudge.kind.${kind}`),
    time: clockTime(minute, locale),
    days: days.length === 7 ? say('nudge.every-day') : weekdaysIn(locale, days),
  };
}
