import { expect, test } from 'vitest';
import { createSomebody } from '../../src/playground/faults/somebody.ts';
import { createWorld } from '../../src/playground/standin/world.ts';

test('somebody looks at what is kept only once what they were doing is done', async () => {
  const world = createWorld({ people: [{ name: 'Ada' }] });
  const shown = { name: 'show', description: 'Shows it', type: 1 };
  const country = { name: 'country', description: 'Where', type: 3 };
  world.overwriteCommands([
    { name: 'settings', description: 'Settings', type: 1, options: [country] },
    { name: 'plan', description: 'A plan', type: 1, options: [shown] },
  ]);
  const told: { id: string; token: string; said: string }[] = [];
  let kept = 'France';
  world.connect((event, asked) => {
    if (event !== 'INTERACTION_CREATE') return;
    const { id, token, data } = asked;
    told.push({ id, token, said: JSON.stringify(data) });
  });
  const answer = async () => {
    await expect.poll(() => told.length).toBe(1);
    for (const { id, token, said } of told.splice(0)) {
      if (said.includes('"DE"')) kept = 'Germany';
      const data = { content: kept, flags: 64, allowed_mentions: { parse: [] } };
      world.answer(id, token, { type: 4, data });
    }
  };
  const [ada] = world.people();
  const always = { one: <T>([first]: readonly T[]) => first as T } as Parameters<typeof createSomebody>[2];
  const person = createSomebody(world, ada?.id ?? '', always, () => {});
  const [acted, looked] = [person.acts(), person.looks()];
  for (const _ of ['the choice', 'the settings', 'the plan']) await answer();
  await acted;
  expect(await looked).toEqual([]);
  expect(person.memory.allowed('country')).toEqual(['DE']);
});
