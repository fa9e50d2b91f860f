import { expect, test } from 'vitest';
import { button, card, LAYOUT, off, PRIVATE, refusal, row, scripted, select, text } from './scripted.ts';

const words = card([text('Words')]);
const message = { type: 4, data: words };
const buttons = [text('Words'), row(button('next'), button('off', { disabled: true }))];

test('a pressed button carries its message; an update changes it for good, a silent deferral lets it be deleted', async () => {
  const { world, shows, press } = scripted();
  const shown = await shows(buttons);
  const first = press(shown, 'next');
  expect(first.asked).toMatchObject({
    type: 3,
    message: { id: shown.id, flags: LAYOUT | PRIVATE },
    data: { component_type: 2, custom_id: 'next' },
  });
  world.answer(first.asked.id, first.asked.token, { type: 7, data: { ...off, components: buttons } });
  expect(await first.outcome).toMatchObject({ kind: 'updated', message: { id: shown.id } });
  const second = press(shown, 'next');
  world.answer(second.asked.id, second.asked.token, { type: 6 });
  world.deleteOriginal(second.asked.token);
  expect(await second.outcome).toMatchObject({ kind: 'deleted' });
  expect(refusal(() => world.editOriginal(second.asked.token, words)).code).toBe(10008);
});

test('a new answer to a press is @original; the pressed message stays out of reach', async () => {
  const { world, shows, press } = scripted();
  const shown = await shows(buttons);
  const { asked, outcome } = press(shown, 'next');
  const { interaction } = world.answer(asked.id, asked.token, message);
  expect(await outcome).toMatchObject({ kind: 'message' });
  expect(interaction).toMatchObject({ response_message_ephemeral: true });
  expect(world.getOriginal(asked.token).id).toBe(interaction.response_message_id);
  expect(refusal(() => world.deleteAnswer(asked.token, shown.id)).code).toBe(10008);
});

test('a components-v2 message stays one', async () => {
  const { world, shows, press } = scripted();
  const shown = await shows(buttons);
  const { asked } = press(shown, 'next');
  const answer = { type: 7, data: { ...off, flags: 0, components: [row(button('b'))] } };
  expect(refusal(() => world.answer(asked.id, asked.token, answer)).problem).toMatch(/cannot be taken back/);
  world.close();
});

test('a plain message becomes components-v2 only without its content', async () => {
  const { world, hello } = scripted();
  const { asked } = hello();
  world.answer(asked.id, asked.token, { type: 4, data: { content: 'Plain', ...off } });
  const layout = { flags: LAYOUT, ...off, components: [text('a')] };
  expect(refusal(() => world.editOriginal(asked.token, layout)).problem).toMatch(/content: expected null/);
  expect(world.editOriginal(asked.token, { ...layout, content: null })).toMatchObject({
    content: '',
    flags: LAYOUT,
  });
});

test.each([
  [
    'a button that is not there',
    { kind: 'press', customId: 'gone' },
    'That message has nothing with the custom_id "gone"',
  ],
  ['a disabled button', { kind: 'press', customId: 'off' }, 'That is disabled'],
  ['a menu, as if it were a button', { kind: 'press', customId: 's' }, 'That is a menu: choose from it'],
  [
    'a button, as if it were a menu',
    { kind: 'choose', customId: 'next', values: [] },
    'That is a button: it has nothing to choose',
  ],
  [
    'a value that is no option',
    { kind: 'choose', customId: 's', values: ['v9'] },
    'expected one of its options; came "v9"',
  ],
  [
    'too many values',
    { kind: 'choose', customId: 's', values: ['v0', 'v1'] },
    'expected 1 to 1 options; came 2',
  ],
  ['no value', { kind: 'choose', customId: 's', values: [] }, 'expected 1 to 1 options; came 0'],
] as const)('the client does not send %s', async (_, act, reason) => {
  const { world, ada, shows } = scripted();
  const shown = await shows([...buttons, row(select())]);
  const whole = act.kind === 'choose' ? { ...act, values: [...act.values] } : act;
  expect(await world.act({ ...whole, person: ada, message: shown.id })).toEqual({ kind: 'failed', reason });
  expect(world.problems).toEqual([]);
});

test('several values go where several may be chosen', async () => {
  const { world, ada, ask, shows } = scripted();
  const shown = await shows([row(select({ min_values: 0, max_values: 2 }))]);
  const { asked } = ask({
    kind: 'choose',
    person: ada,
    message: shown.id,
    customId: 's',
    values: ['v0', 'v2'],
  });
  expect(asked.data).toMatchObject({ component_type: 3, values: ['v0', 'v2'] });
  world.close();
});

test('an edit that lists its files lists the new ones too, and keeps those it names', async () => {
  const { world, hello } = scripted();
  const { asked } = hello();
  const gallery = (...names: string[]) => ({
    type: 12,
    items: names.map(name => ({ media: { url: `attachment://${name}` } })),
  });
  const file = (name: string) => ({ name, data: new Uint8Array(4) });
  world.answer(asked.id, asked.token, { type: 4, data: card([gallery('a.png')]) }, [file('a.png')]);
  const [a] = world.getOriginal(asked.token).attachments;
  const edit = (names: string[], attachments: object[]) =>
    world.editOriginal(asked.token, { ...off, components: [gallery(...names)], attachments }, [
      file('b.png'),
    ]);
  expect(refusal(() => edit(['b.png'], [])).problem).toMatch(/an entry for "b\.png"/);
  expect(refusal(() => edit(['a.png', 'b.png'], [{ id: 0 }])).problem).toMatch(/"a\.png" sent along or kept/);
  const kept = edit(['a.png', 'b.png'], [{ id: a?.id }, { id: 0 }]);
  expect(kept.attachments.map(({ filename }) => filename)).toEqual(['a.png', 'b.png']);
});
