import { expect, test } from 'vitest';
import {
  button,
  card,
  LAYOUT,
  off,
  options,
  PRIVATE,
  refusal,
  row,
  scripted,
  select,
  text,
} from './scripted.ts';

const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const section = (more: object = {}) => ({
  type: 9,
  components: [text('a')],
  accessory: button('b'),
  ...more,
});
const gallery = (items: object[]) => ({ type: 12, items });
const picture = (name: string, more: object = {}) => ({ media: { url: `attachment://${name}` }, ...more });
const container = (...components: object[]) => ({ type: 17, components });
const plain = (more: object) => ({ content: 'Hello', ...off, ...more });
const link = { type: 2, style: 5, label: 'Link', url: 'https://example.org' };

const refused: [rule: string, data: object, expected: RegExp][] = [
  ['content longer than 2000', plain({ content: long(2001) }), /content: .*2000/],
  ['content beside components-v2', { ...card([text('a')]), content: 'b' }, /content: expected none/],
  ['embeds', plain({ embeds: [{ title: 'a' }] }), /embeds/],
  ['a field nobody knows', plain({ componets: [] }), /componets/],
  ['components-v2 without its flag', plain({ components: [text('a')] }), /components\.0/],
  [
    'more than 5 rows without the flag',
    plain({ components: many(6, i => row(button(`b${i}`))) }),
    /components/,
  ],
  ['a flag that cannot be set', { ...card([text('a')]), flags: LAYOUT | 1 }, /flags/],
  ['a nonce on an answer', plain({ nonce: '1', enforce_nonce: true }), /nonce/],
  ['a component of no kind', card([{ type: 99 }]), /components\.0.*expected component type/],
  ['a button outside a row', card([button('b')]), /components\.0/],
  ['41 components', card(many(41, () => text('a'))), /components/],
  ['41 nested components', card([container(...many(20, i => row(button(`b${i}`))))]), /at most 40/],
  ['4001 characters of text in all', card([text(long(4000)), container(text('a'))]), /4000 characters/],
  ['empty text', card([text(' ')]), /components\.0\.content/],
  ['a container in a container', card([container(container(text('a')))]), /components\.0\.components\.0/],
  ['an empty container', card([container()]), /components\.0\.components/],
  [
    'an accent that is no colour',
    card([{ ...container(text('a')), accent_color: 0x1_000_000 }]),
    /accent_color/,
  ],
  ['an empty row', card([row()]), /components\.0\.components/],
  ['six buttons in a row', card([row(...many(6, i => button(`b${i}`)))]), /components\.0\.components/],
  ['a select beside a button', card([row(select(), button('b'))]), /one select alone/],
  ['two selects in a row', card([row(select(), select({ custom_id: 't' }))]), /one select alone/],
  ['a label of 81', card([row(button('b', { label: long(81) }))]), /label: .*80/],
  ['a button without a label', card([row(button('b', { label: undefined }))]), /label or an emoji/],
  ['a custom_id of 101', card([row(button(long(101), { label: 'b' }))]), /custom_id: .*100/],
  ['the same custom_id twice', card([row(button('b')), row(button('b'))]), /"b" came again/],
  ['the same custom_id in a section', card([row(button('b')), section()]), /"b" came again/],
  [
    'the same component id twice',
    card([
      { ...text('a'), id: 7 },
      { ...text('b'), id: 7 },
    ]),
    /7 came again/,
  ],
  ['a button with neither', card([row({ type: 2, style: 1, label: 'b' })]), /custom_id/],
  ['a link with a custom_id', card([row({ ...link, custom_id: 'b' })]), /custom_id: expected none/],
  ['a link without an address', card([row({ type: 2, style: 5, label: 'b' })]), /url: expected an address/],
  [
    'a button with an address',
    card([row(button('b', { url: 'https://example.org' }))]),
    /url: expected none/,
  ],
  [
    'a link that is no web address',
    card([row({ ...link, url: 'ftp://example.org' })]),
    /url: expected an http/,
  ],
  ['a link longer than 512', card([row({ ...link, url: `https://example.org/${long(512)}` })]), /url/],
  ['a button style of no kind', card([row(button('b', { style: 6 }))]), /style/],
  ['no options', card([row(select({ options: [] }))]), /options/],
  ['26 options', card([row(select({ options: options(26) }))]), /options/],
  [
    'the same value twice',
    card([row(select({ options: [...options(2), ...options(1)] }))]),
    /no other option/,
  ],
  ['an option label of 101', card([row(select({ options: [{ label: long(101), value: 'v' }] }))]), /label/],
  ['an option value of 101', card([row(select({ options: [{ label: 'l', value: long(101) }] }))]), /value/],
  [
    'an option description of 101',
    card([row(select({ options: [{ label: 'l', value: 'v', description: long(101) }] }))]),
    /description/,
  ],
  ['a placeholder of 151', card([row(select({ placeholder: long(151) }))]), /placeholder/],
  ['more values than options', card([row(select({ max_values: 4 }))]), /max_values/],
  ['a least above the most', card([row(select({ min_values: 3, max_values: 2 }))]), /min_values/],
  [
    'more chosen beforehand than may be',
    card([row(select({ options: options(2).map(one => ({ ...one, default: true })) }))]),
    /chosen beforehand/,
  ],
  ['a section without accessory', card([section({ accessory: undefined })]), /accessory/],
  ['a section with a select', card([section({ accessory: select() })]), /accessory/],
  ['a section of four texts', card([section({ components: many(4, () => text('a')) })]), /components\.0/],
  ['an empty gallery', card([gallery([])]), /items/],
  ['a gallery of eleven', card([gallery(many(11, () => picture('a.png')))]), /items/],
  ['an alt text of 1025', card([gallery([picture('a.png', { description: long(1025) })])]), /description/],
  ['a picture that did not come', card([gallery([picture('b.png')])]), /"b\.png" sent along/],
  [
    'a file from the web',
    card([{ type: 13, file: { url: 'https://example.org/a' } }]),
    /attachment:\/\/name/,
  ],
  ['a separator of no size', card([{ type: 14, spacing: 3 }]), /spacing/],
  ['an attachment entry for no file', { ...card([text('a')]), attachments: [{ id: 3 }] }, /came "3"/],
];

