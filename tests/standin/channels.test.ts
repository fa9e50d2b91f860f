import { expect, test } from 'vitest';
import { LAYOUT, off, PRIVATE, refusal, scripted, text } from './scripted.ts';

const words = { content: 'Time for you', ...off };

test('closed DMs answer 50007, and nothing is sent; opened again it goes', () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  world.change(ada, { closedDms: true });
  expect(refusal(() => world.createMessage(id, words))).toMatchObject({ status: 403, code: 50007 });
  expect(world.listMessages(id)).toEqual([]);
  world.change(ada, { closedDms: false });
  expect(world.createMessage(id, words)).toMatchObject({ content: 'Time for you' });
  expect(world.problems).toEqual([]);
});

test('closed DMs do not keep a person from using commands there', async () => {
  const { world, ada, hello } = scripted();
  world.change(ada, { closedDms: true });
  const { asked, outcome } = hello('own-dm');
  world.answer(asked.id, asked.token, { type: 4, data: { content: 'Hi', flags: PRIVATE, ...off } });
  expect(await outcome).toMatchObject({ kind: 'message' });
});

test('somebody unknown has no DM, and a DM between others is not the bot’s', () => {
  const { world, ada } = scripted();
  expect(refusal(() => world.openDm('1'))).toMatchObject({ status: 404, code: 10013 });
  expect(refusal(() => world.createMessage('1', words))).toMatchObject({ status: 404, code: 10003 });
  const place = world.place('other-dm', ada);
  expect(refusal(() => world.createMessage(place, words))).toMatchObject({ status: 403, code: 50001 });
});

test('a message in a channel cannot be private', () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  expect(refusal(() => world.createMessage(id, { ...words, flags: PRIVATE })).problem).toMatch(/flags/);
});

test('the same nonce answers the earlier message for some minutes, then makes a new one', () => {
  let now = Date.parse('2026-11-22T08:30:00Z');
  const { world, ada } = scripted({ clock: { now: () => now } });
  const { id } = world.openDm(ada);
  const send = () => world.createMessage(id, { ...words, nonce: 'n1', enforce_nonce: true });
  const first = send();
  expect(first.nonce).toBe('n1');
  now += 3 * 60_000;
  expect(send().id).toBe(first.id);
  now += 1;
  expect(send().id).not.toBe(first.id);
  expect(world.problems).toEqual([]);
});

test('without enforce_nonce the same nonce makes a second message', () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  world.createMessage(id, { ...words, nonce: 'n1' });
  world.createMessage(id, { ...words, nonce: 'n1' });
  expect(world.listMessages(id)).toHaveLength(2);
});

test('one nonce for two messages loses the second, also in another channel, and is a problem', () => {
  const { world, ada, bo } = scripted();
  const send = (person: string, content: string) =>
    world.createMessage(world.openDm(person).id, { content, ...off, nonce: 'n1', enforce_nonce: true });
  const first = send(ada, 'a');
  expect(send(bo, 'a').id).toBe(first.id);
  expect(world.listMessages(world.openDm(bo).id)).toEqual([]);
  expect(world.problems).toEqual([expect.stringContaining('"n1" came for two')]);
});

test('a nonce whose message is gone answers 10008', () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  const send = () => world.createMessage(id, { ...words, nonce: 'n1', enforce_nonce: true });
  world.deleteMessage(id, send().id);
  expect(refusal(send)).toMatchObject({ status: 404, code: 10008 });
});

test.each([
  ['a nonce of 26 characters', { nonce: 'n'.repeat(26) }],
  ['enforce_nonce without a nonce', { enforce_nonce: true }],
])('%s is refused', (_, more) => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  expect(refusal(() => world.createMessage(id, { ...words, ...more })).problem).toMatch(/nonce/);
});

test('the bot reads, changes and deletes its own messages, and no one else’s', async () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  const own = world.createMessage(id, words);
  await world.act({ kind: 'say', person: ada, place: id, text: 'hello' });
  const theirs = world.listMessages(id)[0]?.id ?? '';
  expect(world.editMessage(id, own.id, { content: 'Later', ...off })).toMatchObject({ content: 'Later' });
  expect(world.getMessage(id, own.id).edited_timestamp).not.toBeNull();
  expect(refusal(() => world.editMessage(id, theirs, words)).code).toBe(50005);
  expect(refusal(() => world.deleteMessage(id, theirs)).code).toBe(50003);
  world.deleteMessage(id, own.id);
  expect(refusal(() => world.getMessage(id, own.id)).code).toBe(10008);
});

test('history is newest first, in pages', () => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  const ids = ['a', 'b', 'c', 'd', 'e'].map(content => world.createMessage(id, { content, ...off }).id);
  const read = (query: object) =>
    world
      .listMessages(id, query)
      .map(({ content }) => content)
      .join('');
  expect(read({})).toBe('edcba');
  expect(read({ limit: 2 })).toBe('ed');
  expect(read({ before: ids[2], limit: 1 })).toBe('b');
  expect(read({ after: ids[1], limit: 2 })).toBe('dc');
  expect(read({ around: ids[2], limit: 3 })).toBe('dcb');
  expect(refusal(() => world.listMessages(id, { limit: 101 })).code).toBe(50035);
});

test('in a server channel the bot does what it is permitted to do', async () => {
  const { world, ada, hello } = scripted();
  const place = world.place('server', ada);
  world.createMessage(place, { ...off, flags: LAYOUT, components: [text('a')] });
  world.permit(place, { history: false });
  expect(world.listMessages(place)).toEqual([]);
  world.permit(place, { send: false });
  expect(refusal(() => world.createMessage(place, words))).toMatchObject({ status: 403, code: 50013 });
  const { asked, outcome } = hello();
  expect(BigInt(asked.app_permissions) & (1n << 11n)).toBe(0n);
  world.answer(asked.id, asked.token, { type: 4, data: { ...words, flags: PRIVATE } });
  expect(await outcome).toMatchObject({ kind: 'message' });
  world.permit(place, { view: false });
  expect(refusal(() => world.getChannel(place)).code).toBe(50001);
});
