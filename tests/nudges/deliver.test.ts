import { describe, expect, it } from 'vitest';
import type { Sent } from '../../src/core/ports.ts';
import { deliver } from '../../src/nudges/deliver.ts';
import { deliveryArgs, nonceOf } from '../../src/nudges/delivery.ts';
import type { Nudge } from '../../src/people/nudges.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { plant } from '../store/plant.ts';
import { claim, date, delivery, hour, meant, opened, type Setting, said } from './delivering.ts';

describe('one attempt', () => {
  it('claims, sends, and notes that it arrived, in this order', async () => {
    const { job, parts, seen, record } = await opened();
    seen.whileSending = async () => {
      expect((await record())?.nudges.daily?.claim).toMatchObject({ slot: date, part: 0, says: 'hello' });
    };
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    const message = { kind: 'plain', content: 'hello in de', rows: [] };
    const nonce = nonceOf(delivery);
    expect(seen.sent).toEqual([{ kind: 'dm', channel: 'dm', message, nonce, silent: false }]);
    expect(job).toMatchObject({ tries: 1, isSent: true, deadline: meant + 2 * hour });
    expect(await record()).toMatchObject({ nudges: { daily: { said: { says: 'hello, which came' } } } });
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
    expect(seen.changed.map(([owner, { nudges }]) => [owner, nudges.daily?.claim?.slot])).toEqual([
      ['ada', date],
      ['ada', undefined],
    ]);
    expect(seen.lookUps).toEqual([]);
  });

  it('after Discord took it writes that down, and sends nothing', async () => {
    const { job, parts, seen, record } = await opened({ claim });
    expect(await deliver({ ...job, claim, isSent: true }, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    expect(seen.sent).toEqual([]);
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
  });

  it('makes no sound where its person asked for silence, nor in a channel', async () => {
    const quiet = await opened();
    await quiet.people.change('preferences', 'ada', () => ({ ...defaultPreferences, silent: true }));
    await deliver(quiet.job, quiet.parts);
    expect(quiet.seen.sent).toMatchObject([{ silent: true }]);
    const channel = await opened({ address: { kind: 'channel', channel: 'garden' } });
    await deliver(channel.job, channel.parts);
    expect(channel.seen.sent).toMatchObject([{ kind: 'channel', channel: 'garden', silent: true }]);
  });

  it('of preferences that cannot be read uses the usual ones', async () => {
    const { job, parts, seen, backend } = await opened();
    await plant(backend.table('preferences'), 'ada', 'not what it was');
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    expect(seen.sent).toMatchObject([{ silent: false }]);
  });

  it('of a record that cannot be read ends, is logged, and sends nothing', async () => {
    const { job, parts, seen, backend, lines } = await opened();
    await plant(backend.table('nudges'), 'ada', 'not what it was');
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'unreadable' });
    expect(lines).toMatchObject([
      {
        level: 'warn',
        message: 'A record cannot be read, so nothing is sent to its person',
        fields: { err: { name: 'UnreadableError' } },
      },
    ]);
    expect(seen.sent).toEqual([]);
  });

  it.each([['nudges'], ['preferences']])(
    'waits for the %s of a store that is away, rather than make a sound where silence was chosen',
    async name => {
      const { job, parts, seen } = await opened();
      seen.away = [name];
      const attempt = await deliver(job, parts);
      expect(attempt).toMatchObject({ kind: 'again', trouble: 'store', afterMs: 5_000 });
      expect(attempt).toHaveProperty('reason', expect.stringMatching(/./));
      expect(seen.sent).toEqual([]);
    },
  );

  it('lets a bug be seen', async () => {
    const { job, parts } = await opened();
    const bug = new Error('A bug');
    parts.believes = () => {
      throw bug;
    };
    await expect(deliver(job, parts)).rejects.toBe(bug);
  });
});

