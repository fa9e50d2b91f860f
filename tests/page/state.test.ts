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
