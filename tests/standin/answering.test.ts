import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWorld } from '../../src/playground/standin/world.ts';
import { button, card, LAYOUT, off, PRIVATE, refusal, row, scripted, text } from './scripted.ts';

const words = card([text('Words')]);
const message = { type: 4, data: words };
const buttons = [text('Words'), row(button('next'), button('off', { disabled: true }))];

test('the first answer has its deadline: later it is unknown, and the person saw no response', async () => {
  const { world, hello } = scripted({ deadlines: { first: 20 } });
  const { asked, outcome } = hello();
  await sleep(40);
  expect(refusal(() => world.answer(asked.id, asked.token, message))).toMatchObject({
    status: 404,
    code: 10062,
  });
  expect(await outcome).toEqual({ kind: 'failed', reason: 'The application did not respond' });
  expect(world.problems).toEqual([expect.stringMatching(/within 20 ms; came after \d+ ms/)]);
});

test('an answer to nothing that was asked, or with another token, is unknown', () => {
  const { world, hello } = scripted();
  const { asked } = hello();
  expect(refusal(() => world.answer('1', asked.token, message)).code).toBe(10062);
  expect(refusal(() => world.answer(asked.id, 'token', message)).code).toBe(10062);
  world.close();
});

test('a second first answer is refused', async () => {
  const { world, hello } = scripted();
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, message);
  expect(refusal(() => world.answer(asked.id, asked.token, message))).toMatchObject({
    status: 400,
    code: 40060,
  });
  expect(await outcome).toMatchObject({ kind: 'message' });
});

test('a refused body leaves the interaction open for a better one', async () => {
  const { world, hello } = scripted();
  const { asked, outcome } = hello();
  expect(refusal(() => world.answer(asked.id, asked.token, { type: 4, data: {} })).code).toBe(50006);
  world.answer(asked.id, asked.token, message);
  expect(await outcome).toMatchObject({ kind: 'message' });
});

test('without a bot the application does not respond', async () => {
  const world = createWorld();
  world.overwriteCommands([{ name: 'hello', description: 'Says hello' }]);
  const [ada = ''] = world.people().map(({ id }) => id);
  const place = world.place('server', ada);
  const outcome = await world.act({ kind: 'command', person: ada, place, command: 'hello', options: {} });
  expect(outcome).toEqual({ kind: 'failed', reason: 'The application did not respond' });
});

const update = { type: 7, data: { ...off, components: [text('New')] } };
const form = { type: 9, data: { custom_id: 'f', title: 'F', components: [text('a')] } };
const choices = { type: 8, data: { choices: [] } };

test.each([
  ['a command is not answered by an update', update],
  ['a command is not answered by a silent deferral', { type: 6 }],
  ['a command is not answered by choices', choices],
  ['a command is not answered by a pong', { type: 1 }],
])('%s', (_, answer) => {
  const { world, hello } = scripted();
  const { asked } = hello();
  expect(refusal(() => world.answer(asked.id, asked.token, answer))).toMatchObject({
    status: 400,
    code: 50035,
  });
  world.close();
});

test('an option being typed takes only choices', () => {
  const { world, ada, ask } = scripted();
  const place = world.place('server', ada);
  const { asked } = ask({
    kind: 'complete',
    person: ada,
    place,
    command: 'hello',
    focused: 'who',
    options: {},
  });
  for (const answer of [message, { type: 5 }, form])
    expect(refusal(() => world.answer(asked.id, asked.token, answer)).code).toBe(50035);
  world.close();
});

