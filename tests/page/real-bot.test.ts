import { gzipSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { View } from '../../src/playground/standin/contract.ts';
import { faults } from './axe.ts';
import { findChromium, startChromium } from './chromium.ts';
import { card, overflowing, press, type, words } from './hands.ts';
import { openRealBot, type RealBot, type Wanted } from './real-bot.ts';

const chromium = findChromium();
if (chromium === undefined) {
  console.log('Skipped: no Chromium was found for the page with the real bot. Set CHROMIUM_PATH to one.');
}

describe.skipIf(chromium === undefined)('the page with the real bot', () => {
  let browser: Browser | undefined;
  let bot: RealBot | undefined;
  const open = async (wanted: Wanted = {}) => {
    if (!browser) throw new Error('expected the browser to be running');
    bot = await openRealBot(browser, wanted);
    return bot;
  };

  beforeAll(async () => {
    browser = await startChromium(chromium ?? '');
  }, 120_000);
  afterEach(async () => {
    const ended = bot;
    bot = undefined;
    await ended?.close();
  });
  afterAll(() => browser?.close());

  test('the first minute: a finished exercise in three moves', slow, async () => {
    const { page } = await open();
    await type(page, '/ground', 'Enter');
    const first = last(page);
    await first.getByRole('heading', { name: 'Look around' }).waitFor();
    await expect.poll(words(first), patiently).toContain("I'm a bot. No person reads this");
    await first.getByRole('button', { name: 'Stop here' }).click();
    await first.getByRole('button', { name: 'Easier' }).click();
    await expect.poll(words(first), patiently).not.toContain('How does this moment feel now?');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Only you can see this');
  });

  test('less than 150 kB of script, compressed, is all that the page loads', slow, async () => {
    const { page } = await open();
    const loaded: Buffer[] = [];
    page.on('response', async response => {
      if (response.url().endsWith('.js')) loaded.push(await response.body());
    });
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(150_000);
  });

  test('every step of an exercise, and one that comes all at once', slow, async () => {
    const { page } = await open();
    await type(page, '/ground', 'Enter');
    for (let step = 1; step <= 5; step += 1) {
      await last(page).getByText(`Step ${step} of 5`).waitFor();
      await last(page).getByRole('button', { name: 'Next' }).click();
    }
    await expect.poll(words(last(page)), patiently).toContain('How does this moment feel now?');
  });

  test('every command there is answers from the composer', { timeout: 180_000 }, async () => {
    const { page } = await open();
    const origin = new URL(page.url()).origin;
    const view = (await (await page.request.get(`${origin}/playground/view`)).json()) as View;
    await page.getByRole('button', { name: 'Mo', exact: true }).click();
    await page.locator('.face[aria-pressed=true]', { hasText: 'Mo' }).waitFor();
    const typed = view.commands.filter(({ type }) => type === 1).flatMap(lineOf);
    expect(typed.length).toBeGreaterThan(20);
    for (const line of typed) {
      await type(page, line, 'Enter');
      const form = page.getByRole('dialog');
      await form
        .or(page.getByText(`Mo used ${line}`).last())
        .first()
        .waitFor();
      if (await form.isVisible()) await form.getByRole('button', { name: 'Cancel' }).click();
      await form.waitFor({ state: 'hidden' });
    }
    await expect
      .poll(words(page.getByRole('log')), patiently)
      .not.toMatch(/did not respond|Something broke|is thinking/);
  });

  test('a daily message: asked for, agreed to, and there when the clock is pushed', slow, async () => {
    const { page } = await open();
    await type(page, '/nudge on', 'Tab');
    await page.getByRole('textbox', { name: /^time/ }).fill('08:30');
    await page.getByRole('combobox', { name: /timezone/ }).fill('Europe/Berlin');
    await page.getByRole('listbox', { name: 'timezone' }).getByRole('option').first().waitFor();
    await press(page, 'Enter', 'Enter');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Yes, start');
    await page.getByRole('navigation').getByRole('button', { name: 'Steady' }).click();
    await page.getByRole('button', { name: 'Yes, start' }).click();
    await page.getByRole('button', { name: 'Yes, start' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Tomorrow 08:30' }).click();
    await page.getByText('Your note for today is ready.').first().waitFor();
    await page.getByRole('log').getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => card(page).count(), patiently).toBeGreaterThan(0);
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Your note for today is ready.');
  });

  test('a form, with words of one’s own, and the page that fits them', slow, async () => {
    const { page } = await open();
    await type(page, '/explain', 'Enter');
    await last(page).getByRole('button', { name: 'In my own words' }).click();
    const form = page.getByRole('dialog');
    // It learns its words in the first seconds, and beside the other tests an answer may then take longer than Discord waits.
    await page.waitForTimeout(6_000);
    await form.getByRole('textbox').fill('I jump when a door shuts');
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(words(last(page).getByRole('heading').first()), patiently).toBe('On edge');
  });

  test('a button works after the bot was restarted', slow, async () => {
    const { page } = await open();
    await type(page, '/ground', 'Enter');
    await last(page).getByText('Step 1 of 5').waitFor();
    await page.getByRole('button', { name: 'Restart the bot' }).click();
    const bot = words(page.getByRole('region', { name: 'The bot' }));
    await expect.poll(bot, patiently).toMatch(/Steady is back after [\d.]+ seconds/);
    await last(page).getByRole('button', { name: 'Next' }).click();
    await expect.poll(words(last(page)), patiently).toContain('Step 2 of 5');
  });

  test('the keyboard alone is enough', slow, async () => {
    const { page } = await open();
    await page.keyboard.type('/gro');
    await press(page, 'Tab', 'Enter');
    await last(page).getByText('Step 1 of 5').waitFor();
    const next = last(page).getByRole('button', { name: 'Next' });
    for (let tabs = 0; tabs < 80 && !(await isFocused(next)); tabs += 1) await press(page, 'Shift+Tab');
    expect(await isFocused(next)).toBe(true);
    await press(page, 'Enter');
    await last(page).getByText('Step 2 of 5').waitFor();
  });

  test.each(['light', 'dark'] as const)('has nothing that axe finds wrong, %s', slow, async colours => {
    const { page } = await open({ colours });
    for (const line of ['/ground', '/explain', '/help-now', '/hard-moment', '/checkin now', '/settings']) {
      await type(page, line, 'Enter');
      await page.getByText(`Ada used ${line}`).last().waitFor();
    }
    expect(await faults(page)).toEqual([]);
    await type(page, '/promise make', 'Enter');
    await page.getByRole('dialog').waitFor();
    expect(await faults(page)).toEqual([]);
  });

  test('on a phone of 360 pixels nothing goes over the side', slow, async () => {
    const { page } = await open({ width: 360, height: 740 });
    for (const line of ['/ground', '/explain', '/help-now', '/help', '/checkin now', '/settings', '/about']) {
      await type(page, line, 'Enter');
      await page.getByText(`Ada used ${line}`).last().waitFor();
      expect(await overflowing(page), line).toEqual([]);
    }
  });
});

type Registered = View['commands'][number];

/** How somebody types a command that needs nothing more: those with subcommands one by one. */
function lineOf({ name, options = [] }: Registered): string[] {
  const needs = (all: Registered['options']) => all?.some(option => 'required' in option && option.required);
  const subcommands = options.filter(({ type }) => type === 1);
  if (subcommands.length === 0) return needs(options) ? [] : [`/${name}`];
  return subcommands.flatMap(one =>
    'options' in one && needs(one.options as Registered['options']) ? [] : [`/${name} ${one.name}`],
  );
}

/** The newest message of the bot. */
const last = (page: Page): Locator => card(page).last();

const isFocused = (locator: Locator) => locator.evaluate(element => element === document.activeElement);

const slow = { timeout: 60_000 };
const patiently = { timeout: 15_000 };
