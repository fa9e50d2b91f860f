import { describe, expect, test } from 'vitest';
import type { Actor, PlaceKind } from './bot/actor.ts';
import { general, quiet } from './bot/channel.ts';
import { crawl, described, type Step, unnumbered, type Visit } from './bot/crawl.ts';
import { type Lane, openBot } from './bot/lanes.ts';
import { buttonsOf, partsOf, picturesOf, textOf } from './bot/parts.ts';
import { type Cast, castOf } from './bot.ts';
import { library } from './library/shipped.ts';

const ephemeral = 1 << 6;
/**
 * Every place, both lanes; in one of them the bot is started anew before every press. One walk goes through all of the content, the
 * others through two exercises and two pages for each button.
 */
const walks: readonly [place: PlaceKind, lane: Lane, restarts: boolean, mostAlike?: number][] = [
  ['server', 'router', true, 2],
  ['own-dm', 'router', false],
  ['other-dm', 'router', false, 2],
  ['own-dm', 'gateway', false, 1],
];
const { exercises, topics, feelings } = library.words('en');
const ids = new Set([...exercises, ...topics].map(({ id }) => id));
const felt = new Set(feelings.flatMap(group => [group, ...group.feelings]).map(({ id }) => id));
/** The same button, whatever page it stands on; of check-ins, whatever the feeling and however strong it is. */
const alike = (key: string) =>
  key.startsWith('checkin:')
    ? key.replace(/[a-z-]+/g, word => (felt.has(word) ? '*' : word)).replace(/\b\d+\b/g, '#')
    : key.replace(/[a-z-]+/g, word => (ids.has(word) ? '*' : word));

describe.each(walks)(
  'every card in the place "%s", in the %s lane (restarts: %s)',
  (place, lane, restarts, mostAlike) => {
    test('is private, has Get help now and Hide last, says its pictures in words, and its buttons work', async () => {
      const bot = await openBot(lane);
      const cast = castOf(bot);
      const beforeLastStep = restarts ? () => bot.restart() : async () => {};
      let cards = 0;
      let pictures = 0;
      try {
        cast.ada.at(place);
        for await (const visit of crawl(cast.ada, await beginnings(cast, place), {
          beforeLastStep,
          alike,
          mostAlike: key => (key.startsWith('checkin:') ? 3 : (mostAlike ?? Number.POSITIVE_INFINITY)),
        })) {
          expect(bot.wentWrong(), described(visit.path)).toEqual([]);
          expectToWork(visit);
          if (visit.outcome.kind === 'message' || visit.outcome.kind === 'updated') {
            expectToBeKind(visit, visit.outcome.message);
            cards += 1;
            pictures += picturesOf(visit.outcome.message).length;
          }
        }
        expect(bot.world.problems).toEqual([]);
        expect(cards).toBeGreaterThan(mostAlike ? 100 : 1_000);
        expect(pictures).toBeGreaterThan(mostAlike ? 1 : 5);
      } finally {
        await bot.close();
      }
    }, 240_000);
  },
);

test.each<Lane>(['router', 'gateway'])(
  'every card of what admins have is private too, and its buttons work (%s lane)',
  async lane => {
    const bot = await openBot(lane);
    const { mo } = castOf(bot);
    let cards = 0;
    let day = Date.parse('2026-11-23T00:00:00Z');
    // No command deletes what a server set; a day on which its prompt is off begins anew.
    const beforeEachWay = async () => {
      await mo.types('/server daily-prompt-off');
      await bot.waitsUntil(new Date(day).toISOString());
      day += 24 * 60 * 60_000;
    };
    // Where the other commands lead is walked above.
    const alike = (key: string) => (key.startsWith('server:') ? unnumbered(key) : 'another command');
    try {
      for await (const visit of crawl(mo, forAdmins, { beforeEachWay, alike, mostAlike: () => 2 })) {
        expect(bot.wentWrong(), described(visit.path)).toEqual([]);
        expectToWork(visit);
        if (visit.outcome.kind !== 'message' && visit.outcome.kind !== 'updated') continue;
        expectToBeKind(visit, visit.outcome.message);
        cards += 1;
      }
      expect(bot.world.problems).toEqual([]);
      expect(cards).toBeGreaterThan(15);
    } finally {
      await bot.close();
    }
  },
  120_000,
);

