import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runReseal } from '../../src/ops/resealing.ts';
import { kinds } from '../../src/people/kinds.ts';
import { createPeople, type People } from '../../src/people/person.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { openStore } from '../../src/store/open.ts';
import { createSeal, UnreadableError } from '../../src/store/seal.ts';
import { afterwards, folder, query, quiet } from '../store/places.ts';

/** A value of each kind that has something sealed, and words of it that stand nowhere. A new kind is one line more. */
const samples: { [K in keyof typeof kinds]?: { value: object; words: string[] } } = {
  helped: { value: { exercises: { orienting: howItWent() } }, words: ['orienting', 'easier'] },
  checkins: {
    value: {
      keeps: true,
      entries: [
        { at: 1_795_377_600_000, feeling: '', ownWord: 'hollow', strength: 4, note: 'The song', opened: [] },
        { at: 1_795_377_601_000, feeling: 'snappy', strength: 6, opened: ['topic:anger'] },
      ],
    },
    words: ['hollow', 'The song', 'snappy', 'anger', 'strength'],
  },
  promises: {
    value: {
      waiting: { text: 'Open the window', madeAt: 1 },
      kept: [{ text: 'Feed the cat', madeAt: 2, on: 3 }],
    },
    words: ['window', 'Feed the cat', 'madeAt'],
  },
  plan: {
    value: { parts: { people: 'Priya from work', 'sets-off': 'Sundays' } },
    words: ['Priya', 'Sundays', 'sets-off'],
  },
};

type Name = keyof typeof kinds;
const sealed = Object.values(kinds).flatMap(({ name, sealed }) => (sealed ? [name as Name] : []));

test('every kind with something sealed has a sample here', () => {
  expect(Object.keys(samples).sort()).toEqual([...sealed].sort());
});

describe.each(sealed)('what is sealed of the kind "%s", on a file', name => {
  const { value, words } = samples[name] ?? { value: {}, words: [] };
  const expected = { usedOn: '2026-11-22', ...value };

  test('is read as it was written, and stands in no file', async () => {
    const { root, people } = await open();
    await keep(people, name, value);
    expect(await people.read(name, 'ada')).toEqual(expected);
    const bytes = bytesIn(root);
    expect(bytes).toContain('2026-11-22');
    for (const word of words) {
      expect(bytes).not.toContain(word);
      expect(bytes).not.toContain(Buffer.from(word).toString('base64').replace(/=+$/, ''));
    }
  });

  test('leaves nothing behind once it is erased, and all else stays', async () => {
    const { root, people } = await open();
    await keep(people, name, value);
    const closed = await closedOf(people, 'ada', name);
    expect(bytesIn(root)).toContain(closed);
    expect(await people.eraseOne(name, 'ada')).toBe(true);
    expect(bytesIn(root)).not.toContain(closed);
    expect(await people.read(name, 'bo')).toEqual(expected);
    expect(await people.read('preferences', 'ada')).toBeDefined();
  });

  test('is noticed when a byte of it was flipped, by its person alone and for this record alone', async () => {
    const { root, people } = await open();
    await keep(people, name, value);
    const closed = await closedOf(people, 'ada', name);
    await put(root, name, 'ada', closed, flipped(closed));
    await expect(people.read(name, 'ada')).rejects.toThrow(UnreadableError);
    expect(await people.glance(name, 'ada')).toBeUndefined();
    expect(await people.peek(name, 'ada')).toBe('unknown');
    await expect(people.change(name, 'ada', () => value as never)).rejects.toThrow(UnreadableError);
    expect((await people.show('ada', telling)).map(({ kind, lines }) => [kind, lines[0]])).toEqual([
      ['preferences', 'my-data.preferences.discreet'],
      [name, 'my-data.unreadable'],
      ['greeted', 'my-data.greeted.line'],
    ]);
    expect(await people.read(name, 'bo')).toEqual(expected);
  });

  test('keeps no other record of its person from living on when it cannot be read', async () => {
    const { root, people, clock } = await open();
    await keep(people, name, value);
    const closed = await closedOf(people, 'ada', name);
    await put(root, name, 'ada', closed, flipped(closed));
    clock.time += 40 * 24 * 60 * 60 * 1_000;
    await people.touch('ada');
    expect((await people.read('preferences', 'ada'))?.usedOn).toBe('2027-01-01');
    expect((await people.read('greeted', 'ada'))?.usedOn).toBe('2027-01-01');
  });

  test('can be erased though it cannot be read', async () => {
    const { root, people } = await open();
    await keep(people, name, value);
    const closed = await closedOf(people, 'ada', name);
    await put(root, name, 'ada', closed, flipped(closed));
    expect(await people.eraseOne(name, 'ada')).toBe(true);
    expect(await people.read(name, 'ada')).toBeUndefined();
  });

  test('does not open in the record of somebody else', async () => {
    const { root, people } = await open();
    await keep(people, name, value);
    const [mine, theirs] = [await closedOf(people, 'ada', name), await closedOf(people, 'bo', name)];
    await put(root, name, 'ada', mine, theirs);
    await expect(people.read(name, 'ada')).rejects.toThrow(UnreadableError);
    expect(await people.read(name, 'bo')).toEqual(expected);
  });

  test('still opens after the keys were rotated, and with the new one alone once it was closed again', async () => {
    const first = await open([oldKey]);
    await keep(first.people, name, value);
    await first.close();
    const both = await open([newKey, oldKey], first.root);
    expect(await both.people.read(name, 'ada')).toEqual(expected);
    await both.people.change(name, 'bo', () => value as never);
    await both.close();
    const before = await open([newKey], first.root);
    await expect(before.people.read(name, 'ada')).rejects.toThrow(UnreadableError);
    expect(await before.people.read(name, 'bo')).toEqual(expected);
    await before.close();
    expect(await reseal(first.root)).toBe(0);
    const after = await open([newKey], first.root);
    expect(await after.people.read(name, 'ada')).toEqual(expected);
  });
});

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);

