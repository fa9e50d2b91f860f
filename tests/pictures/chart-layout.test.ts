import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/pictures/chart/layout.ts';
import { placeLegend } from '../../src/pictures/chart/legend.ts';
import { palette } from '../../src/pictures/chart/looks.ts';
import { widthOf } from '../../src/pictures/chart/raster.ts';
import { chartSvg } from '../../src/pictures/chart/svg.ts';
import type { ChartOptions, ChartPoint } from '../../src/pictures/chart.ts';
import { locales } from '../../src/playground/page/locales.ts';
import { DAY, daily, groups, HOUR, noon, optionsFor } from './check-ins.ts';
import { readFont } from './font.ts';

const font = readFont();
const ids = [...groups.map(({ id }) => id), ''];

describe('the line on a chart', () => {
  it('joins check-ins with no more than two days between, and never crosses a longer gap', () => {
    const days = [0, 1, 3, 6, 10, 11, 20];
    const lines = linesOn(
      daily(21, day => days.includes(day)),
      21,
    );
    expect(lines.map(line => line.map(x => dayAt(x, 21)))).toEqual([
      [0, 1, 3, 6],
      [10, 11],
    ]);
  });

  it('is not there for a single check-in, nor for single ones far apart', () => {
    expect(linesOn(daily(1), 1)).toEqual([]);
    expect(
      linesOn(
        daily(60, day => day % 20 === 0),
        60,
      ),
    ).toEqual([]);
  });

  it('never spans more than three days, whatever the days are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(179), { minLength: 1, maxLength: 40 }), days => {
        const { joined } = layOut(
          daily(180, day => days.includes(day)),
          optionsFor(180),
          widthOf,
        );
        for (const piece of joined) {
          const gaps = piece.slice(1).map(({ day }, at) => day - (piece[at]?.day ?? 0));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the place of a check-in', () => {
  it.each([
    [
      'a day of 23 hours',
      'Europe/Berlin',
      '2026-03-29',
      ['2026-03-28T23:00Z', '2026-03-29T21:59Z'],
      '2026-03-29T22:00Z',
    ],
    [
      'a day of 25 hours',
      'Europe/Berlin',
      '2026-10-25',
      ['2026-10-24T22:00Z', '2026-10-25T22:59Z'],
      '2026-10-25T23:00Z',
    ],
    [
      'west of the date line',
      'Pacific/Kiritimati',
      '2026-11-20',
      ['2026-11-19T10:00Z', '2026-11-20T09:59Z'],
      '2026-11-20T10:00Z',
    ],
    [
      'east of the date line',
      'Pacific/Pago_Pago',
      '2026-11-20',
      ['2026-11-20T11:00Z', '2026-11-21T10:59Z'],
      '2026-11-21T11:00Z',
    ],
  ])('is the local day: %s', (_, zone, day, inside, after) => {
    const points = [...inside, after].map(at => ({ at: Date.parse(at), strength: 5, group: 'low' }));
    const { marks } = layOut(
      points,
      { ...optionsFor(1), from: noon('2026-03-01'), to: noon('2027-01-01'), zone },
      widthOf,
    );
    const on = Date.parse(day) / DAY;
    expect(marks.map(({ day }) => day)).toEqual([on, on, on + 1]);
  });

  it('is the middle of its column and its strength', () => {
    const { marks, days } = layOut(daily(7), optionsFor(7), widthOf);
    expect(marks.map(({ x, strength }) => [x - Math.ceil(days.from), strength])).toEqual(
      daily(7).map(({ strength }, day) => [day, strength]),
    );
  });

  it('is one beside the other, as they came, for several on a day', () => {
    const at = noon('2026-11-20');
    const points = [3, 3, 8].map((strength, nth) => ({ at: at + nth * HOUR, strength, group: 'low' }));
    const { marks, markSize, plot, days } = layOut(points, optionsFor(7), widthOf);
    const pixels = marks.map(({ x }) => (x * plot.width) / (days.to - days.from));
    expect(new Set(marks.map(({ day }) => day)).size).toBe(1);
    for (const [nth, x] of pixels.slice(1).entries())
      expect(x - (pixels[nth] ?? 0)).toBeGreaterThan(markSize);
  });

  it.each([
    [30, 4],
    [90, 3],
    [180, 3],
  ])('leaves all in sight where days are narrow: %i days, %i of one strength on a day', (days, most) => {
    const points = Array.from({ length: most }, (_, nth) => ({
      at: noon('2026-11-10') + nth * HOUR,
      strength: 6,
      group: ids[nth] ?? '',
    }));
    const { marks, markSize } = layOut(points, optionsFor(days), widthOf);
    const apart = marks.flatMap((one, at) =>
      marks.slice(0, at).map(({ aside }) => Math.hypot(one.aside[0] - aside[0], one.aside[1] - aside[1])),
    );
    expect(Math.min(...apart)).toBeGreaterThan(markSize / 2);
  });

  it('never strays far enough to be read as another strength or as another day', () => {
    const marksAt = fc.record({
      day: fc.nat(89),
      strength: fc.integer({ min: 0, max: 10 }),
      hour: fc.nat(8),
    });
    fc.assert(
      fc.property(fc.array(marksAt, { minLength: 1, maxLength: 200 }), checkIns => {
        const points = checkIns.map(({ day, strength, hour }) => ({
          at: noon('2026-11-22') - day * DAY - hour * HOUR,
          strength,
          group: 'low',
        }));
        const { marks, plot, days } = layOut(
          points,
          { ...optionsFor(91), from: noon('2026-08-20') },
          widthOf,
        );
        const perDay = plot.width / (days.to - days.from);
        expect(marks).toHaveLength(points.length);
        for (const { x, day, aside } of marks) {
          expect(Math.abs(aside[1])).toBeLessThan(plot.height / 10 / 3);
          expect(Math.abs((x - day) * perDay + aside[0])).toBeLessThanOrEqual(Math.max(perDay / 2, 12));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the dates below a chart', () => {
  const datesOf = (days: number, more: Parameters<typeof optionsFor>[1] = {}) =>
    datesOn(optionsFor(days, more));

  it.each([
    [1, 'en-GB', '22 Nov'],
    [7, 'en-GB', '16 Nov, 18 Nov, 20 Nov, 22 Nov'],
    [14, 'de', '10. Nov., 13. Nov., 16. Nov., 19. Nov., 22. Nov.'],
    [30, 'en-US', 'Oct 25, Nov 1, Nov 8, Nov 15, Nov 22'],
    [90, 'en-GB', '1 Sept, 1 Oct, 1 Nov'],
    [180, 'fr', '1 juin, 1 juil., 1 août, 1 sept., 1 oct., 1 nov.'],
  ])('are few: %i days in %s', (days, locale, dates) => {
    expect(
      datesOf(days, { locale })
        .map(({ date }) => date)
        .join(', '),
    ).toBe(dates);
  });

  it.each([
    ['ja', '9/1, 10/1, 11/1'],
    ['ko', '9. 1., 10. 1., 11. 1.'],
    ['hi', '1/9, 1/10, 1/11'],
  ])('are numbers where the font lacks the letters: %s', (locale, dates) => {
    expect(
      datesOf(90, { locale })
        .map(({ date }) => date)
        .join(', '),
    ).toBe(dates);
  });

  it('say the year below the first date and the first of a new year, where there are two', () => {
    const to = noon('2027-01-12');
    const dates = datesOf(30, { from: to - 29 * DAY, to });
    expect(dates.map(({ date, year }) => `${date} ${year}`.trim())).toEqual([
      '15 Dec 2026',
      '22 Dec',
      '29 Dec',
      '5 Jan 2027',
      '12 Jan',
    ]);
    expect(datesOf(120, { from: to - 119 * DAY, to, locale: 'ja' }).map(({ year }) => year)).toEqual([
      '2026',
      '',
      '',
      '2027',
    ]);
    expect(datesOf(30).every(({ year }) => year === '')).toBe(true);
  });

  it('have letters in the font and room on the picture, in every language and over every span', () => {
    expect(locales.length).toBeGreaterThan(30);
    const spans = [fc.constantFrom(...locales), fc.integer({ min: 1, max: 800 }), fc.nat(400)] as const;
    fc.assert(
      fc.property(...spans, (locale, days, ago) => {
        const to = noon('2027-01-20') - ago * DAY;
        const dates = datesOf(1, { from: to - (days - 1) * DAY, to, locale });
        expect(dates.length).toBeGreaterThan(0);
        expect(dates.length).toBeLessThanOrEqual(6);
        const boxes = dates.map(({ date, year, x }) => {
          const half = Math.max(...[date, year].map(text => font.advance(text, 30))) / 2;
          return { left: x - half, right: x + half };
        });
        expect(
          dates.flatMap(({ date, year }) => Array.from(date + year)).filter(sign => !font.has(sign)),
        ).toEqual([]);
        expect(Math.min(...boxes.map(({ left }) => left))).toBeGreaterThan(0);
        expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThan(1_000);
        for (const [at, { left }] of boxes.slice(1).entries())
          expect(left - (boxes[at]?.right ?? 0)).toBeGreaterThan(12);
      }),
    );
  });
});

describe('the legend', () => {
  const legendOf = (labels: readonly string[]) => {
    const named = labels.map((label, at) => ({ id: `${at}`, label }));
    const points = named.map(({ id }, at) => ({
      at: noon('2026-11-22') - at * HOUR,
      strength: at % 11,
      group: id,
    }));
    return placeLegend(
      points.map(({ group }, at) => ({ group, label: labels[at] ?? '' })),
      { left: 44, top: 700, width: 912, widthOf: text => font.advance(text, 30) },
    );
  };

  it('names only the groups that occur, in their own order, words of the person last', () => {
    const points = ['', 'low', 'on-guard', 'gone-from-the-content'].map((group, nth) => ({
      at: noon('2026-11-20') + nth * HOUR,
      strength: nth,
      group,
    }));
    const { legend } = layOut(points, optionsFor(7), widthOf);
    expect(legend.map(({ label }) => label)).toEqual(['On guard', 'Low', 'My own word']);
  });

  it('lets no label meet another or leave the panel, however many and long they are', () => {
    const label = fc.string({ minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 12 }), labels => {
        const { entries, height } = legendOf(labels);
        const boxes = entries.map(({ label, x, y }) => ({
          left: x - 20,
          right: x + 34 + font.advance(label, 30),
          y,
        }));
        for (const [at, one] of boxes.entries()) {
          expect(one.right).toBeLessThanOrEqual(1_000 - 20);
          expect(one.y).toBeLessThan(700 + height);
          for (const other of boxes.slice(at + 1))
            expect(one.y !== other.y || one.right < other.left).toBe(true);
        }
      }),
    );
  });

  it('cuts a label that is wider than the picture', () => {
    const [entry] = legendOf(['word '.repeat(30)]).entries;
    expect(entry?.label).toMatch(/^(word )+w?o?r?d?…$/);
  });
});

function datesOn(options: ChartOptions) {
  const point = { at: options.to, strength: 1, group: '' };
  return layOut([point], options, (text, size) => font.advance(text, size)).dates;
}

/** The lines of a chart, each as the places across where it turns. */
function linesOn(points: readonly ChartPoint[], days: number): number[][] {
  const svg = chartSvg(points, optionsFor(days), widthOf);
  const lines = [...svg.matchAll(/<path d="M([^"]+)"[^>]* stroke="([^"]+)"/g)];
  return lines
    .filter(([, , colour]) => colour === palette.line)
    .map(([, path = '']) => path.split('L').map(place => Number(place.trim().split(' ')[0])));
}

function dayAt(x: number, days: number): number {
  const { plot, days: span } = layOut(daily(1), optionsFor(days), widthOf);
  return (
    Math.round(((x - plot.left) / plot.width) * (span.to - span.from) + span.from) - Math.ceil(span.from)
  );
}