const forAdmins: readonly Step[] = [
  { do: 'type', command: '/server status' },
  { do: 'type', command: '/server panel', options: { channel: general } },
  { do: 'type', command: '/server panel', options: { channel: quiet } },
  { do: 'type', command: '/server together', options: { state: 'on' } },
  {
    do: 'type',
    command: '/server daily-prompt',
    options: { channel: general, time: '9', timezone: 'united kingdom' },
  },
  {
    do: 'type',
    command: '/server daily-prompt',
    options: { channel: quiet, time: '09:00', timezone: 'Lisbon' },
  },
  { do: 'type', command: '/server daily-prompt-off' },
];

/** Every way in: each command bare and with its options, and the message command on one's own words and another's. */
async function beginnings({ ada, bo }: Cast, place: PlaceKind): Promise<Step[]> {
  const own = await ada.says('My chest is tight all day');
  const others: Step[] =
    place === 'own-dm' ? [] : [{ do: 'use', command: 'Explain this', on: await seenBy(bo, place) }];
  return [
    { do: 'type', command: '/help' },
    { do: 'type', command: '/ground' },
    ...exercises.map(({ id }): Step => ({ do: 'type', command: '/ground', options: { exercise: id } })),
    { do: 'type', command: '/ground', options: { together: true } },
    { do: 'type', command: '/explain' },
    { do: 'type', command: '/explain', options: { topic: 'I jump when a door shuts' } },
    { do: 'type', command: '/explain', options: { topic: 'what is the tax on a lorry' } },
    { do: 'type', command: '/explain', options: { topic: 'I want to die' } },
    { do: 'type', command: '/help-now' },
    { do: 'type', command: '/help-now', options: { country: 'DE' } },
    { do: 'type', command: '/help-now', options: { country: 'US' } },
    { do: 'type', command: '/help-now', options: { country: 'BR' } },
    { do: 'type', command: '/help-now', options: { country: 'I want to die' } },
    { do: 'type', command: '/ground', options: { exercise: 'he hit me last night' } },
    { do: 'type', command: '/checkin now' },
    { do: 'type', command: '/checkin history' },
    { do: 'type', command: '/reach' },
    { do: 'type', command: '/hard-moment' },
    { do: 'type', command: '/plan show' },
    { do: 'type', command: '/plan edit' },
    { do: 'type', command: '/plan delete' },
    { do: 'type', command: '/settings' },
    { do: 'type', command: '/nudge on', options: { time: 'half past eight', timezone: 'united kingdom' } },
    {
      do: 'type',
      command: '/nudge on',
      options: { time: '8', timezone: 'Lisbon', days: 'chosen in a menu' },
    },
    { do: 'type', command: '/nudge off' },
    { do: 'type', command: '/nudge pause' },
    { do: 'type', command: '/nudge resume' },
    { do: 'type', command: '/nudge status' },
    { do: 'type', command: '/nudge preview' },
    { do: 'type', command: '/promise make' },
    { do: 'type', command: '/promise list' },
    { do: 'type', command: '/my-data show' },
    { do: 'type', command: '/my-data export' },
    { do: 'type', command: '/my-data delete' },
    { do: 'type', command: '/about' },
    { do: 'use', command: 'Explain this', on: own },
    ...others,
  ];
}

const seenBy = (other: Actor, place: PlaceKind) => other.at(place).says('I cannot stop thinking about it');

function expectToWork({ path, outcome }: Visit): void {
  expect(outcome.kind, described(path)).not.toBe('failed');
  if (outcome.kind !== 'message' && outcome.kind !== 'updated') return;
  expect(textOf(outcome.message), described(path)).not.toMatch(/Something broke|older card/);
}

function expectToBeKind(
  { path }: Visit,
  message: Parameters<typeof buttonsOf>[0] & { flags?: number },
): void {
  expect((message.flags ?? 0) & ephemeral, `private: ${described(path)}`).toBe(ephemeral);
  const labels = buttonsOf(message).map(({ label }) => label);
  expect(labels.slice(-2), described(path)).toEqual(['Get help now', 'Hide']);
  const lastRow = partsOf(message.components).findLast(({ type }) => type === 1);
  expect(
    lastRow?.components?.map(({ label }) => label),
    described(path),
  ).toEqual(['Get help now', 'Hide']);
  for (const picture of picturesOf(message))
    expect(picture.description?.trim(), described(path)).toBeTruthy();
}
