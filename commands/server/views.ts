import { clockTime } from '../../src/core/dates.ts';
import {
  type Block,
  button,
  type Card,
  card,
  row,
  small,
  text,
  title,
  webLink,
} from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Server } from '../../src/people/servers.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { nextTimes } from '../nudge/next-times.ts';
import { addressOf, missing, type Posted } from './posting.ts';
import { prompt } from './prompt.ts';
import { begun, type PromptWish } from './record.ts';

/** What members see, how to limit commands, and what is on. Nothing of it says who uses Steady, or how many do. */
export function statusCard(
  context: Context,
  server: string,
  kept: Omit<Server, 'usedOn'>,
  record: Nudged | undefined,
): Card {
  const { say } = context;
  const { panel, together } = kept;
  const link = panel && webLink(say('server.status.go-to-panel'), addressOf(server, panel));
  return card([
    title(say('server.status.title')),
    text(say('server.status.members')),
    text(say('server.status.limit')),
    text(
      [
        `**${say('server.status.on')}**`,
        panel ? say('server.status.panel', { channel: panel.channel }) : say('server.status.no-panel'),
        say(`server.status.together-${together ? 'on' : 'off'}`),
        ...promptLines(context, record),
      ].join('\n'),
    ),
    ...(link ? [row(link)] : []),
    small(say('server.status.kept')),
  ]);
}

/** That the first one stands in its channel, what would come of keeping it, and the two ways on. */
export function keepOrRemove(
  context: Context,
  server: string,
  posted: Posted,
  { wish, had, known }: { wish: PromptWish; had: string; known: Nudged | undefined },
): Card {
  const { say, caller, clock, nudges } = context;
  const { channel, minute, zone } = wish;
  const parts = { locale: caller.locale, now: clock.now(), calendar: nudges.calendar };
  const [next = 0] = nextTimes(context, begun(known, wish, had, parts), 1, prompt);
  return card([
    text(say('server.prompt.posted', { channel })),
    text(
      say('server.prompt.if-kept', {
        time: clockTime(minute, caller.locale),
        zone,
        next: timestamp(next, 'full'),
      }),
    ),
    row(
      button(say('server.prompt.keep'), go('server', 'keep', channel, minute, zone, had), 'main'),
      button(say('server.prompt.remove'), go('server', 'remove', channel, posted.message)),
      webLink(say('server.go-to'), addressOf(server, posted)),
    ),
  ]);
}

/** What was just done with the daily prompt, and when the next one comes. */
export function promptCard(context: Context, key: string, record: Nudged | undefined): Card {
  const { say } = context;
  const [next] = record ? nextTimes(context, record, 1, prompt) : [];
  const lines = [
    say(key),
    ...(next === undefined ? [] : [say('nudge.next', { time: timestamp(next, 'full') })]),
  ];
  return card([text(lines.join(' '))]);
}

/** Since when and why the prompt is paused, where it could not be posted, with the way back. */
export function pauseBlocks({ say }: Context, record: Nudged | undefined): Block[] {
  const { paused, address } = record?.nudges[prompt] ?? {};
  if (paused?.why !== 'gone' || !address) return [];
  const since = timestamp(paused.since, 'full');
  return [
    text(
      [say('server.prompt.paused', { channel: address.channel, since }), missing(say, paused.code ?? 0)].join(
        ' ',
      ),
    ),
    row(button(say('nudge.turn-on'), go('server', 'turn-on'), 'main')),
  ];
}

function promptLines(context: Context, record: Nudged | undefined): string[] {
  const { say, caller } = context;
  const nudge = record?.nudges[prompt];
  if (!record || !nudge || nudge.paused?.why === 'stopped') return [say('server.status.no-prompt')];
  const times = nextTimes(context, record, 3, prompt);
  return [
    say('server.status.prompt', {
      channel: nudge.address.channel,
      time: clockTime(nudge.schedule.minute, caller.locale),
      zone: record.zone,
    }),
    ...(times.length > 0 ? [say('nudge.status.next')] : []),
    ...times.map(time => `- ${timestamp(time, 'full')}`),
  ];
}
