import { describe, expect, it } from 'vitest';
import { parsePhrase } from '../../src/library/crisis-notation.ts';
import { crisisSchema } from '../../src/library/crisis-schema.ts';
import { createFinder } from '../../src/safety/phrases.ts';

const finds = (
  source: string,
  text: string,
  sets = new Map([['want', [parsePhrase('want to', new Map()).items]]]),
) =>
  createFinder([{ tag: 'it', phrase: parsePhrase(source, sets) }])(
    text.split(' ').map(word => (word === '.' ? '' : word)),
  ).length > 0;

describe('the notation', () => {
  it.each([
    ['want to die', 'i want to die now', true],
    ['want to die', 'want to be and die', false],
    ['want to die', 'want to . die', false],
    ['die|go', 'let me go', true],
    ['fall_asleep|go to', 'fall asleep to', true],
    ['really? sad', 'sad', true],
    ['want * die', 'want one two three die', true],
    ['want * die', 'want one two three four die', false],
    ['want * die', 'want one . die', false],
    ['suicid+ note', 'suicidal note', true],
    ['took {number} pills', 'took 30 pills', true],
    ['took {number} pills', 'took my pills', false],
    ['in {year}', 'in 2019', true],
    ['in {year}', 'in 30', false],
    ['{want} go', 'want to go', true],
    ["don't go", 'dont go', true],
  ])('"%s" in "%s": %s', (source, text, found) => {
    expect(finds(source, text)).toBe(found);
  });

  it.each(['* die', 'die *', 'really?', '{nobody} die', 'die!', 'a||b'])(
    'refuses "%s" with what was expected',
    source => {
      expect(() => parsePhrase(source, new Map())).toThrow(/, came "/);
    },
  );
});

it('a fault in crisis.yaml is reported where it stands, and all of them at once', () => {
  const lists = (names: string[]) => Object.fromEntries(names.map(name => [name, 'a word']));
  const classes = lists([
    'already_hurt',
    'self_harm',
    'harm_to_other',
    'harmed_by_other',
    'other_person',
    'unclear',
  ]);
  const cues = lists(
    'negation denial_taken_back wish_tense past_verbs long_past recent third_person reported quoted_work'.split(
      ' ',
    ),
  );
  const result = crisisSchema.safeParse({
    sets: { late: 'a | {later}', later: 'b' },
    classes: { ...classes, unclear: '# a note\nfine\n* not fine' },
    ordinary: 'fine',
    cues,
    first_person: 'i',
    fillers: 'a',
    spelling: { disguised: 'die', slips: {}, not_slips: '' },
    language: { known: 'the', foreign: 'der' },
  });
  expect(result.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['sets.late', 'a set defined above, came "{later}"'],
    ['classes.unclear', 'a phrase that begins and ends with a word, came "* not fine"'],
  ]);
});
