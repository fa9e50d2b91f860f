import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, ownWords, quoted, unquoted } from '../../src/core/own-words.ts';

const special = [...'\\*_~`|<>[]()@#-+1.> \n\t\r\u0000\u2028\u202eä'.split(''), '😀'];
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...special) }));

describe('own words', () => {
  it.each([
    ['  as they came  ', 'as they came'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['one\n\n\n\ntwo', 'one\n\ntwo'],
    ['one \n \n \ntwo', 'one\n\ntwo'],
    ['a\tb\u0000c\u202ed', 'a bcd'],
    ['half \ud83d of it', 'half \ufffd of it'],
    [' \n ', ''],
  ])('are made sound: %j', (typed, sound) => {
    expect(ownWords(typed)).toBe(sound);
  });

  it('that are sound stay as they are', () => {
    fc.assert(fc.property(anything, typed => ownWords(ownWords(typed)) === ownWords(typed)));
  });

  it('are the same when a quotation of them is read back', () => {
    fc.assert(fc.property(anything.map(ownWords), words => unquoted(quoted(words)) === words));
  });

  it('are read back too where the space of an empty line was lost', () => {
    expect(unquoted(quoted('one\n\ntwo').replace('> \n', '>\n'))).toBe('one\n\ntwo');
  });
});

describe('a quotation', () => {
  it('sets in every line', () => {
    expect(quoted('one\n\ntwo')).toBe('> one\n> \n> two');
  });

  it.each([
    ['@everyone', '\\@everyone'],
    ['<@200000000000000001>', '\\<\\@200000000000000001\\>'],
    ['[here](https://example.org)', '\\[here\\]\\(https://example.org\\)'],
    [
      '**bold** _so_ ~~not~~ `code` ||hidden||',
      '\\*\\*bold\\*\\* \\_so\\_ \\~\\~not\\~\\~ \\`code\\` \\|\\|hidden\\|\\|',
    ],
    ['# Loud', '\\# Loud'],
    ['-# small', '\\-# small'],
    ['1. first', '1\\. first'],
    ['2024 was long. 3. is fine', '2024 was long. 3. is fine'],
    ['> more', '\\> more'],
    ['plain words, and more: so.', 'plain words, and more: so.'],
  ])('holds nothing that Discord reads as more than words: %s', (line, shown) => {
    expect(literal(line)).toBe(shown);
  });
});
