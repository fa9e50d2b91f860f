import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CrisisClass, GRAVITY } from '../../src/safety/crisis.ts';
import { detect } from '../library/shipped.ts';
import { labelled } from './content.ts';

const phrases = await labelled('phrases');
const HARD = ['self_harm', 'already_hurt', 'harmed_by_other', 'harm_to_other'] as const;

/** The lines of a class that are not read as it, with what they are read as. */
const misread = (says: readonly string[] = [], wanted: (found: CrisisClass) => boolean) =>
  says.map(say => [detect(say).class, say] as const).filter(([found]) => !wanted(found));

describe('what people write', () => {
  it('is a set large enough to mean something, about half of it ordinary', () => {
    const all = Object.values(phrases).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(600);
    expect((phrases.ordinary ?? []).length / all.length).toBeGreaterThan(0.35);
  });

  it.each(HARD)('%s is never missed', name => {
    expect(phrases[name]?.length).toBeGreaterThan(30);
    expect(misread(phrases[name], found => found === name)).toEqual([]);
  });

  it.each(['other_person', 'unclear'] as const)('%s is read as that', name => {
    expect(misread(phrases[name], found => found === name)).toEqual([]);
  });

  it('gets no card at all where it is ordinary', () => {
    expect(misread(phrases.ordinary, found => found === 'none')).toEqual([]);
  });

  it('gets a card though hardly a word of it is spelt right', () => {
    for (const say of ['i wnt 2 dye tonite plz sumone', 'i cnt go on nomore im dun'])
      expect([say, detect(say).class]).not.toEqual([say, 'none']);
  });

  it('gets the unclear card where it is not English', () => {
    expect(misread(phrases.language, found => found === 'unclear')).toEqual([]);
    expect(detect(phrases.language?.[0] ?? '').because).toBe('language');
  });

  it('gets no hard card where it is a way of saying a topic', async () => {
    const folder = new URL('../../content/en/ways/', import.meta.url);
    const texts = await Promise.all(
      (await readdir(folder)).map(name => readFile(new URL(name, folder), 'utf8')),
    );
    const ways = texts.flatMap(text => text.split('\n')).filter(line => line.trim() && !line.startsWith('#'));
    expect(ways.length).toBeGreaterThan(100);
    expect(misread(ways, found => !HARD.some(hard => hard === found))).toEqual([]);
  });
});

describe('wording nobody tuned it for', async () => {
  const unseen = await labelled('held-out');
  const share = (says: readonly string[], wanted: (found: CrisisClass) => boolean) =>
    1 - misread(says, wanted).length / says.length;

  it('gets a card more often than not, which the next round of words is to raise', () => {
    const hard = HARD.flatMap(name => unseen[name] ?? []);
    expect(share(hard, found => found !== 'none')).toBeGreaterThanOrEqual(UNSEEN_CAUGHT);
  });

  it('rarely gets a hard card where it is ordinary', () => {
    expect(share(unseen.ordinary ?? [], found => !HARD.some(hard => hard === found))).toBeGreaterThanOrEqual(
      0.9,
    );
  });
});

describe('disguise', () => {
  const said: readonly string[] = HARD.flatMap(name => phrases[name] ?? []).filter(say =>
    /^[a-z0-9 ',.]+$/i.test(say),
  );
  const invisible = fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f');

  it('by capitals changes nothing', () => {
    for (const say of said) expect(detect(say.toUpperCase())).toEqual(detect(say.toLowerCase()));
  });

  it('by invisible characters anywhere changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...said), fc.nat(), invisible, (say, at, sign) => {
        const place = at % (say.length + 1);
        expect(detect(say.slice(0, place) + sign + say.slice(place))).toEqual(detect(say));
      }),
    );
  });

  it('by another kind of apostrophe, or none, changes nothing', () => {
    for (const say of said.filter(one => one.includes("'"))) {
      for (const sign of ['’', '‘', 'ʼ', '`', '´', ''])
        expect([say, detect(say.replaceAll("'", sign))]).toEqual([say, detect(say)]);
    }
  });

  it('by accents, wide letters or more space changes nothing', () => {
    for (const say of said) {
      expect([say, detect(say.replaceAll('a', 'á').replaceAll('i', 'ì'))]).toEqual([say, detect(say)]);
      expect([say, detect(say.replaceAll(' ', ' \u00a0\n '))]).toEqual([say, detect(say)]);
      expect([
        say,
        detect(say.replace(/[a-z]/g, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))),
      ]).toEqual([say, detect(say)]);
    }
  });

  it.each([
    'i want to dieeeee',
    'kiiill myself',
    'k!ll myself',
    'su1cid3 note',
    'd.i.e is what i want, want to d.i.e',
    'kill my self',
    '**kill** myself',
  ])('is seen through: %s', say => {
    expect(detect(say).class).toBe('self_harm');
  });
});

describe('any text at all', () => {
  it('is read without throwing, and alike each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
        const found = detect(text);
        expect(GRAVITY).toContain(found.class);
        expect(detect(text)).toEqual(found);
      }),
    );
  });

  it('keeps a hard phrase hard whatever ordinary sentence stands before or after it', () => {
    const hard = fc.constantFrom(
      'I want to kill myself.',
      'I took all my pills.',
      'He threatened to kill me.',
      'I want to stab him.',
    );
    const other = fc.constantFrom(...(phrases.ordinary ?? []).map(say => `${say}.`));
    fc.assert(
      fc.property(other, hard, other, (before, say, after) => {
        const least = GRAVITY.indexOf(detect(say).class);
        expect(GRAVITY.indexOf(detect(`${before} ${say} ${after}`).class)).toBeLessThanOrEqual(least);
      }),
    );
  });

  it('is nothing when it is empty', () => {
    for (const text of [
      '',
      ' ',
      '\n',
      '...',
      '🙂',
      '<@123456789012345678>',
      'https://example.org/kill-myself',
    ]) {
      expect([text, detect(text)]).toEqual([text, { class: 'none', because: 'none' }]);
    }
  });
});

describe('the language of a text', () => {
  it('is not judged from one or two words', () => {
    for (const text of ['Angst', 'mal wieder', 'no sé', 'overthinking', 'ruminating'])
      expect(detect(text).class).toBe('none');
  });

  it('gives way to a phrase that was understood', () => {
    expect(detect('no puedo más, i want to kill myself')).toEqual({ class: 'self_harm', because: 'phrase' });
  });
});

/** A little under what was measured on the day the set was written. */
const UNSEEN_CAUGHT = 0.5;
