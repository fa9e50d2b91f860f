import { expect, test } from 'vitest';
import { createWorld } from '../../src/playground/standin/world.ts';
import {
  button,
  card,
  hello,
  label,
  off,
  options,
  refusal,
  row,
  scripted,
  select,
  text,
} from './scripted.ts';

const long = (length: number) => 'x'.repeat(length);
const media = { url: 'attachment://a.png' };
const files = [{ name: 'a.png', data: new Uint8Array(4) }];
const section = { type: 9, components: [text('a')], accessory: button('a') };
const emoji = { name: 'wave' };

const everyComponent = {
  ...card([
    {
      type: 17,
      components: [
        text('Words'),
        section,
        { ...section, accessory: { type: 11, media } },
        { type: 12, items: [{ media, description: 'A shore' }] },
        { type: 13, file: media },
        { type: 14, divider: true },
        row(button('b', { emoji })),
        row(select()),
      ],
    },
  ]),
  attachments: [{ id: 0, description: 'A shore' }],
};
const everyField = {
  custom_id: 'f',
  title: 'A form',
  components: [
    text('Words'),
    label({ type: 4, custom_id: 'a', style: 1 }),
    label(select()),
    label({ type: 21, custom_id: 'r', options: options(2) }),
    label({ type: 22, custom_id: 'c', options: options(2) }),
  ],
};
const otherFields = {
  ...everyField,
  components: [label({ type: 19, custom_id: 'u' }), label({ type: 23, custom_id: 'c' })],
};
const everyOption = [
  {
    ...hello,
    options: [
      { type: 1, name: 'now', description: 'Now', options: hello.options },
      {
        type: 1,
        name: 'then',
        description: 'Then',
        options: [
          { type: 7, name: 'where', description: 'Where' },
          { type: 10, name: 'far', description: 'Far' },
        ],
      },
    ],
  },
  { type: 3, name: 'About this' },
];

/** The value once for each object in it, with one field more that nobody knows. */
function misspelt(value: unknown): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((inner, index) => misspelt(inner).map(wrong => value.with(index, wrong)));
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    misspelt(inner).map(wrong => ({ ...value, [key]: wrong })),
  );
  return [{ ...value, labl: 'x' }, ...inside];
}

function refuses(answer: { type: number; data: unknown }): void {
  const { world, hello } = scripted();
  const { asked } = hello();
  const sent = answer.type === 4 ? files : [];
  expect(refusal(() => world.answer(asked.id, asked.token, answer, sent)).problem).toMatch(/labl/);
  world.close();
}

test('a misspelt field is refused wherever it stands in a message, a form or a command', () => {
  const messages = misspelt(everyComponent);
  const forms = [everyField, otherFields].flatMap(misspelt);
  const commands = misspelt(everyOption);
  expect([messages.length, forms.length, commands.length]).toEqual([26, 22, 11]);
  for (const data of messages) refuses({ type: 4, data });
  for (const data of forms) refuses({ type: 9, data });
  for (const definitions of commands)
    expect(refusal(() => createWorld().overwriteCommands(definitions)).problem).toMatch(/labl/);
});

test('a misspelt field is refused in the choices while typing', () => {
  const { world, ada, ask } = scripted();
  const place = world.place('server', ada);
  const act = {
    kind: 'complete',
    person: ada,
    place,
    command: 'hello',
    focused: 'who',
    options: {},
  } as const;
  for (const data of misspelt({ choices: [{ name: 'a', value: 'a' }] })) {
    const { asked } = ask(act);
    expect(refusal(() => world.answer(asked.id, asked.token, { type: 8, data })).problem).toMatch(/labl/);
  }
  world.close();
});

const edges: [rule: string, type: 4 | 9, data: object, expected: RegExp][] = [
  ['an empty custom_id', 4, card([row(button('', { label: 'b' }))]), /custom_id/],
  ['a style of 0', 4, card([row(button('b', { style: 0 }))]), /style/],
  ['an emoji name of 33', 4, card([row(button('b', { emoji: { name: long(33) } }))]), /emoji\.name/],
  ['an empty option value', 4, card([row(select({ options: [{ label: 'l', value: '' }] }))]), /value/],
  ['a most of 0', 4, card([row(select({ max_values: 0, min_values: 0 }))]), /max_values/],
  ['a least of 26', 4, card([row(select({ min_values: 26 }))]), /min_values/],
  ['a section without text', 4, card([{ ...section, components: [] }]), /components\.0\.components/],
  ['an empty alt text', 4, card([{ type: 12, items: [{ media, description: '' }] }]), /description/],
  [
    'an address of 2049',
    4,
    card([{ type: 12, items: [{ media: { url: `https://a.b/${long(2040)}` } }] }]),
    /url/,
  ],
  ['a file address of 2049', 4, card([{ type: 13, file: { url: `attachment://${long(2040)}` } }]), /url/],
  [
    'a file description of 1025',
    4,
    { ...everyComponent, attachments: [{ id: 0, description: long(1025) }] },
    /attach/,
  ],
  ['a file name of nothing', 4, { ...everyComponent, attachments: [{ id: 0, filename: '' }] }, /filename/],
  ['a speaking message', 4, { content: 'Hi', ...off, tts: true }, /tts/],
  ['a value of 4001', 9, form({ value: long(4001) }), /value/],
  ['a least length of 4001', 9, form({ min_length: 4001 }), /min_length/],
  ['a most length of 0', 9, form({ max_length: 0 }), /max_length/],
  [
    'an empty description',
    9,
    { ...everyField, components: [label(select(), { description: '' })] },
    /description/,
  ],
  ['a checkbox group of none', 9, fields({ type: 22, custom_id: 'c', options: [] }), /options/],
  [
    'eleven boxes at most',
    9,
    fields({ type: 22, custom_id: 'c', options: options(10), max_values: 11 }),
    /max_values/,
  ],
  [
    'no boxes at most',
    9,
    fields({ type: 22, custom_id: 'c', options: options(2), max_values: 0 }),
    /max_values/,
  ],
  ['eleven files at least', 9, fields({ type: 19, custom_id: 'u', min_values: 11 }), /min_values/],
  ['no files at most', 9, fields({ type: 19, custom_id: 'u', max_values: 0 }), /max_values/],
];

test.each(edges)('Discord refuses %s', (_, type, data, expected) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const sent = type === 4 && data === everyComponent ? files : [];
  const error = refusal(() => world.answer(asked.id, asked.token, { type, data }, sent));
  expect(error).toMatchObject({ status: 400, code: 50035 });
  expect(error.problem).toMatch(expected);
  world.close();
});

function fields(component: object): object {
  return { ...everyField, components: [label(component)] };
}

function form(more: object): object {
  return fields({ type: 4, custom_id: 'a', style: 1, ...more });
}
