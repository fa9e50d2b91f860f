import { describe, expect, test } from 'vitest';
import { readOptions } from '../../src/playground/bench/options.ts';
import { isMet, median, pairedRow, type Row, share, tableOf } from '../../src/playground/bench/row.ts';

const row = (more: Partial<Row>): Row => ({ part: 'start', what: 'memory', value: 90, unit: 'MB', ...more });

describe('what npm run bench is asked for', () => {
  const parts = ['start', 'words'];

  test('is everything usual when nothing is said', () => {
    expect(readOptions([], parts)).toEqual({ quick: false });
  });

  test('may be some parts, a quick look and a file', () => {
    const args = ['--only', 'words, start', '--quick', '--json', 'figures.json'];
    expect(readOptions(args, parts)).toEqual({ only: ['words', 'start'], quick: true, json: 'figures.json' });
    expect(readOptions(['--help'], parts)).toBe('help');
  });

  test.each([
    [['--only', 'start,wrods'], '--only: expected of start, words; came "wrods".'],
    [['--only', ''], '--only: expected of start, words; came "".'],
    [['--slow'], 'Expected --only, --quick, --json or --help'],
    [['words'], 'Expected --only, --quick, --json or --help'],
  ])('%j is refused with one sentence', (args, sentence) => {
    expect(() => readOptions(args, parts)).toThrow(sentence);
  });
});

describe('a figure', () => {
  test('is judged by its ratio where it stands beside another, else by itself', () => {
    expect(isMet(row({}))).toBeUndefined();
    expect(isMet(row({ goal: { atMost: 90 } }))).toBe(true);
    expect(isMet(row({ goal: { atMost: 89 } }))).toBe(false);
    expect(isMet(row({ goal: { atLeast: 91 } }))).toBe(false);
    expect(isMet(row({ beside: 100, ratio: 0.9, goal: { atMost: 1 } }))).toBe(true);
    expect(isMet(row({ beside: 80, ratio: 1.12, goal: { atMost: 1 } }))).toBe(false);
  });

  test('of several rounds is the middle one, and its ratio the middle of those within a round', () => {
    const rounds = [
      { steady: 2, minimal: 1 },
      { steady: 30, minimal: 10 },
      { steady: 4, minimal: 4 },
    ];
    const about = { part: 'answers', what: 'median', unit: 'ms' };
    expect(pairedRow(about, rounds)).toEqual({ ...about, value: 4, beside: 4, ratio: 2 });
  });

  test('that a share of the values does not exceed is one of them', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([median(values), share(values, 0.99), share(values, 1)]).toEqual([51, 100, 100]);
    expect(() => median([])).toThrow('Expected measured values, got none.');
  });

  test('says in the table whether its goal is reached', () => {
    const table = tableOf([
      row({ beside: 80, ratio: 1.125, goal: { atMost: 1 } }),
      row({ what: 'plain', value: 1234.5 }),
    ]);
    expect(table.memory).toEqual({
      Steady: '90 MB',
      'minimal bot': '80 MB',
      ratio: '1.13',
      goal: 'at most 1',
      met: 'NO',
    });
    expect(table.plain).toEqual({ Steady: '1,235 MB', 'minimal bot': '', ratio: '', goal: '', met: '' });
  });
});