test.each(refused)('Discord refuses %s, and the stand-in says where', (_, data, expected) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 4, data }));
  expect(error).toMatchObject({ status: 400, code: 50035, message: 'Invalid Form Body' });
  expect(error.errors).toBeDefined();
  expect(world.problems.join('\n')).toMatch(expected);
  world.close();
});

test.each([
  ['no content', { ...off }],
  ['a card without components', { ...card([]) }],
  ['rows alone', { ...off, components: [row(button('b'))] }],
])('a message of %s is empty', (_, data) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 4, data }));
  expect(error).toMatchObject({ status: 400, code: 50006 });
  world.close();
});

const file = (name: string, bytes = 8) => ({ name, data: new Uint8Array(bytes) });
const shown = card([gallery([picture('a.png')])]);

test.each([
  ['a name Discord would change', [file('a b.png')], /letters, digits/],
  ['the same name twice', [file('a.png'), file('a.png')], /"a\.png" came again/],
  ['a file no component shows', [file('a.png'), file('b.png')], /a component that shows "b\.png"/],
  ['eleven files', many(11, i => file(`${i}.png`)), /at most 10/],
])('files are refused for %s', (_, files, expected) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 4, data: shown }, files));
  expect(error.problem).toMatch(expected);
  world.close();
});

test('a file larger than 10 MiB is refused', () => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const files = [file('a.png', 10 * 1024 * 1024 + 1)];
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 4, data: shown }, files));
  expect(error).toMatchObject({ status: 413, code: 40005 });
  world.close();
});

test('everything Discord takes, the stand-in takes, numbered and with addresses for its files', async () => {
  const { world, hello } = scripted();
  const { asked, outcome } = hello();
  const everything = card([
    container(
      text('Words'),
      section(),
      { type: 9, components: [text('a')], accessory: { type: 11, media: { url: 'attachment://a.png' } } },
      gallery([picture('a.png', { description: 'A shore' })]),
      { type: 13, file: { url: 'attachment://notes.txt' } },
      { type: 14, divider: true, spacing: 2 },
      row(button('c'), link),
      row(select({ min_values: 0, max_values: 3, placeholder: 'Choose' })),
    ),
  ]);
  world.answer(asked.id, asked.token, { type: 4, data: everything }, [file('a.png'), file('notes.txt')]);
  const seen = await outcome;
  if (seen.kind !== 'message') throw new Error('expected a message');
  const { components, attachments } = seen.message;
  const ids = JSON.stringify(components).match(/"id":\d+/g) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(16);
  expect(attachments.map(({ filename }) => filename)).toEqual(['a.png', 'notes.txt']);
  expect(JSON.stringify(components)).not.toContain('attachment://');
  expect(JSON.stringify(components)).toContain(attachments[0]?.url);
  expect(world.problems).toEqual([]);
});

test.each([
  ['left out', {}],
  ['that parse everyone', { allowed_mentions: { parse: ['everyone'] } }],
  ['that name a person', { allowed_mentions: { parse: [], users: ['1'] } }],
])('mentions %s are a problem, though Discord takes them', async (_, mentions) => {
  const { world, hello } = scripted();
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, { type: 4, data: { content: 'Hi', flags: PRIVATE, ...mentions } });
  expect(await outcome).toMatchObject({ kind: 'message' });
  expect(world.problems).toEqual([expect.stringContaining('allowed_mentions')]);
});
