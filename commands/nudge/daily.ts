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
    if (delivery.part > 0) return { says: written(opening(daily, delivery, parts)), nudge };
    const { discreet } = parts.preferences;
    const silence = { ...daily, fewer: daily.usualDays !== undefined };
    const says = fading(silence, { date: delivery.slot, discreet, days: schedule.days });
    if (says === 'asks') return { says, nudge: onFewer(nudge, { ...daily, unanswered: 0 }) };
    if (says === 'ends') return { says, nudge: silenced(nudge, delivery) };
    if (isOver(daily, parts.words)) return { says: 'over', nudge: silenced(nudge, delivery) };
    return { says: written(opening(daily, delivery, parts)), nudge: counted(nudge, daily, discreet) };
  },
  message(says, delivery, { words, preferences, late }) {
    if (says === 'asks' || says === 'ends' || says === 'over') return question(says, delivery, words);
    const ref = read(says);
    const rows = [usualButtons(words, delivery, ref)];
    if (preferences.discreet) return line(words.say(late ? 'nudge.line.late' : 'nudge.line.ready'), rows);
    const text = openingText(words, ref);
    return line(late ? `${text}\n-# ${words.say('nudge.line.late-note')}` : text, rows);
  },
};

/** What is dealt to somebody for a date: an opening, or the next of the fourteen days. */
export function opening(
  daily: Pick<Daily, 'kind' | 'day'>,
  delivery: Pick<Delivery, 'owner' | 'slot'>,
  parts: SayingParts,
): OpeningRef {
  const { kind } = daily;
  if (kind === 'journey') return { kind, id: String(Math.min(daily.day, lastDay(parts.words))) };
  const { words, preferences } = parts;
  const avoids = (id: string) =>
    words.exercises
      .find(exercise => exercise.id === id)
      ?.involves.some(what => preferences.leaveOut.includes(what)) ?? false;
  return deal(words.nudges, { owner: delivery.owner, date: delivery.slot, kind, avoids });
}

/** Where the text stands in the message itself, there is nothing to open: a day counts as opened. */
function counted(nudge: Nudge, daily: Daily, discreet: boolean): Nudge {
  const day = daily.kind === 'journey' && !discreet ? daily.day + 1 : daily.day;
  return { ...nudge, daily: { ...daily, day, unanswered: daily.unanswered + 1 } };
}

const silenced = (nudge: Nudge, { slot }: Delivery): Nudge => ({
  ...nudge,
  paused: { why: 'silent', since: Date.parse(slot) },
});

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

const written = ({ kind, id }: OpeningRef) => `${kind}.${id}`;

function read(says: string): OpeningRef {
  const at = says.indexOf('.');
  return { kind: says.slice(0, at) as OpeningRef['kind'], id: says.slice(at + 1) };
}

const line = (content: string, rows: ActionButton[][]): Plain => ({ kind: 'plain', content, rows });
const plain = (label: string, to: Link): ActionButton => ({ label, to, style: 'plain' });
