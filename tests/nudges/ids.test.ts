import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIds } from '../../src/nudges/ids.ts';

describe('rows by id', () => {
  test('are those of a map, whatever comes and goes', () => {
    const step = fc.record({ id: anId, comes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 400 }), steps => {
        const ids = createIds();
        const expected = new Map<string, number>();
        for (const [row, { id, comes }] of steps.entries()) {
          if (comes && !expected.has(id)) {
            ids.add(id, row);
            expected.set(id, row);
          } else if (!comes) {
            expect(ids.remove(id)).toBe(expected.get(id));
            expected.delete(id);
          }
        }
        expect(ids.size).toBe(expected.size);
        for (const { id } of steps) expect(ids.rowOf(id)).toBe(expected.get(id));
        for (const [id, row] of expected) expect(ids.at(row)).toBe(id);
      }),
    );
  });

  test('are found among many, neighbours and far apart, while others leave', () => {
    const ids = createIds();
    const all = Array.from({ length: 50_000 }, (_, row) =>
      row % 2 === 0
        ? `${200_000_000_000_000_000n + BigInt(row)}/daily`
        : `${BigInt(row) * 181_818_181_818_181n}/daily`,
    );
    for (const [row, id] of all.entries()) ids.add(id, row);
    for (const [row, id] of all.entries()) if (row % 3 === 0) expect(ids.remove(id)).toBe(row);
    for (const [row, id] of all.entries()) expect(ids.rowOf(id)).toBe(row % 3 === 0 ? undefined : row);
    for (const [row, id] of all.entries()) if (row % 3 !== 0) expect(ids.at(row)).toBe(id);
  });

  test('keep every digit, and what is no id of Discord’s', () => {
    const ids = createIds();
    const odd = [
      '9999999999999999999/daily',
      '1000000000/daily',
      '1000000000/weekly',
      '0100000000000000000/daily',
      '10000000000000000000/daily',
      '12345678901234567a/daily',
      '123/daily',
      'ada/daily',
      '/daily',
      '',
    ];
    for (const [row, id] of odd.entries()) ids.add(id, row);
    for (const [row, id] of odd.entries()) expect([ids.rowOf(id), ids.at(row)]).toEqual([row, id]);
  });
});

/** Few, so that they meet again. */
const anId = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 40 }).map(n => String(200_000_000_000_000_000n + BigInt(n))),
      fc.bigInt({ min: 0n, max: 20n }).map(n => String(n * 461_168_601_842_738_790n)),
      fc.constantFrom('ada', 'bo', '007'),
    ),
    fc.constantFrom('daily', 'weekly'),
  )
  .map(([owner, name]) => `${owner}/${name}`);
