import { describe, expect, test } from 'vitest';
import { remembering } from '../../src/playground/faults/memory.ts';
import { coursesOf, type Sample } from '../../src/playground/faults/samples.ts';

describe('what somebody was told was saved', () => {
  test('has to stand there, or what they tried to save since', () => {
    const memory = remembering();
    memory.tries('country', 'DE')(true);
    memory.tries('country', 'FR')(false);
    expect(memory.wrong('country', code => code === 'DE')).toEqual([]);
    expect(memory.wrong('country', code => code === 'FR')).toEqual([]);
    expect(memory.wrong('country', code => code === 'IE')).toHaveLength(1);
  });

  test('may be nothing where nothing was ever confirmed', () => {
    const memory = remembering();
    memory.tries('words', 'a')(false);
    expect(memory.wrong('words', () => false)).toEqual([]);
  });

  test('is not what was tried before it and not confirmed', () => {
    const memory = remembering();
    memory.tries('words', 'a')(false);
    memory.tries('words', 'b')(true);
    expect(memory.wrong('words', words => words === 'a')).toHaveLength(1);
  });
});

describe('memory and handles over a run', () => {
  const run = (held: (minute: number) => Partial<Sample>): Sample[] =>
    Array.from({ length: 120 }, (_, index) => {
      const minute = index / 12;
      return { minute, residentMb: 200, heapMb: 55, handles: 20, openFiles: 40, ...held(minute) };
    });
  const growing = (samples: Sample[]) =>
    coursesOf(samples)
      .filter(({ isLevel }) => !isLevel)
      .map(({ what }) => what);

  test('level where they waver, and where they settle in the first quarter', () => {
    expect(growing(run(minute => ({ residentMb: 200 + 8 * Math.sin(minute * 7) })))).toEqual([]);
    expect(growing(run(minute => ({ heapMb: minute < 2 ? 40 : 55 })))).toEqual([]);
  });

  test.each([
    ['residentMb', 200, 4],
    ['heapMb', 55, 0.8],
    ['handles', 20, 2],
    ['openFiles', 40, 2],
  ] as const)('do not level where they grow all the while: %s', (what, from, perMinute) => {
    const samples = run(minute => ({ [what]: from + perMinute * minute }));
    expect(growing(samples)).toEqual([what]);
    expect(coursesOf(samples).find(course => course.what === what)?.perMinute).toBeCloseTo(perMinute);
  });
});
