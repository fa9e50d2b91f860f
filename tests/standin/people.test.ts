import { expect, test } from 'vitest';
import type { Happening } from '../../src/playground/standin/contract.ts';
import { button, card, off, refusal, row, scripted, text } from './scripted.ts';

const buttons = [text('Words'), row(button('next'))];

test('there are Ada, Bo and Mo, two channels for all, a DM with the bot each, and one between Ada and Bo', () => {
  const { world, ada, mo } = scripted();
  expect(world.people().map(({ name, managesServer }) => [name, managesServer])).toEqual([
    ['Ada', false],
    ['Bo', false],
    ['Mo', true],
  ]);
  expect(
    world
      .view(ada)
      .places.map(({ kind }) => kind)
      .sort(),
  ).toEqual(['other-dm', 'own-dm', 'server', 'server']);
  expect(
    world
      .view(mo)
      .places.map(({ kind }) => kind)
      .sort(),
  ).toEqual(['own-dm', 'server', 'server']);
  expect(() => world.view('1')).toThrow(/expected the id of a person/);
});

test('a private message is seen by its one person alone, and pressed by nobody else', async () => {
  const { world, ada, bo, shows } = scripted();
  const told: [Happening['kind'], readonly string[]][] = [];
  world.on((happening, seenBy) => told.push([happening.kind, seenBy]));
  const shown = await shows(buttons);
  const place = world.place('server', ada);
  expect(world.view(ada).messages[place]).toHaveLength(1);
  expect(world.view(bo).messages[place]).toHaveLength(0);
  expect(told).toEqual([['message', [ada]]]);
  const act = { kind: 'press', person: bo, message: shown.id, customId: 'next' } as const;
  expect(await world.act(act)).toEqual({ kind: 'failed', reason: 'You see no such message' });
  expect(world.listMessages(place)).toEqual([]);
  expect(refusal(() => world.deleteMessage(place, shown.id)).code).toBe(10008);
});

test('a public answer is seen by everyone in its place', async () => {
  const { world, ada, bo, mo, hello } = scripted();
  const { asked, outcome } = hello('other-dm');
  world.answer(asked.id, asked.token, { type: 4, data: { content: 'Hi', ...off } });
  await outcome;
  const place = world.place('other-dm', ada);
  expect(world.view(bo).messages[place]).toMatchObject([{ content: 'Hi' }]);
  expect(world.view(mo).messages[place]).toBeUndefined();
});

test('a restarted client has forgotten private messages and open forms, though their tokens still work', async () => {
  const { world, ada, shows, press } = scripted();
  const shown = await shows(buttons);
  const pressed = press(shown, 'next');
  const form = { type: 9, data: { custom_id: 'f', title: 'F', components: [text('a')] } };
  world.answer(pressed.asked.id, pressed.asked.token, form);
  const opened = await pressed.outcome;
  if (opened.kind !== 'form') throw new Error('expected a form');
  world.restartClient(ada);
  const place = world.place('server', ada);
  expect(world.view(ada).messages[place]).toEqual([]);
  expect(await world.act({ kind: 'press', person: ada, message: shown.id, customId: 'next' })).toEqual({
    kind: 'failed',
    reason: 'You see no such message',
  });
  expect(await world.act({ kind: 'submit', person: ada, form: opened.form.id, fields: {} })).toEqual({
    kind: 'failed',
    reason: 'That form is not open',
  });
});

test('a private message can be dismissed, and edits to it stay unseen', async () => {
  const { world, ada, hello } = scripted();
  const { asked, outcome } = hello();
  world.answer(asked.id, asked.token, { type: 4, data: card(buttons) });
  const seen = await outcome;
  if (seen.kind !== 'message') throw new Error('expected a message');
  const dismiss = () => world.act({ kind: 'dismiss', person: ada, message: seen.message.id });
  expect(await dismiss()).toEqual({ kind: 'done' });
  expect(await dismiss()).toEqual({
    kind: 'failed',
    reason: 'Only a message that you alone see can be dismissed',
  });
  world.editOriginal(asked.token, { ...off, components: [text('Later')] });
  expect(world.view(ada).messages[world.place('server', ada)]).toEqual([]);
});

test('a public message cannot be dismissed', async () => {
  const { world, ada } = scripted();
  const place = world.place('own-dm', ada);
  const { id } = world.createMessage(place, { content: 'Hi', ...off });
  expect(await world.act({ kind: 'dismiss', person: ada, message: id })).toEqual({
    kind: 'failed',
    reason: 'Only a message that you alone see can be dismissed',
  });
});

test('what a person says in the bot’s DM reaches the bot, with its text; elsewhere it does not', async () => {
  const { world, ada } = scripted();
  const heard: unknown[] = [];
  world.connect((event, payload) => {
    if (event === 'MESSAGE_CREATE') heard.push([payload.author.id, payload.content, payload.channel_id]);
  });
  const dm = world.place('own-dm', ada);
  for (const place of [world.place('server', ada), world.place('other-dm', ada), dm])
    expect(await world.act({ kind: 'say', person: ada, place, text: 'hello' })).toEqual({ kind: 'done' });
  expect(heard).toEqual([[ada, 'hello', dm]]);
});

test.each([
  ['nothing', '  ', 'There is nothing to send'],
  ['2001 characters', 'x'.repeat(2001), 'Your message is too long: at most 2000 characters'],
])('a person cannot say %s', async (_, words, reason) => {
  const { world, ada } = scripted();
  const place = world.place('server', ada);
  expect(await world.act({ kind: 'say', person: ada, place, text: words })).toEqual({
    kind: 'failed',
    reason,
  });
});

