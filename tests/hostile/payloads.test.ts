import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runs, wrongValues } from './corpus.ts';
import { expectKind } from './kind.ts';
import { type Asker, commandOf, formOf, menuOf, pressOf, type Raw, typingOf } from './raw.ts';
import { type Came, openTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await openTarget();
}, 60_000);

const ada: Asker = { id: '200000000000000001', manages: true };
const inDm: Asker = { id: '200000000000000001', place: 'own-dm' };

/** One of each kind of interaction, with something in every place. */
const samples: readonly [string, () => Raw][] = [
  ['a command', () => commandOf(ada, 'explain', [{ name: 'topic', type: 3, value: 'on edge' }])],
  [
    'a command with a part',
    () => commandOf(inDm, 'checkin', [{ name: 'days', type: 4, value: 30 }], 'history'),
  ],
  [
    'an option being typed',
    () => typingOf(ada, 'explain', [{ name: 'topic', type: 3, value: 'on e', focused: true }]),
  ],
  ['a command on a message', () => menuOf(ada, 'Explain this', 'I cannot sleep', '200000000000000002')],
  ['a press', () => pressOf(ada, 'ground:next:orienting:1:day')],
  ['a choice', () => pressOf(inDm, 'explain:pick:body', ['on-edge'], '> heavy-eyed')],
  ['a form', () => formOf(ada, 'checkin:named', { word: 'heavy-eyed', countries: ['DE'] }, '> heavy-eyed')],
];

/** Every place in a value, as the way to it. */
function* places(value: unknown, way: readonly string[] = []): Iterable<readonly string[]> {
  if (way.length > 0) yield way;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* places(inner, [...way, key]);
}

/** A copy with something else in one place. Through JSON, as everything comes. */
function withInPlace(value: unknown, way: readonly string[], other: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return other;
  const inner = (value as Raw)[key];
  const changed = withInPlace(inner, rest, other);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...(value as Raw), [key]: changed };
}

/** Without somebody to tell there is no answer; otherwise it is as kind as any. */
function expectHarmless(came: Came, raw: unknown): void {
  if (came.first.length > 0) {
    expectKind(came, raw, { forged: true });
    return;
  }
  expect(came.logged.length, JSON.stringify(raw)).toBe(1);
  expect(came.logged[0], JSON.stringify(raw)).toMatch(
    /^warn: (An interaction could not be read|An interaction of a kind that was never registered)/,
  );
}

describe('a payload with something of the wrong kind in it', () => {
  test.each(samples)(
    'is harmless in every place: %s',
    async (_, sample) => {
      const ways = [...places(sample())];
      expect(ways.length).toBeGreaterThan(20);
      for (const way of ways) {
        for (const wrong of wrongValues) {
          const raw = withInPlace(sample(), way, wrong);
          expectHarmless(await target.take(raw), raw);
        }
      }
      expect(({} as Raw).polluted).toBeUndefined();
    },
    60_000,
  );

  test('is harmless whatever stands in several places', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples.map(([, sample]) => sample)),
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...wrongValues), fc.jsonValue())), {
          minLength: 1,
          maxLength: 3,
        }),
        async (sample, changes) => {
          let raw: unknown = sample();
          for (const [pick, other] of changes) {
            const ways = [...places(raw)];
            raw = withInPlace(raw, ways[pick % ways.length] ?? [], other);
          }
          expectHarmless(await target.take(raw), raw);
        },
      ),
      runs(400),
    );
  });

  test('is harmless where it is no interaction at all', async () => {
    for (const raw of [...wrongValues, { type: 3 }, { type: 99, id: '1' }, { type: '__proto__' }])
      expectHarmless(await target.take(raw), raw);
  });

  test('is harmless however deep it is', async () => {
    for (const [, sample] of samples) {
      for (const way of places(sample())) {
        for (const deep of deeps) {
          const raw = withInPlace(sample(), way, deep);
          expectHarmless(await target.take(raw), 'something deep');
        }
      }
    }
  }, 60_000);

  test('names the place and what was expected, and never the value', async () => {
    const raw = withInPlace(pressOf(ada, 'x'), ['data', 'custom_id'], { secret: 'my own words' });
    expect((await target.take(raw)).logged).toEqual([
      'warn: An interaction could not be read {"fault":"data.custom_id: Invalid input: expected string, received object"} ',
    ]);
  });
});

const nested = (depth: number, key: string): unknown => {
  let value: unknown = { type: 17, id: 7_001, content: 5 };
  for (let at = 0; at < depth; at += 1) value = { type: 1, name: 'x', [key]: [value] };
  return value;
};

const nestedLists = (depth: number): unknown => {
  let value: unknown = [];
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
};

const deeps = [nested(20_000, 'components'), nested(20_000, 'options'), nestedLists(20_000)];
