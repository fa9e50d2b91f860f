/** What the tests of the page do with it, in words. */
import type { Locator, Page } from 'playwright-core';
import type { Opened, Opening } from './opened.ts';

/** Starts a stand-in with a toy bot and opens its page. */
export type Open = (opening?: Opening) => Promise<Opened>;

/** Types into the composer, and presses a key afterwards if one is named. */
export async function type(page: Page, text: string, key?: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(text);
  if (key !== undefined) await page.keyboard.press(key);
}

/** Sends /ground and waits for its card. */
export async function ground(page: Page): Promise<void> {
  await type(page, '/ground', 'Enter');
  await card(page).getByRole('heading', { name: 'Look around' }).waitFor();
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The private message of the bot. */
export const card = (page: Page): Locator =>
  page.getByRole('article', { name: 'Private message from Steady' });

/** The words on whatever has the focus. */
export const focused = (page: Page): Promise<string | null> => page.locator(':focus').textContent();

/** For `expect.poll`: everything that stands somewhere, with single spaces. */
export const words = (where: Locator) => async () => ((await where.textContent()) ?? '').replace(/\s+/g, ' ');

/** For `expect.poll`: machines under load are slow. */
export const patiently = { timeout: 15_000 };

/** Becomes somebody else, and waits until the page is theirs. */
export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('.face[aria-pressed=true]', { hasText: name }).waitFor();
}

/** Class names of the boxes whose content is wider than they are. */
export function overflowing(page: Page): Promise<string[]> {
  return page
    .locator(boxes)
    .evaluateAll(found =>
      (found as unknown as Box[])
        .filter(box => box.scrollWidth > box.clientWidth + 1)
        .map(box => box.className),
    );
}

interface Box {
  className: string;
  scrollWidth: number;
  clientWidth: number;
}

const boxes =
  'html, body, main, .scroll, .message, .content, .container, .composer, .form, .form-body, .side, .clock, .command-bar, .panel, .panel-view, .record, .raw-part, .phone, .bot-buttons';
