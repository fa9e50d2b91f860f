import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder, gradeOf, normal, sentencesOf, wordsIn } from '../../src/library/check/sentences.ts';

const split = (text: string) => sentencesOf(text, 1).map(({ text, line }) => `${line} ${text}`);

describe('sentences', () => {
  it('end at a mark, a paragraph or a list item, and know their line', () => {
    expect(split('Look up. Is it "light"? Yes!\nThen\nlook down')).toEqual([
      '1 Look up.',
      '1 Is it "light"?',
      '1 Yes!',
      '2 Then look down',
    ]);
    expect(split('A door\n\nA key in\nthe lock\n- one thing\n- another one\n1. the last')).toEqual([
      '1 A door',
      '3 A key in the lock',
      '5 - one thing',
      '6 - another one',
      '7 1. the last',
    ]);
  });

  it('do not end inside a number, before a quotation mark, or without words', () => {
    expect(split('Wait 2.5 seconds. "Go." … *')).toEqual(['1 Wait 2.5 seconds.', '1 "Go."']);
  });

  it('lose nothing that is a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'door', '. ', '\n', '\n\n', '! ', ' ', '\n- ', 'it’s ')),
        parts => {
          const text = parts.join('');
          expect(sentencesOf(text, 1).flatMap(({ text }) => wordsIn(text))).toEqual(wordsIn(text));
        },
      ),
    );
  });

  it('keep the reader’s own thought apart from what Steady says', () => {
    const [sentence] = sentencesOf('You may think {their-words: I am broken}, at night.', 1);
    expect(sentence?.text).toBe('You may think I am broken , at night.');
    expect(sentence?.own).toBe('You may think , at night.');
    expect(sentence?.words).toBe(8);
  });
});

describe('words', () => {
  it('count places, commands and words with a dash or an apostrophe as one', () => {
    expect(wordsIn("It's {step} of half-past 10: /help-now")).toEqual([
      "It's",
      '{step}',
      'of',
      'half-past',
      '10',
      '/help-now',
    ]);
    expect(normal('Look UP, now!')).toBe(normal('look up now'));
  });
});

describe('the grade', () => {
  const grade = (text: string) => gradeOf(sentencesOf(text, 1));

  it('is the Flesch-Kincaid grade', () => {
    // 0.39 · 6 words a sentence + 11.8 · 12 syllables for 6 words − 15.59
    expect(grade('Somebody carried water into the kitchen.')).toBeCloseTo(
      0.39 * 6 + (11.8 * 12) / 6 - 15.59,
      5,
    );
  });

  it('rises with longer words and longer sentences, and is 0 for the easiest and for nothing', () => {
    expect(grade('Look up. Look down.')).toBe(0);
    expect(grade('')).toBe(0);
    expect(grade('Observation necessitates concentration.')).toBeGreaterThan(grade('Looking takes care.'));
  });
});

describe('the finder of phrases', () => {
  const find = finder(['at least', 'relax*', "doesn't"]);

  it.each([
    ['It is, at  least, a start.', 'at  least'],
    ['Relaxing now', 'Relaxing'],
    ['It doesn’t', "doesn't"],
    ['a relaxed-looking chair', 'relaxed'],
  ])('finds in "%s" "%s"', (text, found) => {
    expect(find(text)).toBe(found);
  });

  it.each(['at leastways', 'prerelax', 'at the least', ''])('finds nothing in "%s"', text => {
    expect(find(text)).toBeUndefined();
  });

  it('finds nothing when there is nothing to find', () => {
    expect(finder([])('at least')).toBeUndefined();
  });
});
