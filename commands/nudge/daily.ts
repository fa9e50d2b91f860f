import type { ActionButton, Link, Plain } from '../../src/core/reply.ts';
import type { Words } from '../../src/library/schema.ts';
import type { NudgeContent, SayingParts } from '../../src/nudges/content.ts';
import { type Delivery, deliveryArgs } from '../../src/nudges/delivery.ts';
import { fading } from '../../src/nudges/fade.ts';
import { deal } from '../../src/nudges/variety.ts';
import type { Daily, Nudge } from '../../src/people/nudges.ts';
import { go } from '../../src/router/links.ts';
import { lastDay, type OpeningRef, openingText } from './opening.ts';
import { onFewer } from './record.ts';

/** What the daily message says. Where it is discreet, and for all questions, one neutral line with buttons. */
export const dailyContent: NudgeContent = {
  choose(nudge, delivery, parts) {
    const { daily, schedule } = nudge;
    if (!daily || schedule.kind !== 'daily') throw new Error('Expected a daily message, got another nudge.');
    const { discreet } = parts.preferences;
    const silence = { ...daily, fewer: daily.usualDays !== undefined };
    const says = fading(silence, { date: delivery.slot, discreet, days: schedule.days });
    if (says !== 'usual') return says;
    if (isOver(daily, parts.words)) return 'over';
    return written({ ...opening(nudge, delivery, parts), isShown: !discreet });
  },
  delivered(nudge, says, now) {
    const { daily } = nudge;
    if (!daily) return nudge;
    if (says === 'asks') return onFewer(nudge, { ...daily, unanswered: 0 });
    if (says === 'ends') return { ...nudge, paused: { why: 'silent', since: now } };
    if (says === 'over') return { ...nudge, paused: { why: 'over', since: now } };
    return {
      ...nudge,
      daily: { ...daily, unanswered: daily.unanswered + 1, day: dayAfter(daily, read(says)) },
    };
  },
  message(says, delivery, { words, preferences, late }) {
    if (says === 'asks' || says === 'ends' || says === 'over') return question(says, delivery, words);
    const said = read(says);
    const rows = [usualButtons(words, delivery, said)];
    if (preferences.discreet || !said.isShown)
      return line(words.say(late ? 'nudge.line.late' : 'nudge.line.ready'), rows);
    const text = openingText(words, said);
    return line(late ? `${text}\n-# ${words.say('nudge.line.late-note')}` : text, rows);
  },
};

/** What is dealt to somebody for a date: what was said on it already, an opening, or the next of the fourteen days. */
export function opening(
  { daily, said }: Pick<Nudge, 'daily' | 'said'>,
  { owner, slot }: Pick<Delivery, 'owner' | 'slot'>,
  { words, preferences }: SayingParts,
): OpeningRef {
  if (said?.slot === slot && said.says.includes('.')) return read(said.says);
  const { kind, day } = daily ?? { kind: 'mixed', day: 1 };
  if (kind === 'journey') return { kind, id: String(Math.min(day, lastDay(words))) };
  const avoids = (id: string) =>
    words.exercises
      .find(exercise => exercise.id === id)
      ?.involves.some(what => preferences.leaveOut.includes(what)) ?? false;
  return deal(words.nudges, { owner, date: slot, kind, avoids });
}

/** An opening as a claim holds it. `isShown`: the text itself stood in the message. */
interface Said extends OpeningRef {
  isShown: boolean;
}

/** Where the text itself stands in the message, there is nothing to open: a day counts as opened. */
function dayAfter({ day }: Daily, { kind, id, isShown }: Said): number {
  return kind === 'journey' && isShown && Number(id) === day ? day + 1 : day;
}

const isOver = ({ kind, day }: Daily, words: Words) => kind === 'journey' && day > lastDay(words);

function question(says: 'asks' | 'ends' | 'over', delivery: Delivery, { say }: Words): Plain {
  const args = deliveryArgs(delivery);
  const buttons: Record<typeof says, ActionButton[]> = {
    asks: [
      plain(say('nudge.keep'), go('nudge', 'keep', ...args)),
      plain(say('nudge.fewer'), go('nudge', 'fewer', ...args)),
      plain(say('nudge.stop'), go('nudge', 'end', ...args)),
    ],
    ends: [plain(say('nudge.again'), go('nudge', 'again', ...args))],
    over: [
      plain(say('nudge.mixed'), go('nudge', 'next', ...args, 'mixed')),
      plain(say('nudge.once-more'), go('nudge', 'next', ...args, 'journey')),
      plain(say('nudge.stop'), go('nudge', 'end', ...args)),
    ],
  };
  return line(say(`nudge.line.${says}`), [buttons[says]]);
}

function usualButtons({ say }: Words, delivery: Delivery, { kind, id }: OpeningRef): ActionButton[] {
  const args = deliveryArgs(delivery);
  return [
    plain(say('nudge.open'), go('nudge', 'open', ...args, kind, id)),
    plain(say('nudge.later'), go('nudge', 'later', ...args)),
    plain(say('nudge.not-today'), go('nudge', 'skip', ...args)),
    plain(say('nudge.end'), go('nudge', 'end', ...args)),
  ];
}

const written = ({ kind, id, isShown }: Said) => `${isShown ? 'shown' : 'line'}.${kind}.${id}`;

function read(says: string): Said {
  const [how, kind, ...id] = says.split('.');
  return { kind: kind as OpeningRef['kind'], id: id.join('.'), isShown: how === 'shown' };
}

const line = (content: string, rows: ActionButton[][]): Plain => ({ kind: 'plain', content, rows });
const plain = (label: string, to: Link): ActionButton => ({ label, to, style: 'plain' });
