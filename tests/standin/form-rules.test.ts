import { expect, test } from 'vitest';
import { button, label, options, refusal, row, type Scripted, scripted, select, text } from './scripted.ts';

const long = (length: number) => 'x'.repeat(length);
const words = (more: object = {}) => label({ type: 4, custom_id: 'words', style: 2, ...more });
const form = (components: object[], more: object = {}) => ({
  custom_id: 'f',
  title: 'A form',
  components,
  ...more,
});
const radio = (more: object = {}) => label({ type: 21, custom_id: 'r', options: options(3), ...more });
const boxes = (more: object = {}) => label({ type: 22, custom_id: 'b', options: options(3), ...more });

const refused: [rule: string, data: object, expected: RegExp][] = [
  ['a title of 46', form([words()], { title: long(46) }), /title: .*45/],
  ['no title', form([words()], { title: '' }), /title/],
  ['a custom_id of 101', form([words()], { custom_id: long(101) }), /custom_id/],
  ['no fields', form([]), /components/],
  ['six fields', form(Array.from({ length: 6 }, () => text('a'))), /components/],
  ['the same custom_id twice', form([words(), words()]), /"words" came again/],
  ['a button', form([button('b')]), /expected a label/],
  ['a row, which is the old way', form([row({ type: 4, custom_id: 'a', style: 1, label: 'A' })]), /a label/],
  ['a button under a label', form([label(button('b'))]), /component type 3, 4/],
  ['a label of 46', form([label({ type: 4, custom_id: 'a', style: 1 }, { label: long(46) })]), /label/],
  ['a description of 101', form([{ ...words(), description: long(101) }]), /description/],
  ['a text style of no kind', form([words({ style: 3 })]), /style/],
  ['a placeholder of 101', form([words({ placeholder: long(101) })]), /placeholder/],
  ['a text of 4001', form([words({ max_length: 4001 })]), /max_length/],
  ['a least above the most', form([words({ min_length: 9, max_length: 8 })]), /min_length/],
  ['a text longer than its most', form([words({ value: 'long', max_length: 3 })]), /value/],
  ['a select of 26', form([label(select({ options: options(26) }))]), /options/],
  ['a disabled select', form([label(select({ disabled: true }))]), /disabled/],
  ['a radio group of one', form([radio({ options: options(1) })]), /options/],
  ['a radio group of eleven', form([radio({ options: options(11) })]), /options/],
  [
    'two radios on',
    form([radio({ options: options(2).map(one => ({ ...one, default: true })) })]),
    /beforehand/,
  ],
  ['a checkbox group of eleven', form([boxes({ options: options(11) })]), /options/],
  ['a checkbox group with doubles', form([boxes({ options: [...options(1), ...options(1)] })]), /no other/],
  ['a required checkbox', form([label({ type: 23, custom_id: 'c', required: true })]), /required/],
  ['a required select of none', form([label(select({ min_values: 0 }))]), /required: false/],
  ['required boxes of none', form([boxes({ min_values: 0 })]), /required: false/],
  ['eleven files', form([label({ type: 19, custom_id: 'u', max_values: 11 })]), /max_values/],
];

test.each(refused)('a form is refused for %s', (_, data, expected) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 9, data }));
  expect(error).toMatchObject({ status: 400, code: 50035 });
  expect(world.problems.join('\n')).toMatch(expected);
  world.close();
});

const whole = form([
  text('About this form'),
  words({ max_length: 10, min_length: 2 }),
  label(select({ required: false })),
  radio(),
  boxes({ max_values: 2, required: false }),
]);
const filled = { words: 'hi', r: 'v1' };

async function opened({ world, hello }: Scripted, data: object): Promise<string> {
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, { type: 9, data });
  const seen = await outcome;
  if (seen.kind !== 'form') throw new Error(`expected a form, came ${seen.kind}`);
  return seen.form.id;
}

test.each([
  ['a required text left empty', { r: 'v1' }, 'Field: This field is required'],
  ['a text too long', { ...filled, words: long(11) }, 'Field: expected at most 10 characters; came 11'],
  ['a text too short', { ...filled, words: 'x' }, 'Field: expected at least 2 characters; came 1'],
  ['no radio chosen', { words: 'hi' }, 'Field: This field is required'],
  ['a radio that is none', { ...filled, r: 'v9' }, 'Field: expected one of its options; came "v9"'],
  ['an option that is none', { ...filled, s: ['v9'] }, 'Field: expected one of its options; came "v9"'],
  ['too many boxes', { ...filled, b: ['v0', 'v1', 'v2'] }, 'Field: expected 1 to 2 options; came 3'],
  ['a field that is none', { ...filled, more: 'x' }, 'The form has no field "more"'],
])('the client does not let a form go with %s', async (_, fields, reason) => {
  const bot = scripted();
  const id = await opened(bot, whole);
  const outcome = await bot.world.act({ kind: 'submit', person: bot.ada, form: id, fields });
  expect(outcome).toEqual({ kind: 'failed', reason });
});

test('what was entered arrives as Discord words it, field by field', async () => {
  const bot = scripted();
  const components = [...whole.components.slice(0, 4), boxes({ max_values: 2, required: false })];
  const id = await opened(bot, form(components));
  const { asked, outcome } = bot.ask({
    kind: 'submit',
    person: bot.ada,
    form: id,
    fields: { ...filled, b: ['v0', 'v2'] },
  });
  expect(asked).toMatchObject({
    type: 5,
    data: {
      custom_id: 'f',
      components: [
        { type: 10 },
        { type: 18, component: { type: 4, custom_id: 'words', value: 'hi' } },
        { type: 18, component: { type: 3, custom_id: 's', values: [] } },
        { type: 18, component: { type: 21, custom_id: 'r', value: 'v1' } },
        { type: 18, component: { type: 22, custom_id: 'b', values: ['v0', 'v2'] } },
      ],
    },
  });
  bot.world.answer(asked.id, asked.token, {
    type: 4,
    data: { content: 'Thanks', allowed_mentions: { parse: [] } },
  });
  expect(await outcome).toMatchObject({ kind: 'message' });
  expect(await bot.world.act({ kind: 'submit', person: bot.ada, form: id, fields: filled })).toEqual({
    kind: 'failed',
    reason: 'That form is not open',
  });
});

test('a form the bot did not answer stays open', async () => {
  const bot = scripted({ deadlines: { first: 20 } });
  const id = await opened(bot, whole);
  const submit = () => bot.world.act({ kind: 'submit', person: bot.ada, form: id, fields: filled });
  expect(await submit()).toEqual({ kind: 'failed', reason: 'The application did not respond' });
  expect(await submit()).toEqual({ kind: 'failed', reason: 'The application did not respond' });
});

test('nobody sends in a form that another person opened', async () => {
  const bot = scripted();
  const id = await opened(bot, whole);
  expect(await bot.world.act({ kind: 'submit', person: bot.bo, form: id, fields: filled })).toEqual({
    kind: 'failed',
    reason: 'That form is not open',
  });
});

test('a checkbox is sent as true or false', async () => {
  const bot = scripted();
  const id = await opened(bot, form([label({ type: 23, custom_id: 'c' })]));
  const { asked } = bot.ask({ kind: 'submit', person: bot.ada, form: id, fields: { c: 'true' } });
  expect(asked.data).toMatchObject({
    components: [{ component: { type: 23, custom_id: 'c', value: true } }],
  });
  bot.world.close();
});
