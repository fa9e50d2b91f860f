import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { openStore } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import type { Actor } from '../bot/actor.ts';
import { botOnFile, type OnFile, otherProgram } from '../bot/on-file.ts';
import { gated } from '../store/gated.ts';

/** The real bot on a real file, which then suffers. */
let bot: OnFile;
let ada: Actor;
let bo: Actor;

const start = async (parts: Parameters<typeof botOnFile>[0] = {}): Promise<void> => {
  bot = await botOnFile(parts);
  [ada, bo] = [bot.person(0), bot.person(1)];
};

afterEach(() => bot.close());

describe('a plan while another program holds the store', () => {
  test('gives the words back that could not be saved, and saves them with one press later', async () => {
    await start();
    await ada.types('/plan edit');
    await ada.presses('People I can tell');
    const other = otherProgram(bot.file);
    await other.run('BEGIN EXCLUSIVE');
    await ada.submits({ people: 'Priya, *my* aunt' });
    expect(ada.sees).toContain('I could not save that right now.');
    expect(ada.sees).toContain('> Priya, \\*my\\* aunt');
    await other.run('ROLLBACK');
    await other.close();
    const told = ada.card;
    const again = async () => {
      await ada.pressesId('plan:put:people:new', told);
      return ada.sees;
    };
    await expect.poll(again, { timeout: 15_000 }).toContain('Saved.');
    expect(ada.sees).toContain('> Priya, \\*my\\* aunt');
  });
});

describe('a plan in a store that does not answer', () => {
  let gate: ReturnType<typeof gated>;
  beforeEach(async () => {
    gate = gated();
    const open: typeof openStore = async (_, { seal }) => createStore(gate.backend, { seal, deadline: 300 });
    await start({ open, retryMs: 50 });
    await writes(ada, 'Priya');
  });

  test('is opened from a hard moment with one calm sentence, and a person stays a press away', async () => {
    gate.shut('get', 'swap', 'pages');
    for (const command of ['/help-now', '/hard-moment']) {
      await ada.types(command);
      const outcome = await ada.presses('My plan');
      expect(outcome).toMatchObject({ waited: expect.toSatisfy((ms: number) => ms < 1_000) });
      expect(ada.sees).toContain("I can't open your plan right now.");
      expect(ada.sees).not.toContain('You have no plan');
      expect(ada.labels).toEqual(['Someone I trust', 'Call or text', 'Get help now', 'Hide']);
      await ada.presses('Someone I trust');
      expect(ada.labels).toContain('Copy this one');
    }
    gate.open();
    expect(await opensPlan(ada)).toContain('> Priya');
  });

  test('is never said to be empty, by no way to it', async () => {
    await ada.types('/plan edit');
    const edit = ada.card;
    await ada.types('/help');
    const help = ada.card;
    gate.shut('get', 'swap', 'pages');
    for (const command of ['/plan show', '/plan edit']) {
      await ada.types(command);
      expect(ada.sees).toContain(couldNot);
    }
    await ada.pressesId('plan:write:people', edit);
    expect(ada.sees).toContain(couldNot);
    await ada.pressesId('plan:begin', help);
    expect(ada.sees).toContain(couldNot);
    gate.open();
  });

  test('is used no more once it is to be deleted, and goes when the store is back', async () => {
    await ada.types('/plan delete');
    gate.shut('get', 'swap', 'pages');
    await ada.presses('Delete my plan');
    expect(ada.sees).toContain("I can't delete your plan yet");
    gate.open('later calls only');
    await expect.poll(async () => Object.keys(await bot.stored(ada.id))).not.toContain('plan');
    expect(await opensPlan(ada)).toContain('You have no plan here yet');
  });

  test('can be asked to go while it cannot be read', async () => {
    gate.shut('get');
    await ada.types('/plan delete');
    expect(ada.labels).toContain('Delete my plan');
    gate.open();
  });

  test('keeps a part in it that could not be taken out, and opens its form again', async () => {
    await ada.types('/plan edit');
    await ada.presses('People I can tell');
    gate.shut('get', 'swap', 'pages');
    await ada.submits({ people: '' });
    expect(ada.sees).toContain('I could not save that right now.');
    gate.open();
    await ada.presses('Try again');
    expect(JSON.stringify(ada.form.data)).toContain('Priya');
  });
});

describe('a plan of which a byte was flipped', () => {
  beforeEach(async () => {
    await start();
    await writes(ada, 'Priya');
    await writes(bo, 'Sam');
    const { plan } = (await bot.stored(ada.id)) as { plan: { value: { parts: string } } };
    const { parts } = plan.value;
    const changed = `${parts.slice(0, -6)}${parts.at(-6) === 'A' ? 'B' : 'A'}${parts.slice(-5)}`;
    const other = otherProgram(bot.file);
    await other.run(
      `UPDATE plan SET value = replace(value, '${parts}', '${changed}') WHERE key LIKE '%${ada.id}'`,
    );
    await other.close();
  });

  test('is told not to be readable to its person alone, and helping goes on', async () => {
    await ada.types('/plan show');
    expect(ada.sees).toContain("Something kept about you can't be read any more.");
    expect(await opensPlan(ada)).toContain("I can't open your plan right now.");
    await ada.presses('Someone I trust');
    expect(ada.labels).toContain('Copy this one');
    await ada.types('/my-data show');
    expect(ada.sees).toContain("This part can't be read any more.");
    await bo.types('/plan show');
    expect(bo.sees).toContain('> Sam');
  });

  test('takes no new words in and gives them back, until it is deleted', async () => {
    await ada.types('/help');
    const help = ada.card;
    await ada.types('/plan delete');
    await ada.presses('Delete my plan');
    expect(ada.sees).toContain('Your plan is deleted.');
    await ada.pressesId('plan:begin', help);
    await ada.submits({ steadies: 'tea' });
    expect(ada.sees).toContain('> tea');
  });
});

test('words sent in while the plan cannot be read are given back', async () => {
  await start();
  await writes(ada, 'Priya');
  await ada.types('/plan edit');
  await ada.presses('A safer place');
  const other = otherProgram(bot.file);
  await other.run(`UPDATE plan SET value = replace(value, 's1.', 's2.')`);
  await other.close();
  await ada.submits({ place: 'the library' });
  expect(ada.sees).toContain("Your plan can't be read any more, so nothing can be put into it.");
  expect(ada.sees).toContain('> the library');
  const told = ada.card;
  await ada.types('/plan delete');
  await ada.presses('Delete my plan');
  await ada.pressesId(customIdOf(told), told);
  expect(ada.sees).toContain('> the library');
});

async function writes(person: Actor, words: string): Promise<void> {
  await person.types('/plan edit');
  await person.presses('People I can tell');
  await person.submits({ people: words });
}

/** What a hard moment shows of the plan. */
async function opensPlan(person: Actor): Promise<string> {
  await person.types('/help-now');
  await person.presses('My plan');
  return person.sees;
}

const customIdOf = (card: Actor['card']) =>
  /"custom_id":"(plan:put:[^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';

const couldNot = 'I could not save or look that up right now';