describe('what is not claimed', () => {
  it.each<[why: string, more: Partial<Nudge>, outcome: string, afterMs: number]>([
    ['paused', { paused: { why: 'asked', since: 0 } }, 'paused', 0],
    ['past its time', {}, 'late', 2 * hour + 1],
    ['meant for another minute', { schedule: { kind: 'once', date, minute: 511 } }, 'changed', 0],
  ])('because it is %s, is not sent', async (_, more, outcome, afterMs) => {
    const { job, parts, seen, record, clock } = await opened(more);
    clock.time += afterMs;
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome });
    expect(seen.sent).toEqual([]);
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
  });

  it('is what its person asked to stop, which the store may not know yet', async () => {
    const { job, parts, seen, record } = await opened();
    parts.isStopped = ({ owner }) => owner === 'ada';
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'stopped' });
    expect(seen.sent).toEqual([]);
    const { nudges, lastSlots } = (await record()) ?? {};
    expect(nudges?.daily?.claim).toBeUndefined();
    expect(lastSlots).toEqual({ daily: '2026-11-22' });
  });

  it('is what nobody knows how to say any more', async () => {
    const { job, parts, record } = await opened();
    parts.contents = new Map();
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'changed' });
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
  });

  it('is what belongs to somebody of whom nothing is kept', async () => {
    const { job, parts, people } = await opened();
    await people.erase('ada');
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'changed' });
    expect(await people.read('nudges', 'ada')).toBeUndefined();
  });
});