test('a form sent in opens no other form, and updates only the message it was opened from', async () => {
  const { world, ada, ask, hello, shows, press } = scripted();
  const command = hello();
  world.answer(command.asked.id, command.asked.token, form);
  const opened = await command.outcome;
  if (opened.kind !== 'form') throw new Error('expected a form');
  const sent = ask({ kind: 'submit', person: ada, form: opened.form.id, fields: {} }).asked;
  for (const answer of [form, update, { type: 6 }])
    expect(refusal(() => world.answer(sent.id, sent.token, answer)).code).toBe(50035);

  const shown = await shows(buttons);
  const pressed = press(shown, 'next');
  world.answer(pressed.asked.id, pressed.asked.token, form);
  const again = await pressed.outcome;
  if (again.kind !== 'form') throw new Error('expected a form');
  const { asked, outcome } = ask({ kind: 'submit', person: ada, form: again.form.id, fields: {} });
  expect(asked).toMatchObject({ type: 5, message: { id: shown.id } });
  world.answer(asked.id, asked.token, update);
  expect(await outcome).toMatchObject({ kind: 'updated', message: { id: shown.id } });
  world.close();
});

test.each([[{ flags: LAYOUT }], [{ flags: PRIVATE | LAYOUT }], [{ content: 'soon' }]])(
  'a deferral sets only the ephemeral flag: %o is refused',
  data => {
    const { world, hello } = scripted();
    const { asked } = hello();
    expect(refusal(() => world.answer(asked.id, asked.token, { type: 5, data })).code).toBe(50035);
    world.close();
  },
);

test('a deferral says at once who will see it; the edit that fills it in is what the person waited for', async () => {
  const { world, ada, bo, hello } = scripted();
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, { type: 5, data: { flags: PRIVATE } });
  const place = world.place('server', ada);
  expect(world.view(ada).messages[place]).toMatchObject([{ flags: PRIVATE | (1 << 7), only_for: ada }]);
  expect(refusal(() => world.editOriginal(asked.token, { ...words, flags: PRIVATE })).code).toBe(50035);
  world.editOriginal(asked.token, { ...words, flags: LAYOUT });
  expect(await outcome).toMatchObject({
    kind: 'message',
    message: { flags: LAYOUT | PRIVATE, only_for: ada },
  });
  expect(world.view(bo).messages[place]).toEqual([]);
});

test('a public deferral cannot become private', () => {
  const { world, hello } = scripted();
  const { asked } = hello();
  world.answer(asked.id, asked.token, { type: 5 });
  expect(refusal(() => world.editOriginal(asked.token, words)).problem).toMatch(/flags/);
  world.close();
});

test('a deferral that is never filled in ends as no response', async () => {
  const { world, ada, hello } = scripted({ deadlines: { deferred: 20 } });
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, { type: 5 });
  expect(await outcome).toMatchObject({ kind: 'failed' });
  expect(world.view(ada).messages[world.place('server', ada)]).toEqual([]);
});

test('a token works for 15 minutes, and not before the first answer', () => {
  let now = Date.parse('2026-11-22T20:00:00Z');
  const { world, hello } = scripted({ clock: { now: () => now } });
  const { asked } = hello();
  expect(refusal(() => world.editOriginal(asked.token, words))).toMatchObject({ status: 404, code: 10015 });
  world.answer(asked.id, asked.token, message);
  now += 15 * 60_000;
  expect(world.getOriginal(asked.token)).toMatchObject({ flags: LAYOUT | PRIVATE });
  now += 1;
  for (const ask of [
    () => world.getOriginal(asked.token),
    () => world.editOriginal(asked.token, words),
    () => world.deleteOriginal(asked.token),
    () => world.followUp(asked.token, words),
  ])
    expect(refusal(ask)).toMatchObject({ status: 401, code: 50027 });
});

test('a token reaches only the messages of its own interaction', async () => {
  const { world, hello, shows } = scripted();
  const other = await shows(buttons);
  const { asked } = hello();
  world.answer(asked.id, asked.token, message);
  const follow = world.followUp(asked.token, words);
  expect(world.getAnswer(asked.token, follow.id).id).toBe(follow.id);
  expect(refusal(() => world.editAnswer(asked.token, other.id, words)).code).toBe(10008);
});
