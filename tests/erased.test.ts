import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from './bot/actor.ts';
import { botOnFile, type OnFile, otherProgram } from './bot/on-file.ts';
import { buttonsOf } from './bot/parts.ts';

let bot: OnFile;
let ada: Actor;
let bo: Actor;

beforeEach(async () => {
  bot = await botOnFile();
  [ada, bo] = [bot.person(0), bot.person(1)];
});

afterEach(() => bot.close());

describe('/my-data delete', () => {
  test('leaves no key and no value that names the person in any table, and no byte in any file', async () => {
    await both(async person => {
      await uses(person, 'IS');
      await uses(person, 'DE');
    });
    expect(await tablesNaming(ada)).toEqual(['greeted', 'helped', 'preferences']);
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(ada.sees).toContain('Records deleted: 3.');
    expect(await tablesNaming(ada)).toEqual([]);
    expect(bytes().includes(ada.id)).toBe(false);
    expect(await tablesNaming(bo)).toEqual(['greeted', 'helped', 'preferences']);
    expect(bytes().includes(bo.id)).toBe(true);
  });

  test('is not undone by what was being written when it was pressed', async () => {
    await uses(ada, 'DE');
    await ada.types('/ground', { exercise: 'orienting' });
    await ada.presses('Stop here');
    const ended = ada.card;
    await ada.types('/my-data delete');
    const asked = ada.card;
    const [easier, everything] = [idOf(ended, 'Easier'), idOf(asked, 'Everything')];
    await Promise.all([ada.pressesId(easier, ended), ada.pressesId(everything, asked)]);
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Nothing is kept about you.');
    expect(bytes().includes(ada.id)).toBe(false);
  });
});

describe('what is sealed', () => {
  test('stands in no file as plain text', async () => {
    await uses(ada, 'DE');
    expect(await bot.stored(ada.id)).toMatchObject({ helped: { sealed: ['exercises'] } });
    expect(bytes().includes('orienting')).toBe(false);
  });

  test('is told not to be readable once a byte of it was flipped, to that person only', async () => {
    await both(person => uses(person, 'DE'));
    await changed(ada, ([closed = '']) => [flipped(closed)]);
    await ada.types('/my-data show');
    expect(ada.sees).toContain("This part can't be read any more.");
    expect(ada.sees).toContain('Country for help lines: Germany');
    await ada.types('/ground');
    expect(ada.sees).toContain('Step 1 of');
    await bo.types('/my-data show');
    expect(bo.sees).toContain('Look around: easier 1');
    expect(bo.sees).not.toContain("can't be read");
  });

  test('does not open in the record of somebody else', async () => {
    await both(person => uses(person, 'DE'));
    const [taken = ''] = await closedOf(bo);
    await changed(ada, () => [taken]);
    await ada.types('/my-data show');
    expect(ada.sees).toContain("This part can't be read any more.");
  });

  test('is deleted also when it cannot be read', async () => {
    await uses(ada, 'DE');
    await changed(ada, ([closed = '']) => [flipped(closed)]);
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(await tablesNaming(ada)).toEqual([]);
  });
});

const both = async (work: (person: Actor) => Promise<void>) => {
  for (const person of [ada, bo]) await work(person);
};

/** Leaves a record of every kind. */
async function uses(person: Actor, country: string): Promise<void> {
  await person.types('/settings', { country });
  await person.types('/ground', { exercise: 'orienting' });
  await person.presses('Stop here');
  await person.presses('Easier');
  await expect.poll(async () => Object.keys(await bot.stored(person.id)).sort()).toEqual(kinds);
}

function idOf(card: Actor['card'], label: string): string {
  const id = buttonsOf(card).find(button => button.label === label)?.custom_id;
  if (!id) throw new Error(`Expected a button "${label}".`);
  return id;
}

/** Every table of the file that holds the person's id, as a key or in a value. */
async function tablesNaming({ id }: Actor): Promise<string[]> {
  const other = otherProgram(bot.file);
  try {
    const tables = await other.run("SELECT name FROM sqlite_master WHERE type = 'table'");
    expect(tables.length).toBeGreaterThanOrEqual(kinds.length);
    const naming: string[] = [];
    for (const { name } of tables) {
      const rows = await other.run(`SELECT * FROM "${String(name)}"`);
      if (JSON.stringify(rows).includes(id)) naming.push(String(name));
    }
    return naming.sort();
  } finally {
    await other.close();
  }
}

/** Everything that lies beside the store and in it. */
function bytes(): Buffer {
  const files = readdirSync(bot.folder);
  expect(files).toContain('steady.sqlite');
  return Buffer.concat(files.map(name => readFileSync(join(bot.folder, name))));
}

async function closedOf({ id }: Actor): Promise<string[]> {
  const { helped } = (await bot.stored(id)) as { helped: { value: { exercises: string } } };
  return [helped.value.exercises];
}

/** Another program puts other sealed text into the person's record. */
async function changed(person: Actor, change: (closed: string[]) => string[]): Promise<void> {
  const closed = await closedOf(person);
  const other = otherProgram(bot.file);
  const [before, after] = [closed[0], change(closed)[0]];
  expect(after).not.toBe(before);
  await other.run(
    `UPDATE helped SET value = replace(value, '${before}', '${after}') WHERE key LIKE '%${person.id}'`,
  );
  await other.close();
  expect(await closedOf(person)).toEqual([after]);
}

/** The text with one letter near its end changed for another. */
function flipped(closed: string): string {
  const at = closed.length - 6;
  return closed.slice(0, at) + (closed[at] === 'A' ? 'B' : 'A') + closed.slice(at + 1);
}

const kinds = ['greeted', 'helped', 'preferences'];
