import { describe, expect, test } from 'vitest';
import { dailyContent } from '../../commands/nudge/daily.ts';
import { paused } from '../../commands/nudge/record.ts';
import type { Daily } from '../../src/people/nudges.ts';
import { machine } from './machine.ts';

const agreed = { at: 0, wording: 1 };
const mixed: Daily = { kind: 'mixed', agreed, unanswered: 0, day: 1 };

/** One person with a daily message at 08:30 in Berlin, on the evening before. */
async function withDaily(daily: Daily) {
  const self = await machine('2026-11-22T20:00:00Z', 1, new Map([['daily', dailyContent]]));
  const [ada = ''] = self.ids;
  await self.wants(ada, 'Europe/Berlin', '08:30', { daily });
  const nudge = async () => (await self.record(ada))?.nudges.daily;
  const said = () => self.world.listMessages(self.world.openDm(ada).id).map(({ content }) => content);
  return { self, ada, nudge, said };
}

const away = { made: false, heard: { kind: 'unsure', reason: 'nobody is there' } } as const;

describe('what was not delivered counts for nothing', () => {
  test('a question that never arrived is asked another day, and nothing changes before', async () => {
    const { self, nudge, said } = await withDaily({ ...mixed, unanswered: 7 });
    self.fates = Array(200).fill(away);
    await self.runUntil('2026-11-23T12:00:00Z', 60_000);
    expect(await nudge()).toMatchObject({
      daily: { unanswered: 7 },
      schedule: { days: [0, 1, 2, 3, 4, 5, 6] },
    });
    self.fates = [];
    await self.runUntil('2026-11-24T08:00:00Z', 60_000);
    expect(said()).toEqual(['Keep sending these as before?']);
    expect(await nudge()).toMatchObject({ daily: { unanswered: 0 }, schedule: { days: [1, 4] } });
  });

  test('a last line that never arrived leaves nobody in silence', async () => {
    const { self, nudge, said } = await withDaily({
      ...mixed,
      unanswered: 7,
      usualDays: [0, 1, 2, 3, 4, 5, 6],
    });
    self.fates = Array(200).fill(away);
    await self.runUntil('2026-11-23T12:00:00Z', 60_000);
    expect((await nudge())?.paused).toBeUndefined();
    self.fates = [];
    await self.runUntil('2026-11-24T08:00:00Z', 60_000);
    expect(said()[0]).toContain("I'll be quiet from here on.");
    expect((await nudge())?.paused).toMatchObject({ why: 'silent' });
    expect(self.nudges.state().wanted).toBe(0);
  });

  test('a day of the fourteen that never arrived comes the day after', async () => {
    const { self, nudge } = await withDaily({ ...mixed, kind: 'journey', day: 3 });
    self.fates = Array(200).fill(away);
    await self.runUntil('2026-11-23T12:00:00Z', 60_000);
    expect(await nudge()).toMatchObject({ daily: { day: 3, unanswered: 0 } });
  });

  test('but a message whose confirmation was lost in a crash does', async () => {
    const { self, nudge } = await withDaily({ ...mixed, unanswered: 7 });
    self.fates = [{ made: true, heard: 'never' }];
    await self.at('2026-11-23T07:30:00Z');
    self.clock.time += 5 * 60_000;
    await self.killed();
    await self.runUntil('2026-11-23T07:40:00Z', 10_000);
    expect(await nudge()).toMatchObject({ daily: { unanswered: 0, usualDays: [0, 1, 2, 3, 4, 5, 6] } });
  });
});

test('a pause reaches what waits for another try', async () => {
  const { self, ada, said } = await withDaily(mixed);
  self.fates = [away];
  await self.at('2026-11-23T07:30:00Z');
  await self.nudges.amend(ada, known => paused(known, self.clock.time, undefined));
  await self.runUntil('2026-11-23T09:00:00Z', 10_000);
  expect(said()).toEqual([]);
});

test('preferences that cannot be read hold a message up rather than let it make a sound', async () => {
  const { self, ada } = await withDaily(mixed);
  self.storeIsAway = true;
  await self.at('2026-11-23T07:30:00Z');
  expect(self.requests.messages).toBe(0);
  self.storeIsAway = false;
  await self.runUntil('2026-11-23T07:32:00Z', 10_000);
  expect(self.arrived(ada)).toEqual(['2026-11-23 part 0']);
});
