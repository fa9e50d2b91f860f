import { expect, test } from 'vitest';
import { caughtUp, withHappening, withView } from '../../src/playground/page/state.ts';
import type { Happening } from '../../src/playground/standin/contract.ts';
import { createWorld } from '../../src/playground/standin/world.ts';

test('a message that comes while the view is on its way is not lost with it', async () => {
  const world = createWorld();
  const [ada, bo] = world.people();
  if (!ada || !bo) throw new Error('Expected two people in the stand-in.');
  const happened: Happening[] = [];
  world.on(happening => happened.push(happening));
  const viewOnItsWay = structuredClone(world.view(ada.id));
  const place = world.place('other-dm', bo.id);
  await world.act({ kind: 'say', person: bo.id, place, text: 'Are you there?' });

  const before = happened.reduce(withHappening, withView(viewOnItsWay, { person: ada.id }));
  const after = caughtUp(before, viewOnItsWay, happened);
  expect(after.view.messages[place]?.map(({ content }) => content)).toEqual(['Are you there?']);
  expect(caughtUp(before, viewOnItsWay, []).view.messages[place] ?? []).toEqual([]);
});

test('a push is what the bot starts in its DM, in plain text; answers and what people write push nothing', async () => {
  const world = createWorld();
  const ada = world.people()[0]?.id ?? '';
  const { id: dm } = world.openDm(ada);
  const off = { allowed_mentions: { parse: [] } };
  world.createMessage(dm, { content: 'Your note is ready.', ...off });
  world.createMessage(dm, { content: 'Quietly', flags: 1 << 12, ...off });
  const card = world.createMessage(dm, {
    flags: 1 << 15,
    components: [{ type: 10, content: 'Words inside a card' }],
    ...off,
  });
  world.createMessage(world.place('server', ada), { content: 'For everyone', ...off });
  await world.act({ kind: 'say', person: ada, place: dm, text: 'Hello' });
  const state = withView(world.view(ada), { person: ada });
  expect(state.pushes.map(({ sender, text, isSilent }) => [sender, text, isSilent])).toEqual([
    ['Steady', 'Your note is ready.', false],
    ['Steady', 'Quietly', true],
    ['Steady', '', false],
  ]);

  const gone = withHappening(state, { kind: 'deleted', place: dm, message: card.id });
  expect(gone.pushes).toBe(state.pushes);
  world.deleteMessage(dm, card.id);
  expect(withView(world.view(ada), gone).pushes).toHaveLength(3);
  const bo = world.people()[1]?.id ?? '';
  expect(withView(world.view(bo), { person: bo }).pushes).toEqual([]);
});
