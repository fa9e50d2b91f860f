import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { createMessage, openDm } from '../../src/playground/standin/channels.ts';
import { createState } from '../../src/playground/standin/state.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { button, hello, off, refusal, row, scripted } from './scripted.ts';

const crowd = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `Person ${index}` }));

// Looking through all places or messages for one would take longer than a test may.
test('ten thousand people are written to, read, pressed and cleared away within seconds', async () => {
  const world = createWorld({ people: crowd(10_000) });
  const heard: BotInteraction[] = [];
  world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') heard.push(payload);
  });
  const sent = world.people().map(({ id: person }) => {
    const { id: place } = world.openDm(person);
    const body = { content: 'Time for you', components: [row(button('begin'))], ...off };
    return { person, place, message: world.createMessage(place, body).id };
  });
  const server = world.place('server', sent[0]?.person ?? '');
  for (const { person, place, message } of sent) {
    expect(world.listMessages(place)).toHaveLength(1);
    const outcome = world.act({ kind: 'press', person, message, customId: 'begin' });
    const asked = heard.pop();
    world.answer(asked?.id ?? '', asked?.token ?? '', { type: 6 });
    world.editOriginal(asked?.token ?? '', { content: 'Begun', ...off });
    expect(await outcome).toMatchObject({ kind: 'updated' });
    expect(await world.act({ kind: 'say', person, place: server, text: 'Hello' })).toEqual({ kind: 'done' });
  }
  expect(world.listMessages(server, { limit: 100 })).toHaveLength(100);
  for (const { place, message } of sent) world.deleteMessage(place, message);
  expect(sent.filter(({ place }) => world.listMessages(place).length > 0)).toEqual([]);
  expect(world.problems).toEqual([]);
});

test('a nonce is forgotten once it is past its time, and only then', () => {
  let now = Date.parse('2026-11-22T08:30:00Z');
  const state = createState({ clock: { now: () => now } });
  const { id } = openDm(state, [...state.people.keys()][0] ?? '');
  const send = (nonce: string) => createMessage(state, id, { content: 'Hi', ...off, nonce });
  send('one');
  send('two');
  now += 60_000;
  send('one');
  now += 120_000;
  send('three');
  expect([...state.nonces.keys()]).toEqual(['two', 'one', 'three']);
  now += 1;
  send('four');
  expect([...state.nonces.keys()]).toEqual(['one', 'three', 'four']);
});

test('history reads as if every message were looked through, whatever was deleted', () => {
  const query = fc.record({ limit: fc.integer({ min: 1, max: 4 }), at: fc.nat({ max: 13 }) });
  const kept = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(kept, query, (kept, { limit, at }) => {
      const { world, ada, bo } = scripted();
      const { id } = world.openDm(ada);
      const made = kept.map(() => {
        world.createMessage(world.openDm(bo).id, { content: 'Elsewhere', ...off });
        return world.createMessage(id, { content: 'Here', ...off }).id;
      });
      for (const [index, one] of made.entries()) if (!kept[index]) world.deleteMessage(id, one);
      const there = made.filter((_, index) => kept[index]).toReversed();
      const asked = made[at] ?? '1';
      const older = there.filter(one => BigInt(one) < BigInt(asked));
      const newer = there.filter(one => BigInt(one) > BigInt(asked));
      const half = Math.floor(limit / 2);
      const read = (query: object) => world.listMessages(id, query).map(one => one.id);
      expect(read({ limit })).toEqual(there.slice(0, limit));
      expect(read({ limit, before: asked })).toEqual(older.slice(0, limit));
      expect(read({ limit, after: asked })).toEqual(newer.slice(-limit));
      expect(read({ limit, around: asked })).toEqual([
        ...newer.slice(newer.length - half),
        ...there.filter(one => one === asked),
        ...older.slice(0, half),
      ]);
    }),
    { numRuns: 60 },
  );
});

test.each(['before', 'after', 'around'])('%s takes an id and nothing else', field => {
  const { world, ada } = scripted();
  const { id } = world.openDm(ada);
  expect(refusal(() => world.listMessages(id, { [field]: 'yesterday' }))).toMatchObject({
    code: 50035,
    problem: `${field}: expected an id; came "yesterday"`,
  });
});

test('private and public messages of a place are seen in the order they came, after changes too', async () => {
  const { world, ada, bo, shows } = scripted();
  const place = world.place('server', ada);
  const say = (text: string) => world.act({ kind: 'say', person: bo, place, text });
  await say('one');
  const own = await shows([row(button('two'))]);
  await say('three');
  const post = world.createMessage(place, { content: 'four', ...off });
  world.editMessage(place, post.id, { content: 'four, changed', ...off });
  const seen = world.view(ada).messages[place] ?? [];
  expect(seen.map(({ id, content }) => (id === own.id ? 'two' : content))).toEqual([
    'one',
    'two',
    'three',
    'four, changed',
  ]);
  expect(world.listMessages(place).map(({ content }) => content)).toEqual(['four, changed', 'three', 'one']);
});

test('what the bot is handed is a copy: changing it changes nothing', () => {
  const { world, ada, ask } = scripted();
  const { id } = world.openDm(ada);
  const made = world.createMessage(id, { content: 'Hi', components: [row(button('begin'))], ...off });
  const { asked } = ask({ kind: 'press', person: ada, message: made.id, customId: 'begin' });
  const copies = [made, world.getMessage(id, made.id), 'message' in asked ? asked.message : undefined];
  for (const copy of copies) copy?.components?.splice(0);
  expect(world.getMessage(id, made.id).components).toMatchObject([{ components: [{ custom_id: 'begin' }] }]);
  world.close();
});

test('an interaction is forgotten after its token, in whatever order they were answered', () => {
  let now = Date.parse('2026-11-22T08:30:00Z');
  const { world, ada, ask } = scripted({ clock: { now: () => now } });
  world.overwriteCommands([hello]);
  const asks = () =>
    ask({ kind: 'command', person: ada, place: world.place('own-dm', ada), command: 'hello', options: {} });
  const answer = ({ id, token }: BotInteraction) =>
    world.answer(id, token, { type: 4, data: { content: 'Hi', ...off } });
  const [waiting, answered] = [asks().asked, asks().asked];
  answer(answered);
  now += 15 * 60_000 + 1;
  asks();
  expect(refusal(() => world.getOriginal(answered.token)).problem).toMatch(/unknown or forgotten/);
  expect(refusal(() => answer(answered)).code).toBe(10062);
  answer(waiting);
  world.close();
});
