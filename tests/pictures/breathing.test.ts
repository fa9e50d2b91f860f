import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BreathingParameters,
  breathAt,
  drawBreathing,
  readBreathing,
} from '../../src/pictures/breathing.ts';
import { contrast } from './contrast.ts';
import { type Gif, readGif } from './gif.ts';

const media = new URL('../../content/media/', import.meta.url);
const names = readdirSync(media).map(name => name.replace(/\.\w+$/, ''));

describe('content/media', () => {
  it('has at least the paced breathing of the exercises', () => {
    expect(names).toEqual(expect.arrayContaining(['paced-4-6', 'paced-4-4-4-4']));
  });

  describe.each([...new Set(names)])('%s.gif', name => {
    const breathing = readBreathing(readFileSync(new URL(`${name}.yaml`, media), 'utf8'), `${name}.yaml`);
    const committed = readFileSync(new URL(`${name}.gif`, media));

    it('is what its parameters draw, byte for byte', () => {
      expect(Buffer.compare(committed, drawBreathing(breathing))).toBe(0);
    });

    it('is under 400 kB', () => {
      expect(committed.length).toBeLessThan(400_000);
    });

    it('plays for ever, and once round takes exactly one breath in and out', () => {
      const { loops, frames } = readGif(committed);
      expect(loops).toBe(0);
      expect(sum(frames.map(({ delay }) => delay))).toBe(
        (breathing.in + breathing.wait_full + breathing.out + breathing.wait_empty) * 100,
      );
    });

    it('is smooth: 12 to 25 frames a second', () => {
      for (const { delay } of readGif(committed).frames) {
        expect(delay).toBeGreaterThanOrEqual(4);
        expect(delay).toBeLessThanOrEqual(8);
      }
    });

    it('reads well: the disc stands out from the panel by 3 to 1, the panel from a white page too', () => {
      const { panel, disc } = breathing.colours;
      expect(contrast(panel, disc)).toBeGreaterThan(3);
      expect(contrast(panel, '#ffffff')).toBeGreaterThan(3);
      expect(contrast('#313338', disc)).toBeGreaterThan(3);
    });
  });
});

describe('drawBreathing', () => {
  const small: BreathingParameters = {
    made_by: 'a test',
    in: 2,
    wait_full: 0,
    out: 3,
    wait_empty: 0,
    size: 120,
    fps: 10,
    colours: { panel: '#102030', edge: '#406080', disc: '#a0c0e0' },
  };

  it('draws a disc that grows for the breath in and shrinks for the breath out, without a hold', () => {
    const gif = readGif(drawBreathing(small));
    const widths = gif.frames.map((_, frame) => discPixels(gif, frame));
    expect(widths).toHaveLength(50);
    const steps = widths.map((width, frame) => (widths[(frame + 1) % widths.length] ?? 0) - width);
    expect(steps.map(Math.sign)).toEqual([...Array(20).fill(1), ...Array(30).fill(-1)]);
  });

  it('draws a disc that keeps its size for as long as it waits, full and empty', () => {
    const gif = readGif(drawBreathing({ ...small, wait_full: 1, wait_empty: 1 }));
    const widths = gif.frames.map((_, frame) => discPixels(gif, frame));
    expect(widths).toHaveLength(70);
    // While it waits empty the dot goes through the quarter that is measured, until shortly before the end.
    expect(widths.slice(20, 31)).toEqual(Array(11).fill(Math.max(...widths)));
    expect(widths.slice(65)).toEqual(Array(5).fill(widths[0]));
  });

  it('has a picture of its own at every moment: the dot on the track never rests', () => {
    const { frames } = readGif(drawBreathing(small));
    expect(new Set(frames.map(({ pixels }) => pixels.join())).size).toBe(frames.length);
  });

  it('leaves only the rounded corners clear', () => {
    const { frames, width } = readGif(drawBreathing(small));
    const clear = frames.map(({ pixels }) =>
      pixels.flatMap((index, at) => (index === undefined ? [at] : [])),
    );
    for (const one of clear) {
      expect(one).toEqual(clear[0]);
      expect(one).toEqual(expect.arrayContaining([0, width - 1, width * width - 1]));
      expect(one.length).toBeLessThan((width * width) / 100);
    }
  });

  it('draws in the colours it was given', () => {
    const { palette } = readGif(drawBreathing(small));
    expect([...palette.subarray(0, 3)]).toEqual([0x10, 0x20, 0x30]);
    const colours = Array.from({ length: palette.length / 3 }, (_, i) =>
      palette.subarray(3 * i, 3 * i + 3).join(),
    );
    expect(colours).toContain([0x40, 0x60, 0x80].join());
    expect(colours).toContain([0xa0, 0xc0, 0xe0].join());
  });

  it('gives the same bytes for the same parameters', () => {
    expect(Buffer.compare(drawBreathing(small), drawBreathing({ ...small }))).toBe(0);
  });
});

describe('breathAt', () => {
  const seconds = fc.integer({ min: 1, max: 20 });

  it('rises from all out to all in while breathing in, and falls back while breathing out', () => {
    fc.assert(
      fc.property(seconds, seconds, fc.double({ min: 0, max: 0.99, noNaN: true }), (inward, out, part) => {
        const at = (time: number) => breathAt({ in: inward, out }, time);
        expect(at(0)).toBe(0);
        expect(at(inward)).toBeCloseTo(1);
        expect(at(inward * (part + 0.01))).toBeGreaterThan(at(inward * part));
        expect(at(inward + out * (part + 0.01) * 0.999)).toBeLessThan(at(inward + out * part * 0.999));
        expect(at(inward + out * part + inward + out)).toBeCloseTo(at(inward + out * part));
      }),
    );
  });
});

describe('readBreathing', () => {
  const yaml = readFileSync(new URL('paced-4-6.yaml', media), 'utf8');

  it.each([
    ['in: 4', 'in: 0', 'in: '],
    ['fps: 12.5', 'fps: 12', 'expected an fps that divides 100'],
    ['fps: 12.5', 'fps: 6.25\nhold: 4', 'hold'],
    ['in: 4', 'in: 4.1', 'expected every part of the breath to take a whole number of frames'],
    ['panel: "#22303c"', 'panel: navy', 'colours.panel: expected a colour like #1f2d3a'],
    ['made_by', 'madeby', 'made_by'],
  ])('refuses %j changed to %j, naming the file and the value', (was, is, message) => {
    expect(yaml).toContain(was);
    expect(() => readBreathing(yaml.replace(was, is), 'x.yaml')).toThrow(
      new RegExp(`^x\\.yaml: .*${message}`),
    );
  });
});

/** Pixels of the disc's own colour and its soft edge, on the way from the middle to the left. */
function discPixels({ frames, width }: Gif, frame: number): number {
  const pixels = frames[frame]?.pixels ?? [];
  const half = width / 2;
  // Summed shades, not a count of pixels: near its turns the disc moves by less than one pixel a frame.
  return sum(
    Array.from({ length: half * 0.75 }, (_, row) =>
      sum(Array.from({ length: half * 0.75 }, (_, i) => pixels[(half - row) * width + half - i] ?? 0)),
    ),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