/** People on a file in a folder, with these keys. */
async function open(keys: readonly Uint8Array[] = [oldKey], root = folder()) {
  const store = await openStore(url, { root, log: quiet, seal: createSeal(keys), deadline: 5_000 });
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const people = createPeople(store, { clock, log: quiet, glanceMs: 5_000 });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await store.close();
    isOpen = false;
  };
  afterwards(close);
  return { root, people, clock, close };
}

/** The same for Ada and Bo, beside other records. */
async function keep(people: People, name: Name, value: object): Promise<void> {
  for (const id of ['ada', 'bo']) {
    await people.change('preferences', id, () => defaultPreferences);
    await people.change(name, id, () => value as never);
    await people.change('greeted', id, () => ({}));
  }
}

/** The sealed text as it is stored. */
async function closedOf(people: People, id: string, name: Name): Promise<string> {
  const { [name]: record } = (await people.raw(id)) as Record<string, { value: Record<string, string> }>;
  const closed = record?.value[kinds[name].sealed?.[0] ?? ''];
  if (!closed) throw new Error(`Expected something sealed of ${name}, found none.`);
  return closed;
}

/** Another program puts other text in the place of this one. */
async function put(root: string, name: Name, id: string, before: string, after: string): Promise<void> {
  expect(after).not.toBe(before);
  const sql = `UPDATE ${name} SET value = replace(value, '${before}', '${after}') WHERE key LIKE '%${id}'`;
  await query(join(root, 'data', 'steady.sqlite'), sql);
}

/** With one letter in the middle changed for another. */
function flipped(closed: string): string {
  const at = closed.length >> 1;
  return closed.slice(0, at) + (closed[at] === 'A' ? 'B' : 'A') + closed.slice(at + 1);
}

/** Everything that lies in the store's folder. */
function bytesIn(root: string): string {
  const files = readdirSync(join(root, 'data'));
  expect(files).toContain('steady.sqlite');
  return files.map(file => readFileSync(join(root, 'data', file), 'latin1')).join('\n');
}

function reseal(root: string): Promise<number> {
  const ENCRYPTION_KEYS = [newKey, oldKey].map(key => key.toString('base64')).join(',');
  const env = { STORE_URL: url, ENCRYPTION_KEYS, LOG_LEVEL: 'silent' };
  const all = Object.values(kinds) as readonly unknown[] as Parameters<typeof runReseal>[0]['kinds'];
  return runReseal({ env, root, kinds: all, say: () => {} });
}

function howItWent() {
  return { easier: 1, same: 0, harder: 0, leftOut: false };
}

const telling = {
  say: (key: string) => key,
  exercise: (id: string) => id,
  feeling: (id: string) => id,
  country: (code: string) => code,
  locale: 'en-US',
};
const url = 'sqlite://data/steady.sqlite';