describe('what was claimed is looked at once more before it is sent', () => {
  it('and goes at the last moment it may', async () => {
    const { job, parts, clock } = await opened({ claim });
    clock.time = job.deadline = meant + hour;
    expect(await deliver({ ...job, claim }, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
  });

  it.each<[what: string, outcome: string, change: (setting: Setting) => void]>([
    [
      'is late meanwhile',
      'late',
      ({ clock, job }) => {
        clock.time = job.deadline + 1;
      },
    ],
    [
      'is stopped meanwhile',
      'stopped',
      ({ parts }) => {
        parts.isStopped = ({ name }) => name === 'daily';
      },
    ],
  ])('and is given up where it %s', async (_, outcome, change) => {
    const setting = await opened({ claim });
    const { job, parts, seen, record } = setting;
    change(setting);
    expect(await deliver({ ...job, claim }, parts)).toEqual({ kind: 'ended', outcome });
    expect(seen.sent).toEqual([]);
    expect((await record())?.nudges.daily).toBeDefined();
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
  });

  it.each<[what: string, change: (setting: Setting) => Promise<unknown>]>([
    ['all about its person is gone', ({ people }) => people.erase('ada')],
    ['it was confirmed', ({ keep }) => keep({})],
    ['another part was claimed', ({ keep }) => keep({ claim: { ...claim, part: 1 } })],
    [
      'it is wanted no more',
      ({ people }) => people.amend('nudges', 'ada', known => ({ ...known, nudges: {} })),
    ],
  ])('and counts as found where %s', async (_, change) => {
    const setting = await opened({ claim });
    await change(setting);
    const { job, parts, seen } = setting;
    expect(await deliver({ ...job, claim }, parts)).toEqual({ kind: 'ended', outcome: 'found' });
    expect(seen.sent).toEqual([]);
  });

  it('and is dropped where nobody knows how to say it any more', async () => {
    const { job, parts, seen } = await opened({ claim });
    parts.contents = new Map();
    expect(await deliver({ ...job, claim }, parts)).toEqual({ kind: 'ended', outcome: 'changed' });
    expect(seen.sent).toEqual([]);
  });
});

describe('what may have been sent', () => {
  it.each([
    ['a minute ago goes again, for Discord knows its nonce', 60_000, 0],
    ['longer ago is looked for', 60_001, 1],
    ['ahead of the clock, which was set back, is looked for', -1, 1],
    ['just now goes again', 0, 0],
  ])('%s', async (_, agoMs, lookUps) => {
    const { job, parts, seen, clock } = await opened({ claim });
    const trying = { ...job, claim, unsureSince: clock.time - agoMs };
    expect(await deliver(trying, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    expect(seen.lookUps).toHaveLength(lookUps);
    expect(seen.sent).toHaveLength(1);
  });

  it('is looked for in its channel from two minutes before the claim, by its own buttons', async () => {
    const { job, parts, seen } = await opened({ claim }, { found: 'there' });
    await deliver({ ...job, claim, unsureSince: 1 }, parts);
    const [[address, since, fits] = []] = seen.lookUps;
    expect(address).toEqual({ kind: 'dm', channel: 'dm' });
    expect(since).toBe(claim.at - 120_000);
    const link = { command: 'nudge', action: 'open', args: deliveryArgs(delivery) };
    expect(fits?.(link)).toBe(true);
    expect(fits?.({ ...link, args: deliveryArgs({ ...delivery, part: 1 }) })).toBe(false);
  });

  it('under a claim that this process wrote without hearing of it, goes again by its nonce', async () => {
    const { job, parts, seen } = await opened({ claim });
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    expect(seen.lookUps).toEqual([]);
  });

  it('under an older claim is looked for', async () => {
    const { job, parts, seen, clock } = await opened({ claim });
    clock.time = claim.at + 60_001;
    await deliver(job, parts);
    expect(seen.lookUps).toHaveLength(1);
  });

  it('by another process, which had it before, is looked for however short ago', async () => {
    const { job, parts, seen } = await opened({ claim });
    await deliver({ ...job, isTakenOver: true }, parts);
    expect(seen.lookUps).toHaveLength(1);
    const fresh = await opened();
    await deliver({ ...fresh.job, isTakenOver: true }, fresh.parts);
    expect(fresh.seen.lookUps).toEqual([]);
  });

  it.each([
    ['there', 'found', 'hello, which came'],
    ['unreadable', 'unknown', 'hello, which came'],
  ] as const)(
    'and of which the channel says "%s" ends as %s, and is not sent',
    async (found, outcome, says) => {
      const { job, parts, seen, record } = await opened({ claim, said }, { found });
      const trying = { ...job, claim, unsureSince: 1 };
      expect(await deliver(trying, parts)).toEqual({ kind: 'ended', outcome });
      expect(seen.sent).toEqual([]);
      expect((await record())?.nudges.daily).toMatchObject({ said: { says } });
      expect((await record())?.nudges.daily?.claim).toBeUndefined();
    },
  );

  it('waits where its channel cannot be read now, longer each time', async () => {
    const { job, parts, seen } = await opened({ claim }, { found: 'failed' });
    const trying = { ...job, claim, unsureSince: 1 };
    const reason = 'its channel cannot be read now';
    for (const afterMs of [5_000, 10_000, 20_000])
      expect(await deliver(trying, parts)).toEqual({ kind: 'again', trouble: 'discord', afterMs, reason });
    expect(seen.sent).toEqual([]);
  });

  it('and is over meanwhile, is not looked for', async () => {
    const { job, parts, seen } = await opened({ claim });
    parts.isStopped = () => true;
    const trying = { ...job, claim, unsureSince: 1 };
    expect(await deliver(trying, parts)).toEqual({ kind: 'ended', outcome: 'stopped' });
    expect(seen.lookUps).toEqual([]);
  });

  it('and surely was not, says so where it is late by now', async () => {
    const { job, parts, seen, clock } = await opened({ claim });
    clock.time = meant + 10 * 60_000 + 1;
    const trying = { ...job, claim, unsureSince: meant };
    await deliver(trying, parts);
    expect(seen.sent).toMatchObject([{ message: { content: 'hello in de, late' } }]);
    expect(trying.unsureSince).toBeUndefined();
  });

  it.each([
    [undefined, true, 'hello in de, late'],
    [false, true, 'hello in de'],
    [true, false, 'hello in de, late'],
    [undefined, false, 'hello in de'],
  ])(
    'says the same each time (late at the try before: %s, at the claim: %s)',
    async (before, late, content) => {
      const kept = { ...claim, late };
      const { job, parts, seen, clock } = await opened({ claim: kept });
      clock.time = meant + 11 * 60_000;
      const trying = {
        ...job,
        claim: kept,
        unsureSince: clock.time - 1,
        ...(before !== undefined && { late: before }),
      };
      await deliver(trying, parts);
      expect(seen.sent).toMatchObject([{ message: { content } }]);
    },
  );
});

describe('what Discord answers', () => {
  it('that somebody cannot be reached, pauses what they wanted', async () => {
    const { job, parts, record } = await opened({}, { answers: [{ kind: 'gone', code: 50_007 }] });
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'gone' });
    const { daily } = (await record())?.nudges ?? {};
    expect(daily).toMatchObject({
      paused: { why: 'gone', since: meant, code: 50_007 },
      said: { says: 'hello' },
    });
    expect(daily?.claim).toBeUndefined();
  });

  it('that somebody cannot be reached, is not believed where it must be the bot', async () => {
    const { job, parts, record } = await opened({}, { answers: [{ kind: 'gone', code: 50_007 }] });
    const told: Sent[] = [];
    parts.believes = sent => {
      told.push(sent);
      return false;
    };
    expect(await deliver(job, parts)).toEqual({ kind: 'again', trouble: 'gone', afterMs: 600_000 });
    expect(told).toEqual([{ kind: 'gone', code: 50_007 }]);
    expect((await record())?.nudges.daily?.paused).toBeUndefined();
  });

  it.each<[sent: Sent, attempt: object]>([
    [
      { kind: 'later', afterMs: 7, all: true },
      { trouble: 'limit', afterMs: 7 },
    ],
    [
      { kind: 'later', afterMs: 8, all: false },
      { trouble: 'busy', afterMs: 8 },
    ],
    [
      { kind: 'refused', reason: '401' },
      { trouble: 'refused', afterMs: 600_000, reason: '401' },
    ],
    [
      { kind: 'unsure', reason: '502' },
      { trouble: 'discord', afterMs: 5_000, reason: '502' },
    ],
  ])('%j is tried again, under the same claim', async (sent, attempt) => {
    const { job, parts, record } = await opened({}, { answers: [sent] });
    expect(await deliver(job, parts)).toEqual({ kind: 'again', ...attempt });
    expect((await record())?.nudges.daily?.claim).toMatchObject({ slot: date });
    expect(job.unsureSince).toBe(sent.kind === 'unsure' ? meant : undefined);
  });

  it('nothing clear twice, leaves it unsure since the first try', async () => {
    const answers = [1, 2].map((): Sent => ({ kind: 'unsure', reason: '502' }));
    const { job, parts, clock } = await opened({}, { answers });
    await deliver(job, parts);
    clock.time += 5_000;
    expect(await deliver(job, parts)).toMatchObject({ afterMs: 10_000 });
    expect(job.unsureSince).toBe(meant);
  });

  it('that it will never take the message, is a bug: logged, and over', async () => {
    const { job, parts, record, lines } = await opened(
      {},
      { answers: [{ kind: 'rejected', reason: 'Form' }] },
    );
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'rejected' });
    expect(lines).toEqual([
      { level: 'error', message: 'Discord will not take a message of ours', fields: { reason: 'Form' } },
    ]);
    expect((await record())?.nudges.daily).toMatchObject({ said: { says: 'hello' } });
    expect((await record())?.nudges.daily?.claim).toBeUndefined();
  });

  it('for a record that is gone meanwhile, brings nothing of it back', async () => {
    const { job, parts, seen, people } = await opened();
    seen.whileSending = () => people.erase('ada');
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'sent' });
    expect(await people.read('nudges', 'ada')).toBeUndefined();
    expect(seen.changed).toHaveLength(1);
  });
});

