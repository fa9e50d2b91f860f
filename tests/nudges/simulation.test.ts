import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../src/core/ports.ts';
import type { Calendar } from '../../src/nudges/local-time.ts';
import { crashPoints } from '../../src/playground/simulation/crashes.ts';
import { loadMaterial } from '../../src/playground/simulation/material.ts';
import { isGood, report } from '../../src/playground/simulation/report.ts';
import { type Run, type SimulationOptions, simulate } from '../../src/playground/simulation/simulation.ts';

const material = await loadMaterial();
const run = (options: SimulationOptions) => simulate({ roughness: 6, ...options }, material);

describe('weeks in which everything goes wrong', () => {
  test('while summer begins, nothing is lost and nothing doubled', { timeout: 120_000 }, async () => {
    const spring = await run({ from: '2026-03-05', to: '2026-04-12', people: 72, seed: 1 });
    expectGood(spring);
    expect(missing(spring)).toEqual([]);
  });

  test('while summer ends, nothing is lost and nothing doubled', { timeout: 120_000 }, async () => {
    expectGood(await run({ from: '2026-10-20', to: '2026-11-06', people: 72, seed: 2 }));
  });

  test('of the same seed come out the same, of another one do not', { timeout: 60_000 }, async () => {
    const week = { from: '2026-03-26', to: '2026-03-30', people: 30 };
    const first = await run({ ...week, seed: 3 });
    const again = await run({ ...week, seed: 3 });
    const other = await run({ ...week, seed: 4 });
    expect(again.digest).toBe(first.digest);
    expect(report(again)).toBe(report(first));
    expect(other.digest).not.toBe(first.digest);
  });
});

describe('what goes wrong is found', () => {
  const days = { from: '2026-03-24', to: '2026-04-02', people: 60, seed: 5 };

  test('messages that are doubled', { timeout: 60_000 }, async () => {
    const { tally } = await run({ ...days, broken: { outbox: forgetful } });
    expect(tally.doubled).toBeGreaterThan(0);
    expect(isGood({ tally, digest: '' })).toBe(false);
  });

  test('messages that are lost', { timeout: 60_000 }, async () => {
    const { tally } = await run({ ...days, broken: { calendar: withoutAsia } });
    expect(tally.lost).toBeGreaterThan(20);
    expect(tally.wrongs.every(wrong => wrong.includes('Asia/'))).toBe(true);
  });

  test('messages that come before their time', { timeout: 60_000 }, async () => {
    const { tally } = await run({ ...days, broken: { calendar: ahead } });
    expect(tally.early).toBeGreaterThan(20);
  });
});

function expectGood({ tally, digest }: Run): void {
  const { lost, doubled, wrongDay, early, tooLate, unwanted, unexplained, wrongs } = tally;
  expect(wrongs).toEqual([]);
  expect({ lost, doubled, wrongDay, early, tooLate, unwanted, unexplained }).toEqual({
    lost: 0,
    doubled: 0,
    wrongDay: 0,
    early: 0,
    tooLate: 0,
    unwanted: 0,
    unexplained: 0,
  });
  expect(isGood({ tally, digest })).toBe(true);
  expect(tally.sentOnce).toBeGreaterThan(tally.expected * 0.7);
}

/** What was to happen in a run and did not. */
function missing({ tally }: Run): string[] {
  const happened = [tally.crashes, tally.faults, tally.lived, tally.questions, tally.ended].flatMap(
    counts => [...counts.keys()],
  );
  return [...crashPoints, ...everyKind].filter(kind => !happened.includes(kind));
}

const everyKind =
  `restarted | outage of Discord | bot-wide 403 | outage of the store | clock set back | clock set forward
  5xx | 5xx, carried out | lost answer, carried out | broken connection | 429 | no such channel
  look-up: there | look-up: not there | look-up that is failed
  lost answer of the store: claim | lost answer of the store: confirm
  begin | again | change | close DMs | move | pause | press | snooze | stop | turn on
  whether it is still wanted every day | nothing: the last line before silence | what comes after the fourteen days
  sent | found | gone | late | paused`.split(/ \| |\n\s*/);

/** An outbox under which every try is another message for Discord, and nothing is ever found. */
function forgetful(outbox: Outbox): Outbox {
  let tries = 0;
  return {
    ...outbox,
    send(outgoing) {
      tries += 1;
      return outbox.send({ ...outgoing, nonce: `try ${tries}` });
    },
    find: async () => 'not-there',
  };
}

/** A calendar by which no time comes in Asia. */
const withoutAsia = (calendar: Calendar): Calendar => ({
  ...calendar,
  furthestAt: (zone, instant) =>
    zone.startsWith('Asia/') ? { date: '2026-01-01', minute: 0 } : calendar.furthestAt(zone, instant),
});

/** A calendar that is an hour ahead of the walls. */
const ahead = (calendar: Calendar): Calendar => ({
  localAt: (zone, instant) => calendar.localAt(zone, instant + hourMs),
  furthestAt: (zone, instant) => calendar.furthestAt(zone, instant + hourMs),
  instantOf: (zone, local) => calendar.instantOf(zone, local) - hourMs,
});

const hourMs = 60 * 60_000;
