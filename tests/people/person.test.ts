import { describe, expect, test } from 'vitest';
import { kindNames } from '../../src/people/collections.ts';
import { untilOf } from '../../src/people/kind.ts';
import { createPeople } from '../../src/people/person.ts';
import { defaultPreferences, type Preferences } from '../../src/people/preferences.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend } from '../../src/store/table.ts';
import { library } from '../library/shipped.ts';
import { collectingLog } from '../router/log.ts';
import { plant } from '../store/plant.ts';

const { say } = library.words('en');
const telling = {
  say,
  exercise: (id: string) => `<${id}>`,
  feeling: (id: string) => id,
  country: (code: string) => `<${code}>`,
  locale: 'en-US',
};
type Chosen = Omit<Preferences, 'usedOn'>;

const seal = createSeal([new Uint8Array(32)]);

function people(backend: Backend = openMemory()) {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const { log, lines } = collectingLog();
  const store = createStore(backend, { seal, deadline: 300 });
  return { people: createPeople(store, { clock, log, glanceMs: 50 }), clock, lines, store };
}

describe('what is kept about a person', () => {
  test('is nothing at first, and nothing is made by looking', async () => {
    const { people: all } = people();
    expect(await all.glance('preferences', 'ada')).toBeUndefined();
    expect(await all.read('helped', 'ada')).toBeUndefined();
    await all.touch('ada');
    expect(await all.raw('ada')).toEqual({});
  });

  test('is told in plain words, every setting of it', async () => {
    const { people: all } = people();
    await all.change(
      'preferences',
      'ada',
      (): Chosen => ({
        ...defaultPreferences,
        timeZone: 'Europe/Berlin',
        country: 'DE',
        calmText: true,
        leaveOut: ['breath', 'smell'],
        discreet: false,
        silent: true,
      }),
    );
    const [shown] = await all.show('ada', telling);
    expect(shown?.lines).toEqual([
      'Time zone: Europe/Berlin',
      'Country for help lines: <DE>',
      'Words instead of pictures',
      'Left out of exercises: breath, smell',
      'Messages with their text in them',
      'Messages without a sound',
    ]);
  });

  test('of daily messages tells what was asked for, agreed to and ended, and the dates that are done', async () => {
    const { people: all } = people();
    const agreed = { at: Date.parse('2026-11-01'), wording: 1 };
    const fading = { unanswered: 3, usualDays: [1, 2], keepUntil: '2027-01-01' };
    const about = { kind: 'journey' as const, agreed, ...fading, day: 4 };
    const nudge = {
      address: { kind: 'dm' as const, channel: '1' },
      schedule: { kind: 'daily' as const, minute: 510, days: [1, 4] },
      ifLate: 'hours' as const,
      part: 0,
      said: { slot: '2026-11-20', part: 0, meant: 0, says: 'line.checkin.mug' },
      snooze: { slot: '2026-11-20', part: 1, at: Date.parse('2026-11-20T10:00Z') },
      paused: { why: 'stopped' as const, since: Date.parse('2026-11-20') },
      daily: about,
    };
    const record = { zone: 'Europe/Berlin', locale: 'en-US', lastSlots: { daily: '2026-11-20' } };
    await all.change('nudges', 'ada', () => ({ ...record, nudges: { daily: nudge } }));
    const [shown] = await all.show('ada', telling);
    expect(shown?.lines).toEqual([
      'What you asked for: the fourteen days, 8:30 AM, Mon, Thu.',
      'If one is late: One may be up to two hours late.',
      'They come to our DM.',
      'You said yes on November 1, 2026 (wording 1).',
      'Off since November 20, 2026.',
      'Twice a week for now; chosen days: Mon, Tue.',
      'Next of the fourteen days: 4.',
      'Messages since you last used me: 3.',
      'No question about fewer before January 1, 2027.',
      'Which note you got last, so that a put-off one says the same.',
      'One is put off until 2026-11-20T10:00 (UTC).',
      'Time zone: Europe/Berlin. Language: en-US.',
      'Last day taken care of: November 20, 2026.',
    ]);
    await all.touch('ada');
    expect((await all.read('nudges', 'ada'))?.nudges.daily?.daily?.unanswered).toBe(0);
    await all.change('nudges', 'bo', () => ({ ...record, nudges: {}, lastSlots: {} }));
    await all.touch('bo');
    expect((await all.show('bo', telling))[0]?.lines).toEqual(['Time zone: Europe/Berlin. Language: en-US.']);
  });

  test('of a server tells what its admins set, under the id of the server', async () => {
    const { people: all } = people();
    await all.change('servers', 'server', () => ({ together: false }));
    const lines = async () => (await all.show('server', telling)).flatMap(({ lines }) => lines);
    expect(await lines()).toEqual(['Exercises together: off.']);
    const panel = { channel: '3', message: '9' };
    await all.change('servers', 'server', known => ({ ...known, together: true, panel }));
    const nudge = {
      address: { kind: 'channel' as const, channel: '4' },
      schedule: { kind: 'daily' as const, minute: 510, days: [1] },
      ifLate: 'hours' as const,
      part: 0,
      paused: { why: 'gone' as const, since: Date.parse('2026-11-20'), code: 50_013 },
    };
    const record = { zone: 'Europe/Berlin', locale: 'en-US', lastSlots: {} };
    await all.change('nudges', 'server', () => ({ ...record, nudges: { prompt: nudge } }));
    expect(await lines()).toEqual([
      'A daily prompt for all in <#4>, at 8:30 AM.',
      'Off since November 20, 2026.',
      'Time zone: Europe/Berlin. Language: en-US.',
      'Exercises together: on.',
      'A card with buttons stands in <#3>.',
    ]);
    expect(await all.erase('server')).toBe(2);
  });

  test('of exercises left out says so', async () => {
    const { people: all } = people();
    const exercises = { orienting: { easier: 0, same: 1, harder: 2, leftOut: true } };
    await all.change('helped', 'ada', () => ({ exercises }));
    const [shown] = await all.show('ada', telling);
    expect(shown?.lines).toEqual(['<orienting>: easier 0, same 1, harder 2. Left out.']);
  });

  test('goes twelve months after its person was last here, which is noted once a day', async () => {
    const { people: all, clock, store } = people();
    await all.change('greeted', 'ada', () => ({}));
    clock.time += 40 * 24 * 60 * 60 * 1000;
    await all.touch('ada');
    await all.touch('ada');
    const kept = await all.read('greeted', 'ada');
    expect(kept?.usedOn).toBe('2027-01-01');
    expect(kept && untilOf(kept)).toBe(Date.UTC(2028, 0, 1));
    expect(await store.sweep(Date.UTC(2027, 11, 31))).toBe(0);
    expect(await store.sweep(Date.UTC(2028, 0, 2))).toBe(1);
    expect(await all.raw('ada')).toEqual({});
  });

  test('is looked at once a day, but for what every use changes', async () => {
    const reads: string[] = [];
    const backend = openMemory();
    const { people: all, clock } = people({
      ...backend,
      table: name => ({
        ...backend.table(name),
        get: (key, until) => {
          reads.push(name);
          return backend.table(name).get(key, until);
        },
      }),
    });
    await all.touch('ada');
    expect(new Set(reads.splice(0))).toEqual(new Set(kindNames));
    await all.touch('ada');
    expect(reads.splice(0)).toEqual(['nudges']);
    await all.touch('bo');
    expect(reads.splice(0)).toHaveLength(kindNames.length);
    clock.time += 24 * 60 * 60 * 1000;
    await all.touch('ada');
    expect(reads).toHaveLength(kindNames.length);
  });

  test('can be changed from Steady’s own side where it is there, which is no use of it', async () => {
    const { people: all, clock } = people();
    expect(await all.amend('preferences', 'ada', known => ({ ...known, silent: true }))).toBeUndefined();
    await all.change('preferences', 'ada', () => defaultPreferences);
    clock.time += 3 * 24 * 60 * 60 * 1000;
    const after = await all.amend('preferences', 'ada', known => ({ ...known, silent: true }));
    expect(after).toMatchObject({ silent: true, usedOn: '2026-11-22' });
    expect(await all.amend('preferences', 'ada', () => 'same')).toEqual(after);
    const seen: string[] = [];
    for await (const [id] of all.all('preferences')) seen.push(id);
    expect(seen).toEqual(['ada']);
  });

  test('is all erased, and counted', async () => {
    const { people: all } = people();
    await all.change('greeted', 'ada', () => ({}));
    await all.change('preferences', 'ada', () => defaultPreferences);
    await all.change('greeted', 'bo', () => ({}));
    expect(await all.erase('ada')).toBe(2);
    expect(await all.raw('ada')).toEqual({});
    expect(await all.raw('bo')).not.toEqual({});
  });
});

describe('a record that cannot be read', () => {
  test('is told to its person as such, and the defaults serve', async () => {
    const backend = openMemory();
    const { people: all, lines } = people(backend);
    await all.change('preferences', 'ada', () => defaultPreferences);
    const table = backend.table('preferences');
    const text = await table.get('ada', performance.now() + 1_000);
    await plant(table, 'ada', (text ?? '').replace('"calmText":false', '"calmText":"maybe"'));
    expect(await all.glance('preferences', 'ada')).toBeUndefined();
    expect(lines).toMatchObject([{ level: 'warn' }]);
    expect(await all.show('ada', telling)).toMatchObject([
      { kind: 'preferences', lines: [say('my-data.unreadable')] },
    ]);
  });
});
