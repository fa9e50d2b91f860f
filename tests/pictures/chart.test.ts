import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/pictures/chart/layout.ts';
import { looksOf, palette } from '../../src/pictures/chart/looks.ts';
import { toPng, widthOf } from '../../src/pictures/chart/raster.ts';
import { chartSvg } from '../../src/pictures/chart/svg.ts';
import { drawChart } from '../../src/pictures/chart.ts';
import { daily, groups, noon, optionsFor } from './check-ins.ts';
import { contrast } from './contrast.ts';
import { readFont } from './font.ts';
import { type Png, readPng } from './png.ts';

const font = readFont();
const ids = [...groups.map(({ id }) => id), ''];
const looks = looksOf(ids);

describe('drawChart', () => {
  it.each([
    [1, 1],
    [7, 7],
    [90, 90],
    [180, 180],
  ])(
    'draws %i check-ins of %i days as a picture of a thousand pixels and less than 120 kB',
    async (count, days) => {
      const png = await drawChart(daily(count), optionsFor(days));
      const { width, height } = readPng(png);
      expect(width).toBe(1_000);
      expect(height).toBeGreaterThan(700);
      expect(height).toBeLessThan(1_000);
      expect(png.length).toBeLessThan(120_000);
    },
  );

  it('gives the same bytes for the same check-ins, whatever order they come in', async () => {
    const png = await drawChart(daily(30), optionsFor(30));
    expect(Buffer.compare(png, await drawChart(daily(30).reverse(), optionsFor(30)))).toBe(0);
  });

  it('brings its own ground: one panel without a gap, clear only at its rounded corners', async () => {
    const { width, height, at } = readPng(await drawChart(daily(30), optionsFor(30)));
    const corners = [0, width - 1].flatMap(x => [0, height - 1].map(y => at(x, y)));
    expect(new Set(corners)).toEqual(new Set(['00000000']));
    for (let y = 0; y < height; y += 7) expect(at(width / 2, y)).toMatch(/ff$/);
    for (let x = 0; x < width; x += 7) expect(at(x, Math.floor(height / 2))).toMatch(/ff$/);
    expect(at(width / 2, 5)).toBe(`${palette.panel.slice(1)}ff`);
  });

  it('marks every group that occurs in its colour, on the chart and in the legend', async () => {
    const png = readPng(await drawChart(daily(9), optionsFor(9)));
    const { daysTop } = layOut(daily(9), optionsFor(9), widthOf);
    const [chart, legend] = [pixelsOf(png, 0, daysTop), pixelsOf(png, daysTop, png.height)];
    for (const { colour } of looks.values()) {
      expect(chart.get(colour)).toBeGreaterThan(100);
      expect(legend.get(colour)).toBeGreaterThan(100);
    }
  });

  it('says what it expected when there is no check-in in the span', async () => {
    await expect(drawChart([], optionsFor(30))).rejects.toThrow(
      'expected a check-in from 2026-10-24T12:00:00.000Z to 2026-11-22T12:00:00.000Z, came none of 0',
    );
    const old = [{ at: noon('2026-01-01'), strength: 3, group: 'low' }];
    await expect(drawChart(old, optionsFor(30))).rejects.toThrow('came none of 1');
  });

  it('works as built, loads what it draws with only when it draws, and lets the process end', () => {
    const built = new URL('../../dist/src/pictures/chart.js', import.meta.url);
    expect(existsSync(built), 'npm run build comes first').toBe(true);
    const script = `
      import { createRequire } from 'node:module';
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some(file => file.includes('resvg'));
      const { drawChart } = await import(${JSON.stringify(built.href)});
      const before = loaded();
      const png = await drawChart(${JSON.stringify(daily(7))}, ${JSON.stringify(optionsFor(7))});
      console.log(before, loaded(), png.length > 1000);`;
    // Without PATH and HOME: nothing of this machine helps it.
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: {},
      timeout: 15_000,
    });
    expect(child.stderr).toBe('');
    expect(child.stdout).toBe('false true true\n');
    expect(child.status).toBe(0);
  });
});

describe('the look of a chart', () => {
  it('has letters that stand out from the panel by 4.5 to 1, and marks by 3 to 1', () => {
    expect(contrast(palette.text, palette.panel)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.quiet, palette.panel)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.axis, palette.panel)).toBeGreaterThanOrEqual(3);
    for (const { colour } of looks.values())
      expect(contrast(colour, palette.panel)).toBeGreaterThanOrEqual(3);
  });

  it('has a panel that stands out from a white page', () => {
    expect(contrast(palette.panel, '#ffffff')).toBeGreaterThan(3);
  });

  it('tells every group of feelings apart by shape alone, and by colour alone', () => {
    expect(new Set([...looks.values()].map(({ outline, hole }) => `${outline} ${hole}`)).size).toBe(
      ids.length,
    );
    expect(new Set([...looks.values()].map(({ colour }) => colour)).size).toBe(ids.length);
  });

  it('has spare looks for groups that are new, each another', () => {
    const more = looksOf([...ids, 'new', 'newer']);
    const shapes = [...more.values()].map(({ outline, hole }) => `${outline} ${hole}`);
    expect(new Set(shapes).size).toBe(ids.length + 2);
    expect(() => looksOf(['a', 'b', 'c', 'd'])).toThrow(
      'expected 3 groups without a look at most, came a, b, c, d',
    );
  });

  it('has no red and no green, so that no group looks bad or good', () => {
    for (const { colour } of looks.values()) {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at =>
        Number.parseInt(colour.slice(at, at + 2), 16),
      );
      expect(red > 1.6 * green && red > 1.6 * blue, `${colour} is red`).toBe(false);
      expect(green > 1.3 * red && green > 1.3 * blue, `${colour} is green`).toBe(false);
    }
  });

  it('writes with the font of its package and no other', () => {
    const text = 'Switched off 0123456789';
    expect(widthOf(text, 100)).toBeGreaterThan(font.advance(text, 100) * 0.98);
    expect(widthOf(text, 100)).toBeLessThan(font.advance(text, 100) * 1.01);
    expect(font.has('日')).toBe(false);
    // A box for an unknown letter, however many fonts the machine has.
    expect(widthOf('日日', 100)).toBe(widthOf('本本', 100));
  });

  it('writes nothing under 24 pixels', () => {
    const sizes = [...chartSvg(daily(90), optionsFor(90), widthOf).matchAll(/font-size:(\d+)/g)];
    expect(sizes.length).toBeGreaterThan(10);
    for (const [, size] of sizes) expect(Number(size)).toBeGreaterThanOrEqual(24);
  });

  it('writes every label as text, whatever signs are in it', async () => {
    const words = { strong: 'A & B', days: '<d>', own: '"mine" & <b>' };
    const svg = chartSvg(
      [{ at: noon('2026-11-22'), strength: 4, group: '' }],
      optionsFor(1, { words }),
      widthOf,
    );
    expect(svg).toContain('&quot;mine&quot; &amp; &lt;b&gt;');
    expect(readPng(await toPng(svg)).width).toBe(1_000);
    expect(widthOf('<b> & "c"', 30)).toBeGreaterThan(widthOf('b  "c"', 30));
  });
});

/** How many pixels there are of each colour, between two heights. */
function pixelsOf({ width, at }: Png, top: number, bottom: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < width; x++) {
      const colour = `#${at(x, y).slice(0, 6)}`;
      found.set(colour, (found.get(colour) ?? 0) + 1);
    }
  }
  return found;
}
