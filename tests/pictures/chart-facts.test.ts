import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartPoint } from '../../src/pictures/chart.ts';
import { chartAlt } from '../../src/pictures/chart-alt.ts';
import { chartFacts } from '../../src/pictures/chart-facts.ts';
import { DAY, daily, groups, HOUR, noon, optionsFor, say } from './check-ins.ts';

describe('the facts of a chart', () => {
  it('count check-ins and the local days they fall on', () => {
    const facts = chartFacts(
      [at('2026-11-03', 4), at('2026-11-03', 6), at('2026-11-12', 2), at('2026-11-20', 9)],
      optionsFor(30),
    );
    expect(facts).toEqual({
      checkIns: 4,
      days: 3,
      first: '2026-11-03',
      last: '2026-11-20',
      lowest: { strength: 2, days: ['2026-11-12'] },
      highest: { strength: 9, days: ['2026-11-20'] },
      groups: [{ id: 'low', count: 4 }],
      gap: { after: '2026-11-03', before: '2026-11-12', days: 8 },
    });
  });

  it('go by the days of the zone', () => {
    const late = [{ at: Date.parse('2026-11-20T23:30Z'), strength: 5, group: 'low' }];
    expect(chartFacts(late, optionsFor(30)).first).toBe('2026-11-20');
    expect(chartFacts(late, optionsFor(30, { zone: 'Europe/Berlin' })).first).toBe('2026-11-21');
    expect(chartFacts(late, optionsFor(30, { zone: 'Pacific/Kiritimati' })).first).toBe('2026-11-21');
    expect(chartFacts(late, optionsFor(30, { zone: 'Pacific/Pago_Pago' })).first).toBe('2026-11-20');
  });

  it('count a word of the person, and a group there is no more, as their own word', () => {
    const points = [at('2026-11-01', 4, ''), at('2026-11-02', 4, 'no-such-group'), at('2026-11-03', 4)];
    expect(chartFacts(points, optionsFor(30)).groups).toEqual([
      { id: '', count: 2 },
      { id: 'low', count: 1 },
    ]);
  });

  it('have no gap where every day has one, and leave out what lies outside the span', () => {
    const facts = chartFacts([...daily(30), at('2026-12-24', 10)], optionsFor(7));
    expect(facts).toMatchObject({ checkIns: 7, days: 7, first: '2026-11-16', last: '2026-11-22' });
    expect(facts).not.toHaveProperty('gap');
  });

  it('need a check-in', () => {
    expect(() => chartFacts([], optionsFor(30))).toThrow('came none of 0');
  });

  it('hold for any check-ins', () => {
    fc.assert(
      fc.property(fc.array(checkIn, { minLength: 1, maxLength: 60 }), points => {
        const facts = chartFacts(points, anyTime);
        expect(facts.checkIns).toBe(points.length);
        expect(facts.groups.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
        const counts = facts.groups.map(({ count }) => count);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        const days = points.map(point => new Date(point.at).toISOString().slice(0, 10)).sort();
        expect([facts.first, facts.last]).toEqual([days[0], days.at(-1)]);
        expect(facts.days).toBe(new Set(days).size);
        const strengths = points.map(({ strength }) => strength);
        expect(facts.lowest.strength).toBe(Math.min(...strengths));
        expect(facts.highest.strength).toBe(Math.max(...strengths));
        for (const { strength, days: on } of [facts.lowest, facts.highest]) {
          const there = points.filter(point => point.strength === strength);
          expect(on).toEqual(
            [...new Set(there.map(point => new Date(point.at).toISOString().slice(0, 10)))].sort(),
          );
        }
        const { gap } = facts;
        if (gap) {
          expect((Date.parse(gap.before) - Date.parse(gap.after)) / DAY).toBe(gap.days + 1);
          expect(days.filter(day => day > gap.after && day < gap.before)).toEqual([]);
          expect(days).toEqual(expect.arrayContaining([gap.after, gap.before]));
        } else expect(facts.days).toBe((Date.parse(facts.last) - Date.parse(facts.first)) / DAY + 1);
        expect(chartFacts([...points].reverse(), anyTime)).toEqual(facts);
      }),
    );
  });
});

describe('the alt text of a chart', () => {
  it('tells one check-in whole', () => {
    expect(altOf([at('2026-11-03', 4)])).toBe('One check-in, on 3 November: Low, 4 of 10.');
  });

  it('tells several on one day', () => {
    const points = [at('2026-11-03', 4), at('2026-11-03', 7, 'anger')];
    expect(altOf(points)).toBe(
      '2 check-ins on one day, 3 November. How strong: between 4 and 7 of 10. Once each: Angry, Low.',
    );
  });

  it('tells how many, when, how strong, which feelings, and where there is nothing', () => {
    const points = [
      at('2026-11-03', 4, 'on-guard'),
      at('2026-11-04', 9),
      at('2026-11-12', 2, 'on-guard'),
      at('2026-11-13', 9, ''),
      at('2026-11-14', 5, 'on-guard'),
      at('2026-11-14', 6, ''),
    ];
    expect(altOf(points)).toBe(
      '6 check-ins on 5 days, from 3 November to 14 November. How strong: between 2 and 9 of 10. ' +
        'The lowest was 2, on 12 November. The highest was 9, on 2 days, the last of them 13 November. ' +
        'Most often: On guard, 3 times. Also: My own word 2 times, Low once. ' +
        'There is nothing between 4 November and 12 November.',
    );
  });

  it('says so when the lowest was there on several days, and when two feelings are level', () => {
    const points = ['low', 'small', 'low', 'small', ''].map((group, day) =>
      at(`2026-11-0${day + 1}`, day % 2, group),
    );
    expect(altOf(points)).toContain('The lowest was 0, on 3 days, the last of them 5 November.');
    expect(altOf(points)).toContain('Most often: Low, Small, 2 times each. Also: My own word once.');
  });

  it('says so when all were the same', () => {
    const alt = altOf([at('2026-11-01', 0), at('2026-11-02', 0), at('2026-11-04', 0)]);
    expect(alt).toBe(
      '3 check-ins on 3 days, from 1 November to 4 November. How strong: 0 of 10 each time. Each time: Low.',
    );
  });

  it('speaks of a gap just where the line of the picture breaks off', () => {
    expect(altOf([at('2026-11-01', 3), at('2026-11-04', 4)])).not.toContain('nothing');
    expect(altOf([at('2026-11-01', 3), at('2026-11-05', 4)])).toContain(
      'nothing between 1 November and 5 November',
    );
  });

  it('says the year where there are two, in the order of the person', () => {
    const points = [at('2026-12-30', 3), at('2027-01-02', 4)];
    const options = optionsFor(1, { from: noon('2026-12-01'), to: noon('2027-01-10'), locale: 'en-US' });
    expect(chartAlt(say, chartFacts(points, options), options)).toContain(
      'from December 30, 2026 to January 2, 2027',
    );
  });

  it('is a full text within 1,024 characters, for 180 check-ins and labels as long as a menu takes', () => {
    const long = groups.map(({ id }) => ({ id, label: `${id} `.padEnd(100, 'x') }));
    const words = { strong: 'Strong', days: 'Days', own: 'y'.repeat(100) };
    const options = optionsFor(180, { groups: long, words, locale: 'pt-BR' });
    const alt = chartAlt(say, chartFacts(daily(180), options), options);
    expect(alt.length).toBeLessThanOrEqual(1_024);
    expect(alt).toContain('180 check-ins on 180 days');
    expect(alt).toMatch(/\.$/);
    expect(altOf(daily(180), 180).length).toBeLessThan(500);
  });

  it('is within 1,024 characters for any check-ins, and never says "1 times" or "1 days"', () => {
    fc.assert(
      fc.property(fc.array(checkIn, { minLength: 1, maxLength: 40 }), points => {
        const alt = altOf(points, 181);
        expect(alt.length).toBeLessThanOrEqual(1_024);
        expect(alt).not.toMatch(/\b1 (times|days|check-ins)/);
        expect(alt).not.toMatch(/[{}]|undefined|NaN/);
      }),
    );
  });
});

const anyTime = optionsFor(181, { zone: 'UTC' });
const checkIn = fc.record({
  at: fc.integer({ min: 0, max: 180 * 24 }).map(hours => noon('2026-11-22') - hours * HOUR),
  strength: fc.integer({ min: 0, max: 10 }),
  group: fc.constantFrom(...groups.map(({ id }) => id), ''),
});

function at(date: string, strength: number, group = 'low'): ChartPoint {
  return { at: noon(date), strength, group };
}

function altOf(points: readonly ChartPoint[], days = 30): string {
  const options = optionsFor(days);
  return chartAlt(say, chartFacts(points, options), options);
}
