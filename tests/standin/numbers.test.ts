import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withIds } from '../../src/playground/standin/drawn.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { off } from './scripted.ts';

test('components get numbers of their own, in reading order, and keep those they were given', () => {
  const leaf = fc.record(
    { type: fc.constant(10), content: fc.string(), id: fc.integer({ min: 0, max: 6 }) },
    { requiredKeys: ['type', 'content'] },
  );
  const tree = fc.uniqueArray(
    fc.oneof(leaf, fc.record({ type: fc.constant(17), components: fc.array(leaf) })),
    {
      selector: part => ('id' in part && part.id ? part.id : Symbol('numberless')),
    },
  );
  fc.assert(
    fc.property(tree, parts => {
      const given = numbers(parts).filter(id => id > 0);
      fc.pre(new Set(given).size === given.length);
      const after = numbers(withIds(parts));
      expect(after).not.toContain(0);
      expect(new Set(after).size).toBe(after.length);
      expect(after).toEqual(expect.arrayContaining(given));
      const fresh = after.filter(id => !given.includes(id));
      expect(fresh).toEqual(fresh.toSorted((one, other) => one - other));
    }),
  );
});

test('ids grow with every message, whatever the clock does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.date({ min: new Date('2015-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
      dates => {
        let now = 0;
        const world = createWorld({ clock: { now: () => now } });
        const { id } = world.openDm(world.people()[0]?.id ?? '');
        const ids = dates.map(date => {
          now = date.getTime();
          return BigInt(world.createMessage(id, { content: 'a', ...off }).id);
        });
        expect(ids.every((one, index) => index === 0 || one > (ids[index - 1] ?? 0n))).toBe(true);
      },
    ),
  );
});

function numbers(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(numbers);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'id' in value && typeof value.id === 'number' ? [value.id] : [];
  return [...own, ...('components' in value ? numbers(value.components) : [])];
}
