/** What the tests of the page expect of the composer. */
import { expect, test } from 'vitest';
import { card, type Open, patiently, type, words } from './hands.ts';

/** Plain text, the list of commands, and their options. */
export function writing(open: Open): void {
  test('opens with a hint what to type first, and typing exactly that is answered', async () => {
    const { page } = await open();
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Type /ground and press Enter.');
    await type(page, '/ground', 'Enter');
    await card(page).getByRole('heading', { name: 'Look around' }).waitFor();
    await expect.poll(words(card(page)), patiently).toContain('Ada used /ground');
  });

  test('plain text is posted with its markdown, and never as HTML', async () => {
    const { page } = await open();
    await type(page, '**bold** <img src=x onerror=alert(1)>', 'Enter');
    const message = page.getByRole('article', { name: 'Message from Ada' });
    await message.locator('strong', { hasText: 'bold' }).waitFor();
    await expect.poll(words(message), patiently).toContain('<img src=x onerror=alert(1)>');
    expect(await message.locator('img').count()).toBe(0);
  });

  test('the list holds what the bot registered, narrows while typing, and Escape shuts it', async () => {
    const { page } = await open();
    await type(page, '/');
    expect(
      await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').allTextContents(),
    ).toEqual([
      '/ground exercise?A short exercise',
      '/paint colour coats? shiny? room?Paints something',
      '/formTries form',
      '/postTries post',
      '/slowTries slow',
      '/silentTries silent',
    ]);
    await page.keyboard.type('pa');
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
  });

  test('a missing required option is named and not sent; a chosen one is sent by its value', async () => {
    const { page } = await open();
    await type(page, '/paint', 'Tab');
    const colour = page.getByRole('combobox', { name: /colour/ });
    await expect.poll(words(page.locator('.option').first()), patiently).toContain('required');
    await page.getByRole('textbox', { name: 'coats' }).focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(words(page.locator('.option').first()), patiently)
      .toContain('This option is required.');
    await colour.fill('sky');
    await page.keyboard.press('Enter');
    expect(await colour.inputValue()).toBe('Sky blue');
    await page.getByRole('textbox', { name: 'coats' }).fill('4');
    await page.keyboard.press('Enter');
    await expect.poll(words(page.locator('.options')), patiently).toContain('The most is 3.');
    await page.getByRole('textbox', { name: 'coats' }).fill('2');
    await page.keyboard.press('Enter');
    await expect
      .poll(words(card(page)), patiently)
      .toContain('Painted [{"name":"colour","value":"blue"},{"name":"coats","value":2}]');
  });

  test('a channel is chosen from those of the server, and sent by its id', async () => {
    const { page } = await open();
    await type(page, '/paint', 'Tab');
    await page.getByRole('combobox', { name: /colour/ }).fill('Sky blue');
    const room = page.getByRole('combobox', { name: /room/ });
    await room.focus();
    const channels = page.getByRole('listbox', { name: 'room' }).getByRole('option');
    await expect.poll(() => channels.allTextContents(), patiently).toEqual(['#general', '#quiet-corner']);
    await room.fill('lounge');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await expect.poll(words(page.locator('.options')), patiently).toContain('Choose one from the list.');
    await room.fill('quiet');
    await page.keyboard.press('Enter');
    expect(await room.inputValue()).toBe('#quiet-corner');
    await page.keyboard.press('Enter');
    await expect.poll(words(card(page)), patiently).toContain('{"name":"room","value":"300000000000000002"}');
  });

  test('an option completed by the bot follows what is typed', async () => {
    const { page } = await open();
    await type(page, '/ground ');
    const choices = page.getByRole('listbox', { name: 'exercise' }).getByRole('option');
    await expect
      .poll(() => choices.allTextContents(), patiently)
      .toEqual(['The apple', 'The apricot', 'The banana', 'The cherry']);
    await page.keyboard.type('ap');
    await expect.poll(() => choices.allTextContents(), patiently).toEqual(['The apple', 'The apricot']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'exercise' }).inputValue()).toBe('The apricot');
    await page.getByRole('combobox', { name: 'exercise' }).fill('zz');
    await expect
      .poll(words(page.getByRole('listbox', { name: 'exercise' })), patiently)
      .toContain('No option fits what you typed');
  });
}
