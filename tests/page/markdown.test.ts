import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, parseMarkdown } from '../../src/playground/page/markdown.ts';
import { type Inline, parseInline } from '../../src/playground/page/markdown-inline.ts';
import { sayTime, sayWhen } from '../../src/playground/page/timestamps.ts';

const words = (text: string): Inline[] => [{ kind: 'text', text }];
const paragraph = (text: string): Block => ({ kind: 'paragraph', inline: words(text) });

describe('Blocks', () => {
  test.each([
    ['# One', 1],
    ['## Two', 2],
    ['### Three', 3],
  ])('%s is a heading of level %i', (text, level) => {
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level, inline: words(text.replace(/^#+ /, '')) },
    ]);
  });

  test('four number signs, or none after a space, are no heading', () => {
    expect(parseMarkdown('#### Four')).toEqual([paragraph('#### Four')]);
    expect(parseMarkdown('#One')).toEqual([paragraph('#One')]);
  });

  test('-# begins a line in small letters', () => {
    expect(parseMarkdown('-# Step 2 of 5')).toEqual([{ kind: 'small', inline: words('Step 2 of 5') }]);
  });

  test('lines of one paragraph keep their breaks, blank lines inside it too', () => {
    expect(parseMarkdown('a\n\nb\n')).toEqual([
      { kind: 'paragraph', inline: [...words('a'), { kind: 'break' }, { kind: 'break' }, ...words('b')] },
    ]);
  });

  test('quotes take their neighbours in, and >>> takes all that follows', () => {
    expect(parseMarkdown('> a\n> b\nc')).toEqual([
      { kind: 'quote', blocks: parseMarkdown('a\nb') },
      paragraph('c'),
    ]);
    expect(parseMarkdown('>>> a\nb')).toEqual([{ kind: 'quote', blocks: parseMarkdown('a\nb') }]);
  });

  test('lists nest by indentation and keep their first number', () => {
    expect(parseMarkdown('3. c\n4. d\n  - inner')).toEqual([
      {
        kind: 'list',
        ordered: true,
        first: 3,
        items: [
          { inline: words('c'), below: [] },
          {
            inline: words('d'),
            below: [
              { kind: 'list', ordered: false, first: 1, items: [{ inline: words('inner'), below: [] }] },
            ],
          },
        ],
      },
    ]);
  });

  test('a code block keeps every mark inside it; one that never closes is text', () => {
    expect(parseMarkdown('```ts\n**a**\n```')).toEqual([{ kind: 'code', language: 'ts', text: '**a**' }]);
    expect(parseMarkdown('```\na')[0]?.kind).toBe('paragraph');
  });
});

describe('Marks inside a line', () => {
  test.each([
    ['**a**', 'strong'],
    ['*a*', 'emphasis'],
    ['_a_', 'emphasis'],
    ['__a__', 'underline'],
    ['~~a~~', 'strike'],
    ['||a||', 'spoiler'],
  ])('%s is %s', (text, kind) => {
    expect(parseInline(text)).toEqual([{ kind, inside: words('a') }]);
  });

  test('marks nest', () => {
    expect(parseInline('***a***')).toEqual([
      { kind: 'strong', inside: [{ kind: 'emphasis', inside: words('a') }] },
    ]);
    expect(parseInline('**a *b***')).toEqual([
      { kind: 'strong', inside: [...words('a '), { kind: 'emphasis', inside: words('b') }] },
    ]);
  });

  test.each(['a_b_c', '2 * 3 * 4', '**open', 'snake_case_name', '~~ ~~', '* a *'])('%s stays text', text => {
    expect(parseInline(text)).toEqual(words(text));
  });

  test('a backslash takes a mark its meaning', () => {
    expect(parseInline('\\*a\\*')).toEqual(words('*a*'));
  });

  test('code keeps marks and may hold a backtick', () => {
    expect(parseInline('`**a**`')).toEqual([{ kind: 'code', text: '**a**' }]);
    expect(parseInline('``a ` b``')).toEqual([{ kind: 'code', text: 'a ` b' }]);
  });

  test('timestamps carry their seconds and style, f when none is named', () => {
    expect(parseInline('<t:1700000000:R><t:5>')).toEqual([
      { kind: 'time', unix: 1_700_000_000, style: 'R' },
      { kind: 'time', unix: 5, style: 'f' },
    ]);
    expect(parseInline('<t:5:x>')).toEqual(words('<t:5:x>'));
  });

  test('links are found bare, in angle brackets and masked; a full stop after one is not part of it', () => {
    const link = (address: string, text = address): Inline => ({
      kind: 'link',
      address,
      inside: words(text),
    });
    expect(parseInline('See https://irmica.com.')).toEqual([
      ...words('See '),
      link('https://irmica.com'),
      ...words('.'),
    ]);
    expect(parseInline('<https://a.org/b>')).toEqual([link('https://a.org/b')]);
    expect(parseInline('[the page](https://a.org/b_(c))')).toEqual([link('https://a.org/b_(c)', 'the page')]);
  });

  test('only http and https become links', () => {
    expect(parseInline('[a](javascript:alert(1))')).toEqual(words('[a](javascript:alert(1))'));
  });

  test('people, places and commands are mentioned by id and name', () => {
    expect(parseInline('<@1> <#2> </help:3>')).toEqual([
      { kind: 'person', id: '1' },
      ...words(' '),
      { kind: 'place', id: '2' },
      ...words(' '),
      { kind: 'command', name: 'help' },
    ]);
  });

  test('text without marks comes through whole, and nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_~|`>-#<[]()\\\nt:1/'.split('')) }), text => {
        parseMarkdown(text);
        const plain = text.replace(/[^ab ]/g, '');
        expect(parseInline(plain)).toEqual(plain === '' ? [] : words(plain));
      }),
    );
  });
});

describe('Timestamps', () => {
  const at = { now: 1_700_000_000_000, locale: 'en-GB', timeZone: 'UTC' };

  test.each([
    [0, 'now'],
    [5, 'in 5 seconds'],
    [300, 'in 5 minutes'],
    [-7200, '2 hours ago'],
    [-86_400, '1 day ago'],
    [40 * 86_400, 'in 1 month'],
  ])('%i seconds away reads "%s"', (distance, expected) => {
    expect(sayTime(1_700_000_000 + distance, 'R', at)).toBe(expected);
  });

  test.each([
    [new Date(2026, 10, 22, 0, 1), '00:01'],
    [new Date(2026, 10, 21, 23, 59), 'Yesterday, 23:59'],
    [new Date(2026, 10, 20, 23, 59), '20/11/2026, 23:59'],
    [new Date(2026, 10, 23, 0, 1), '23/11/2026, 00:01'],
  ])('at the head of a message, on 22 November, %s reads "%s"', (time, expected) => {
    const now = new Date(2026, 10, 22, 20, 0).getTime();
    expect(sayWhen(time.getTime() / 1000, { now, locale: 'en-GB' })).toBe(expected);
  });

  test('t is the time of day, D the date, in the language of the reader', () => {
    expect(sayTime(1_700_000_000, 't', at)).toBe('22:13');
    expect(sayTime(1_700_000_000, 'D', at)).toBe('14 November 2023');
    expect(sayTime(1_700_000_000, 'D', { ...at, locale: 'de' })).toBe('14. November 2023');
  });
});