test('nobody acts where they are not, or as somebody who is not', async () => {
  const { world, ada, mo } = scripted();
  const place = world.place('other-dm', ada);
  const say = { kind: 'say', place, text: 'Hi' } as const;
  expect(await world.act({ ...say, person: mo })).toEqual({
    kind: 'failed',
    reason: 'You cannot write there',
  });
  expect(await world.act({ ...say, person: '1' })).toEqual({
    kind: 'failed',
    reason: `Nobody here has the id "1"`,
  });
});

test('a message command carries the chosen message, whoever wrote it', async () => {
  const { world, ada, bo, ask } = scripted();
  const place = world.place('other-dm', ada);
  await world.act({ kind: 'say', person: bo, place, text: 'I feel numb' });
  const id = world.view(ada).messages[place]?.[0]?.id ?? '';
  const { asked } = ask({ kind: 'message-command', person: ada, command: 'About this', message: id });
  expect(asked).toMatchObject({
    type: 2,
    context: 2,
    data: {
      type: 3,
      target_id: id,
      resolved: { messages: { [id]: { content: 'I feel numb', author: { id: bo } } } },
    },
  });
  world.close();
});

test.each([
  ['server', { context: 0, guild_id: '400000000000000001' }, ['0', '1']],
  ['own-dm', { context: 1 }, ['0', '1']],
  ['other-dm', { context: 2 }, ['1']],
] as const)('in a place of kind %s the payload says so', (kind, expected, owners) => {
  const { world, ada, hello } = scripted();
  const { asked } = hello(kind);
  expect(asked).toMatchObject({ ...expected, version: 1, locale: 'en-US', entitlements: [], type: 2 });
  expect(Object.keys(asked.authorizing_integration_owners)).toEqual(owners);
  const isServer = kind === 'server';
  expect('member' in asked && asked.member !== undefined).toBe(isServer);
  expect((isServer ? asked.member?.user : asked.user)?.id).toBe(ada);
  expect(BigInt(asked.app_permissions)).toBeGreaterThan(0n);
  world.close();
});

test('who manages the server has the permission bit, in the language they chose', () => {
  const { world, mo, ask } = scripted();
  world.change(mo, { locale: 'de' });
  const place = world.place('server', mo);
  const { asked } = ask({ kind: 'command', person: mo, place, command: 'hello', options: {} });
  expect(asked.locale).toBe('de');
  expect(BigInt(asked.member?.permissions ?? 0) & (1n << 5n)).toBe(1n << 5n);
  world.close();
});

test('somebody new comes with a DM of their own, sees what is public, and is told to everybody', () => {
  const { world, ada } = scripted();
  const told: [Happening, readonly string[]][] = [];
  world.on((happening, seenBy) => told.push([happening, seenBy]));
  const kim = world.join();
  if (!kim) throw new Error('expected somebody new');
  expect(kim).toMatchObject({ name: 'Kim', managesServer: false, closedDms: false });
  expect(world.place('server', kim.id)).toBe(world.place('server', ada));
  const dm = world.openDm(kim.id);
  expect(dm.id).toBe(world.place('own-dm', kim.id));
  world.createMessage(dm.id, { content: 'Hello', ...off });
  expect(world.view(kim.id).messages[dm.id]).toMatchObject([{ content: 'Hello' }]);
  expect(world.view(ada).messages[dm.id]).toBeUndefined();
  expect(told[0]?.[0]).toMatchObject({ kind: 'people', people: [{}, {}, {}, { name: 'Kim' }] });
  expect(told[0]?.[1]).toContain(ada);
});

test('every newcomer is somebody else, until there is no name left', () => {
  const { world } = scripted();
  const came = Array.from({ length: 20 }, () => world.join()).filter(one => one !== undefined);
  expect(came.length).toBeGreaterThanOrEqual(10);
  expect(came.length).toBeLessThan(20);
  expect(new Set(world.people().map(({ name }) => name)).size).toBe(came.length + 3);
  expect(new Set(world.people().map(({ id }) => id)).size).toBe(came.length + 3);
});

test('a reset forgets what was said and done, who joined and every switch, and ends what was waited for', async () => {
  const { world, ada, shows, hello } = scripted();
  await shows(buttons);
  world.change(ada, { closedDms: true, locale: 'de' });
  const kim = world.join();
  const waiting = hello().outcome;
  const told: [Happening, readonly string[]][] = [];
  world.on((happening, seenBy) => told.push([happening, seenBy]));
  world.reset();
  expect(await waiting).toMatchObject({ kind: 'failed' });
  expect(world.people().map(({ name, closedDms, locale }) => [name, closedDms, locale])).toEqual([
    ['Ada', false, 'en-US'],
    ['Bo', false, 'en-US'],
    ['Mo', false, 'en-US'],
  ]);
  expect(world.view(ada)).toMatchObject({ commands: [], botConnected: true });
  expect(Object.values(world.view(ada).messages).flat()).toEqual([]);
  expect(() => world.view(kim?.id ?? '')).toThrow(/expected the id of a person/);
  expect(told.map(([happening]) => happening)).toEqual([{ kind: 'reset' }]);
  expect(told[0]?.[1]).toEqual(expect.arrayContaining([ada, kim?.id]));
});
