import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { openStore } from '../src/store/open.ts';
import { createStore } from '../src/store/store.ts';
import type { Actor } from './bot/actor.ts';
import { general } from './bot/channel.ts';
import { newest, pressOn, sendsIn, subscribe } from './bot/dm.ts';
import { admin, botOnFile, type OnFile, otherProgram } from './bot/on-file.ts';
import { buttonsOf } from './bot/parts.ts';
import { gated } from './store/gated.ts';
import { describeRedis, ownRedis } from './store/places.ts';

/** The real bot on a real file, which then suffers. */
let bot: OnFile;
let ada: Actor;

const start = async (parts: Parameters<typeof botOnFile>[0] = {}): Promise<void> => {
  bot = await botOnFile(parts);
  ada = bot.person(0);
};

afterEach(() => bot.close());

describe('with the store', () => {
  test('replaced under it, helping goes on, saving says so or works, and it is found again', async () => {
    await start();
    const { file } = bot;
    await ada.types('/settings', { country: 'DE' });
    const copy = join(bot.folder, 'copy.sqlite');
    await copyFile(file, copy);
    await rm(file);
    await writeFile(file, 'this is no database');
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    await rm(file);
    for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
    await copyFile(copy, file);
    await expect.poll(saves, { timeout: 15_000 }).toBe(true);
  });

  test('full, helping goes on and saving says that it could not', async () => {
    await start({ query: '?max_page_count=14' });
    let saved = true;
    for (let n = 1; saved && n < 300; n += 1) saved = await fills(n);
    expect(saved).toBe(false);
    await expectHelp();
  });

  test('locked by another program, helping goes on, and saving works again afterwards', async () => {
    await start();
    await ada.types('/settings', { country: 'DE' });
    const other = otherProgram(bot.file);
    await other.run('BEGIN EXCLUSIVE');
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    await other.run('ROLLBACK');
    await other.close();
    await expect.poll(saves, { timeout: 15_000 }).toBe(true);
  });

  test('never answering, helping goes on, and everything is there when it answers again', async () => {
    const gate = gated();
    const deadline = 1_500;
    const open: typeof openStore = async (_, { seal }) => createStore(gate.backend, { seal, deadline });
    await start({ open });
    await ada.types('/settings', { country: 'DE' });
    gate.shut('get', 'swap', 'pages');
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    gate.open();
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Country for help lines: Germany');
    expect(await saves()).toBe(true);
  });
});

describeRedis('with the store on a Redis', () => {
  test('that falls silent, or goes, helping goes on, and everything is there when it is back', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    await start({ storeUrl: redis.url() });
    await ada.types('/settings', { country: 'DE' });
    redis.freeze();
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    redis.wake();
    await expect.poll(saves, { timeout: 15_000 }).toBe(true);
    await redis.kill();
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    await redis.startAgain();
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Country for help lines: France');
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(await bot.stored(ada.id)).toEqual({});
  });
});

describe('what somebody asked to delete while the store was locked', () => {
  test('is used no more, is said not to be gone yet, and goes when the store is back', async () => {
    await start({ retryMs: 50 });
    await ada.types('/settings', { country: 'DE' });
    const other = otherProgram(bot.file);
    await other.run('BEGIN EXCLUSIVE');
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(ada.sees).toContain("I can't delete it yet.");
    await ada.types('/help-now');
    expect(ada.sees).not.toContain('Germany');
    await other.run('ROLLBACK');
    await other.close();
    const left = async () => Object.keys(await bot.stored(ada.id));
    await expect.poll(left, { timeout: 15_000 }).not.toContain('preferences');
  });
});

describe('somebody who stopped their daily messages while the store was locked', () => {
  test('is told that they are off and that it is not written yet, and it is written when the store is back', async () => {
    await start({ retryMs: 50 });
    await subscribe(ada);
    const other = otherProgram(bot.file);
    await other.run('BEGIN EXCLUSIVE');
    await ada.types('/nudge off');
    expect(ada.sees).toContain('Daily messages are off. My store does not answer');
    await other.run('ROLLBACK');
    await other.close();
    const kept = async () => JSON.stringify(await bot.stored(ada.id));
    await expect.poll(kept, { timeout: 15_000 }).toContain('"why":"stopped"');
    await ada.types('/nudge status');
    expect(ada.sees).toContain('They are off, as you wanted.');
  });
});

