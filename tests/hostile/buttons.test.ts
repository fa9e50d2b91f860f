import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { anyText, runs } from './corpus.ts';
import { actionOf, shippedIds } from './doors.ts';
import { expectKind, textsOf } from './kind.ts';
import { type Asker, formOf, pressOf, type Raw } from './raw.ts';
import { openTarget, type Target } from './target.ts';

let target: Target;
let ada: Asker;
beforeAll(async () => {
  target = await openTarget();
  ada = { id: target.idOf('Ada'), manages: true };
}, 60_000);

/** One id for each action there is, as it was shipped. */
const actions = [...new Map(shippedIds.map(id => [actionOf(id), id])).values()];

const badParts = [
  '',
  '%E0%A4%A',
  '%3A%3A',
  '-1',
  '1.5',
  '9'.repeat(40),
  'NaN',
  ' 1',
  '１',
  '__proto__',
  'constructor',
  '%40everyone',
  '%3C%40200000000000000001%3E',
  '%5Bx%5D(https%3A%2F%2Fevil.example)',
  '\u202E\u200B',
  '\uD800',
  '200000000000000002',
];

/** The same button pressed, chosen from, and sent in as a form. */
const pressedAnyWay = (id: string, value: string): Raw[] => [
  pressOf(ada, id),
  pressOf(ada, id, [value.slice(0, 100)], '> @everyone'),
  formOf(ada, id, {
    words: value,
    word: value,
    note: value,
    time: value,
    city: value,
    [value.slice(0, 90)]: [value.slice(0, 100)],
  }),
];

describe('a forged button', () => {
  test.each(actions)('of the kind %s is answered kindly, whatever stands in its place', async id => {
    const [command = '', action = '', ...args] = id.split(':');
    for (const bad of badParts) {
      for (const at of args.keys()) {
        const forged = [command, action, ...args.with(at, bad)].join(':').slice(0, 100);
        const raw = pressOf(ada, forged);
        expectKind(await target.take(raw), raw, { forged: true });
      }
    }
    for (const few of [[], args.slice(0, -1), [...args, 'x'], [...args, ...args, ...args]]) {
      for (const raw of pressedAnyWay([command, action, ...few].join(':').slice(0, 100), 'x'))
        expectKind(await target.take(raw), raw, { forged: true });
    }
  });

  test('of a command, or an action, that there is not leads nowhere, and says so', async () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      '',
      ' ',
      'Ground',
      'ground\u200B',
      '@everyone',
    ];
    const known = [...target.registry.keys()];
    const ids = [
      ...names.flatMap(name => [name, `${name}:`, `${name}:open`, `${name}:__proto__:__proto__`]),
      ...known.flatMap(command => [command, ...names.map(name => `${command}:${name}`)]),
    ];
    for (const id of ids) {
      const came = await target.take(pressOf(ada, id));
      expectKind(came, id);
      expect(textsOf(came).join(), id).toContain('from an older card');
    }
  });

  test('with the arguments of another is answered kindly', async () => {
    const tails = [...new Set(shippedIds.map(id => id.split(':').slice(2).join(':')))];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...actions),
        fc.constantFrom(...tails),
        anyText,
        async (id, tail, value) => {
          for (const raw of pressedAnyWay(`${actionOf(id)}:${tail}`.slice(0, 100), value))
            expectKind(await target.take(raw), raw, { forged: true });
        },
      ),
      runs(100),
    );
  });

  test('made of anything is answered kindly', async () => {
    const part = fc.oneof(fc.constantFrom(...badParts), anyText, fc.constantFrom(...target.registry.keys()));
    const anyId = fc.array(part, { minLength: 1, maxLength: 6 }).map(parts => parts.join(':').slice(0, 100));
    await fc.assert(
      fc.asyncProperty(anyId, anyText, async (id, value) => {
        for (const raw of pressedAnyWay(id, value)) expectKind(await target.take(raw), raw, { forged: true });
      }),
      runs(80),
    );
  });
});