describe('a channel that is there no more', () => {
  const answers: Sent[] = [{ kind: 'no-channel' }, { kind: 'no-channel' }];

  it('and is a DM, is opened anew once, and then its person cannot be reached', async () => {
    const { job, parts, seen, record } = await opened({}, { answers });
    expect(await deliver(job, parts)).toEqual({ kind: 'again', trouble: 'busy', afterMs: 0 });
    expect(seen.opened).toEqual(['ada']);
    expect((await record())?.nudges.daily?.address).toEqual({ kind: 'dm', channel: 'anew' });
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'gone' });
    expect(seen.sent.map(({ channel }) => channel)).toEqual(['dm', 'anew']);
    expect(seen.opened).toEqual(['ada']);
    expect((await record())?.nudges.daily?.paused).toEqual({ why: 'gone', since: meant, code: 10_003 });
  });

  it('and cannot be opened now, is opened later', async () => {
    const { job, parts, seen } = await opened({}, { answers, opens: 'not-now' });
    const reason = 'the DM cannot be opened now';
    for (const afterMs of [5_000, 10_000])
      expect(await deliver(job, parts)).toEqual({ kind: 'again', trouble: 'busy', afterMs, reason });
    expect(seen.opened).toEqual(['ada', 'ada']);
  });

  it('and cannot be opened at all, is paused with what Discord says', async () => {
    const { job, parts, record } = await opened({}, { answers, opens: { code: 10_013 } });
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'gone' });
    expect((await record())?.nudges.daily?.paused).toEqual({ why: 'gone', since: meant, code: 10_013 });
  });

  it('and is opened for somebody who is forgotten meanwhile, is not written to', async () => {
    const { job, parts, people } = await opened({}, { answers });
    const { outbox } = parts;
    const open = async (id: string) => {
      await people.erase(id);
      return outbox.open(id);
    };
    parts.outbox = { ...outbox, open };
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'changed' });
    expect(await people.read('nudges', 'ada')).toBeUndefined();
  });

  it('and belongs to a server, is paused: there is no other', async () => {
    const address = { kind: 'channel', channel: 'garden' } as const;
    const { job, parts, seen, record } = await opened({ address }, { answers });
    expect(await deliver(job, parts)).toEqual({ kind: 'ended', outcome: 'gone' });
    expect(seen.opened).toEqual([]);
    expect((await record())?.nudges.daily?.paused).toEqual({ why: 'gone', since: meant, code: 10_003 });
  });
});