describe('somebody who says yes to daily messages while the store is locked', () => {
  test('is told that it was not saved, and can press the same button again', async () => {
    await start();
    await ada.at('own-dm').types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin' });
    const other = otherProgram(bot.file);
    await other.run('BEGIN EXCLUSIVE');
    const test = newest(ada);
    const yes = buttonsOf(test).find(({ label }) => label === 'Yes, start')?.custom_id ?? '';
    await ada.pressesId(yes, test);
    expect(ada.sees).toContain(couldNot);
    await other.run('ROLLBACK');
    await other.close();
    expect(newest(ada).id).toBe(test.id);
    await pressOn(ada, 'Yes, start');
    expect(ada.sees).toContain('Daily messages are on.');
  });
});

describe('somebody who promises themselves something while the store does not answer', () => {
  test('is told so, keeps the words on the card, and can press once more', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, { seal }) => createStore(gate.backend, { seal, deadline: 500 });
    await start({ open });
    await ada.types('/promise make');
    gate.shut('swap');
    await sendsIn(ada, { words: 'Open the window' });
    expect(ada.sees).toContain(couldNot);
    expect(ada.sees).toContain('> Open the window');
    gate.open();
    await ada.presses('Try again');
    expect(ada.sees).toContain('That is set');
    expect(ada.sees).toContain('> Open the window');
  });
});

describe('somebody who sets up a server while the store is locked', () => {
  const prompt = { channel: general, time: '08:30', timezone: 'Europe/Berlin' };
  const standing = (mo: Actor) => mo.messages.filter(({ only_for }) => only_for === undefined);

  test('is told that it was not saved, can press Keep again, and has no panel that nobody knows of', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, { seal }) => createStore(gate.backend, { seal, deadline: 300 });
    await start({ open });
    const mo = bot.person(admin);
    await mo.types('/server daily-prompt', prompt);
    expect(standing(mo)).toHaveLength(1);
    gate.shut('swap');
    await mo.presses('Keep');
    expect(mo.sees).toContain(couldNot);
    const again = mo.card;
    await mo.types('/server panel', { channel: general });
    expect(mo.sees).toContain(couldNot);
    expect(standing(mo)).toHaveLength(1);
    gate.open();
    await mo.pressesId(buttonsOf(again).find(({ label }) => label === 'Keep')?.custom_id ?? '', again);
    expect(mo.sees).toContain('The daily prompt is on.');
  });

  test('is told that a prompt is off and that it is not written yet', async () => {
    await start({ retryMs: 50 });
    const mo = bot.person(admin);
    await mo.types('/server daily-prompt', prompt);
    await mo.presses('Keep');
    const other = otherProgram(bot.file);
    await other.run('BEGIN IMMEDIATE');
    await mo.types('/server daily-prompt-off');
    expect(mo.sees).toContain('The daily prompt is off. My store does not answer');
    await other.run('ROLLBACK');
    await other.close();
    const kept = async () => JSON.stringify(await bot.stored('400000000000000001'));
    await expect.poll(kept, { timeout: 15_000 }).toContain('"why":"stopped"');
  });
});

/** Each of the helping commands answers within a second, with what it is for. */
async function expectHelp(): Promise<void> {
  for (const [command, options, says] of [
    ['/ground', {}, 'Step 1 of 5'],
    ['/explain', { topic: 'on-edge' }, 'On edge'],
    ['/help-now', { country: 'DE' }, 'TelefonSeelsorge'],
    ['/hard-moment', {}, 'let it wait until'],
    ['/reach', {}, 'Sit near people'],
  ] as const) {
    const outcome = await ada.types(command, options);
    expect(ada.sees).toContain(says);
    expect(outcome).toMatchObject({ waited: expect.toSatisfy((ms: number) => ms < 1_000) });
  }
}

async function saves(): Promise<boolean> {
  await ada.types('/settings', { country: 'FR' });
  return ada.sees.includes('France');
}

/** Writes for one more person, and tells whether that was saved. */
async function fills(n: number): Promise<boolean> {
  const other = bot.person(n);
  await other.types('/settings', { country: 'DE' });
  return !other.sees.includes(couldNot);
}

const couldNot = 'I could not save or look that up right now';
