import fc from 'fast-check';
import type { Block, Button, Card, Choice, Field, Form, MenuOption, Plain } from '../../src/core/reply.ts';

/** Texts short and blank, and around the length that is the longest taken. */
const word = (longest: number) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
    { weight: 3, arbitrary: fc.constantFrom('Next', '😀', 'a\nb', '', ' ') },
    {
      weight: 1,
      arbitrary: fc
        .integer({ min: longest - 1, max: longest + 1 })
        .map(length => 'x'.repeat(Math.max(1, length))),
    },
  );

const link = fc.record({
  command: fc.constantFrom('toy', 'card'),
  action: fc.stringMatching(/^[a-z]{1,6}$/),
  args: fc.array(fc.oneof(word(30), fc.nat(99)), { maxLength: 3 }),
});

const page = fc.oneof(
  { weight: 4, arbitrary: fc.webUrl() },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ftp://example.org', 'a page', '', `https://example.org/${'x'.repeat(500)}`),
  },
);

const button: fc.Arbitrary<Button> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ label: word(80), to: link, style: fc.constantFrom('main', 'plain', 'alert') }),
  },
  { weight: 1, arbitrary: fc.record({ label: word(80), url: page }) },
) as fc.Arbitrary<Button>;

const options: fc.Arbitrary<MenuOption[]> = fc.array(
  fc.record(
    { label: word(100), value: word(100), hint: word(100), chosen: fc.boolean() },
    { requiredKeys: ['label', 'value'] },
  ),
  { maxLength: 5 },
);
const most = fc.integer({ min: 0, max: 4 });

const menu = fc.record(
  { to: link, placeholder: word(150), options, most },
  { requiredKeys: ['to', 'placeholder', 'options'] },
);

const attachment = {
  name: fc.oneof(
    fc.stringMatching(/^[a-z]{1,5}\.(gif|txt)$/),
    fc.constantFrom('a b.gif', 'a.gif', 'ä.txt', ''),
  ),
  data: fc.uint8Array({ maxLength: 4 }),
};

const block = fc.oneof(
  fc.record({ kind: fc.constantFrom('title', 'text', 'small'), text: word(4000) }),
  fc.record({ kind: fc.constant('divider') }),
  fc.record({ kind: fc.constant('section'), text: word(100), button }),
  fc.record({ kind: fc.constant('picture'), picture: fc.record({ ...attachment, alt: word(1024) }) }),
  fc.record({ kind: fc.constant('file'), file: fc.record(attachment) }),
  fc.record({ kind: fc.constant('row'), buttons: fc.array(button, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant('menu'), menu }),
) as fc.Arbitrary<Block>;

/** Cards of every kind of block, many of them over one limit or another. */
export const anyCard = fc.record({
  kind: fc.constant('card'),
  tone: fc.constantFrom('calm', 'help'),
  blocks: fc.oneof(fc.array(block, { maxLength: 4 }), fc.array(block, { maxLength: 14 })),
}) as fc.Arbitrary<Card>;

export const anyLine = fc.record({
  kind: fc.constant('plain'),
  content: word(2000),
  rows: fc.array(fc.array(button, { maxLength: 6 }), { maxLength: 6 }),
}) as fc.Arbitrary<Plain>;

const fieldBase = { name: word(100), label: word(45), required: fc.boolean() };
const field = fc.oneof(
  fc.record(
    {
      ...fieldBase,
      kind: fc.constant('text'),
      hint: word(100),
      long: fc.boolean(),
      most: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: -1, max: 4001 })),
      value: word(300),
      example: word(100),
    },
    { requiredKeys: ['name', 'label', 'required', 'kind', 'long', 'most'] },
  ),
  fc.record(
    { ...fieldBase, kind: fc.constant('menu'), hint: word(100), options, most },
    { requiredKeys: ['name', 'label', 'required', 'kind', 'options'] },
  ),
  fc.record({ ...fieldBase, kind: fc.constantFrom('radio', 'checkbox'), options }),
) as fc.Arbitrary<Field>;

export const anyForm: fc.Arbitrary<Form> = fc.record(
  {
    kind: fc.constant('form'),
    title: word(45),
    to: link,
    intro: word(4000),
    fields: fc.array(field, { maxLength: 6 }),
  },
  { requiredKeys: ['kind', 'title', 'to', 'fields'] },
) as fc.Arbitrary<Form>;

export const anyChoices: fc.Arbitrary<Choice[]> = fc.array(fc.record({ name: word(100), value: word(100) }), {
  maxLength: 26,
});
