import { describe, expect, it } from 'vitest';
import type { Choice, Field, Form } from '../../src/core/reply.ts';
import { renderChoices, renderForm } from '../../src/discord/render-form.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));
const options = (count: number) => many(count, n => ({ label: `O${n}`, value: `v${n}` }));

const input = (more: object = {}): Field =>
  ({ kind: 'text', name: 'f', label: 'Words', required: true, long: false, most: 300, ...more }) as Field;
const list = (kind: 'menu' | 'radio' | 'checkbox', count: number): Field => ({
  kind,
  name: 'f',
  label: 'Which',
  required: true,
  options: options(count),
});
const form = (fields: Field[], more: Partial<Form> = {}): Form => ({
  kind: 'form',
  title: 'Words',
  to: { command: 'toy', action: 'typed', args: [] },
  fields,
  ...more,
});

/** Each limit with the largest form it lets through, the smallest it does not, and what it says then. */
const limits: [limit: string, fits: Form, breaks: Form, says: string][] = [
  [
    'form title',
    form([input()], { title: long(45) }),
    form([input()], { title: long(46) }),
    'form title: expected 45 at most, got 46.',
  ],
  [
    'no form title',
    form([input()]),
    form([input()], { title: '' }),
    'form title: expected 1 at least, got 0.',
  ],
  [
    'parts of a form',
    form(
      many(4, n => input({ name: `f${n}` })),
      { intro: 'Before you begin' },
    ),
    form(
      many(5, n => input({ name: `f${n}` })),
      { intro: 'Before you begin' },
    ),
    'parts of a form: expected 5 at most, got 6.',
  ],
  ['empty form', form([input()]), form([]), 'parts of a form: expected 1 at least, got 0.'],
  [
    'label of a field',
    form([input({ label: long(45) })]),
    form([input({ label: long(46) })]),
    'label of a field: expected 45 at most, got 46.',
  ],
  [
    'no label of a field',
    form([input()]),
    form([input({ label: '' })]),
    'label of a field: expected 1 at least, got 0.',
  ],
  [
    'example in a field',
    form([input({ example: long(100) })]),
    form([input({ example: long(101) })]),
    'placeholder: expected 100 at most, got 101.',
  ],
  [
    'options of a menu',
    form([list('menu', 25)]),
    form([list('menu', 26)]),
    'options: expected 25 at most, got 26.',
  ],
  [
    'options to pick one of',
    form([list('radio', 10)]),
    form([list('radio', 11)]),
    'options: expected 10 at most, got 11.',
  ],
  [
    'options to tick',
    form([list('checkbox', 10)]),
    form([list('checkbox', 11)]),
    'options: expected 10 at most, got 11.',
  ],
];

describe('a form within Discord’s limits is drawn, and one over a limit names it', () => {
  it.each(limits)('%s', (_, fits, breaks, says) => {
    expect(() => renderForm(fits)).not.toThrow();
    expect(() => renderForm(breaks)).toThrow(says);
  });
});

const choice = (more: Partial<Choice> = {}) => ({ name: 'Germany', value: 'DE', ...more });
const choiceLimits: [limit: string, fits: Choice[], breaks: Choice[], says: string][] = [
  ['choices', many(25, () => choice()), many(26, () => choice()), 'choices: expected 25 at most, got 26.'],
  [
    'name of a choice',
    [choice({ name: long(100) })],
    [choice({ name: long(101) })],
    'name of a choice: expected 100 at most, got 101.',
  ],
  ['no name of a choice', [], [choice({ name: '' })], 'name of a choice: expected 1 at least, got 0.'],
  [
    'value of a choice',
    [choice({ value: long(100) })],
    [choice({ value: long(101) })],
    'value of a choice: expected 100 at most, got 101.',
  ],
  ['no value of a choice', [], [choice({ value: '' })], 'value of a choice: expected 1 at least, got 0.'],
];

describe('choices within Discord’s limits are drawn, and those over a limit name it', () => {
  it.each(choiceLimits)('%s', (_, fits, breaks, says) => {
    expect(renderChoices(fits)).toEqual({ choices: fits });
    expect(() => renderChoices(breaks)).toThrow(says);
  });
});
