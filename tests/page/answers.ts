/** What the tests of the page expect of messages and forms. */
import { expect, test } from 'vitest';
import { card, focused, ground, type Open, patiently, type, words } from './hands.ts';

/** What can be read and pressed on a message. */
export function answers(open: Open): void {
  test('a button changes its message in place and keeps the focus', async () => {
    const { page } = await open();
    await ground(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(words(card(page)), patiently).toContain('Step 2 of 3');
    expect(await page.getByRole('article').count()).toBe(1);
    expect(await focused(page)).toBe('Next');
  });

  test('what is drawn below comes into view, even in the moment of a scroll', async () => {
    const { page } = await open({ width: 360, height: 640 });
    await ground(page);
    await page.evaluate(`{
      const tall = document.createElement('div');
      tall.style.height = '900px';
      document.querySelector('.scroll-inner').append(tall);
      document.querySelector('.scroll').dispatchEvent(new Event('scroll'));
    }`);
    await expect.poll(() => page.evaluate(belowView), patiently).toBeLessThan(2);
  });

  test('someone who has scrolled up is left there when a message comes', async () => {
    const { page, standin } = await open({ width: 360, height: 500 });
    await ground(page);
    await page.evaluate("document.querySelector('.scroll').scrollTop = 0");
    const [ada, bo] = standin.world.people().map(person => person.id);
    const place = standin.world.place('server', ada ?? '');
    await page.waitForTimeout(100);
    await standin.world.act({ kind: 'say', person: bo ?? '', place, text: 'Hello' });
    await page.getByRole('article', { name: 'Message from Bo' }).waitFor();
    expect(await page.evaluate("document.querySelector('.scroll').scrollTop")).toBe(0);
  });

  test('a menu sends what was chosen', async () => {
    const { page } = await open();
    await ground(page);
    await page.getByRole('combobox', { name: 'Change it' }).click();
    await page.getByRole('option', { name: "It's night" }).click();
    await expect.poll(words(card(page)), patiently).toContain('Changed to night');
  });

  test('a link button leads out safely and a disabled one cannot be pressed', async () => {
    const { page } = await open();
    await ground(page);
    const link = page.getByRole('link', { name: 'Source' });
    expect(await link.getAttribute('href')).toBe('https://example.org/page');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await page.getByRole('button', { name: 'Not yet' }).isDisabled()).toBe(true);
  });

  test('a picture has its alt text, which can be read beside it too', async () => {
    const { page } = await open();
    await ground(page);
    const picture = page.getByRole('img', { name: 'A small sun above a line of water.' });
    await picture.waitFor();
    expect(await picture.evaluate(img => (img as unknown as { naturalWidth: number }).naturalWidth)).toBe(
      240,
    );
    await page.getByRole('button', { name: 'Show the alt text' }).click();
    await expect
      .poll(words(page.locator('figcaption')), patiently)
      .toContain('A small sun above a line of water.');
  });

  test('private answers say so and can be dismissed', async () => {
    const { page, standin } = await open();
    await ground(page);
    await expect.poll(words(card(page)), patiently).toContain('Only you can see this');
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await card(page).waitFor({ state: 'detached' });
    const ada = standin.world.people()[0]?.id ?? '';
    expect(Object.values(standin.world.view(ada).messages).flat()).toEqual([]);
  });

  test('Hide takes the message away', async () => {
    const { page } = await open();
    await ground(page);
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect.poll(() => card(page).count(), patiently).toBe(0);
  });

  test('a deferred answer shows that the bot is thinking, then what it says', async () => {
    const { page } = await open();
    await type(page, '/slow', 'Enter');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Steady is thinking…');
    await expect.poll(words(card(page)), patiently).toContain('That took a while');
    expect(await page.getByRole('log').textContent()).not.toContain('thinking');
  });

  test('a public answer is plain text with buttons, and its countdown counts', async () => {
    const { page } = await open();
    await type(page, '/post', 'Enter');
    const message = page.getByRole('article', { name: 'Message from Steady' });
    const left = async () =>
      Number(/Posted for everyone, over in (\d+) seconds/.exec(await words(message)())?.[1]);
    await expect.poll(left, patiently).toBeGreaterThan(0);
    const before = await left();
    await expect.poll(left, patiently).toBeLessThan(before);
    expect(await message.textContent()).not.toContain('Only you can see this');
    await message.getByRole('button', { name: 'Post again' }).click();
    await expect.poll(() => message.count()).toBe(2);
  });

  test('a bot that stays silent is worded as Discord words it', async () => {
    const { page } = await open({ deadline: 200 });
    await type(page, '/silent', 'Enter');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('The application did not respond');
  });

  test('the menu of a message lists the commands for messages', async () => {
    const { page } = await open();
    await type(page, 'I keep checking the door', 'Enter');
    const message = page.getByRole('article', { name: 'Message from Ada' });
    await message.hover();
    await message.getByRole('button', { name: 'Apps for this message' }).click();
    await page.getByRole('menuitem', { name: 'Explain this' }).click();
    await expect
      .poll(words(card(page)), patiently)
      .toContain('Words like these are often about being on edge.');
  });

  test('a new answer is told to screen readers once', async () => {
    const { page } = await open();
    await ground(page);
    await expect
      .poll(words(page.getByRole('status').last()), patiently)
      .toContain('Only you can see this. Steady: Look around Find one thing');
  });
}

/** A form, filled in wrongly and rightly. */
export function forms(open: Open): void {
  test('what is missing is named, and what is filled in is sent', async () => {
    const { page } = await open();
    await type(page, '/form', 'Enter');
    const form = page.getByRole('dialog', { name: 'In my own words' });
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(words(form), patiently).toContain('Something is expected here.');
    expect(await form.getByText('A choice is expected here.').count()).toBe(2);
    await form.getByRole('textbox', { name: /What is it like/ }).fill('Loud');
    await form.getByRole('textbox', { name: 'One word' }).fill('no');
    await form.getByRole('radio', { name: 'Evening' }).check();
    await form.getByRole('checkbox', { name: 'Morning' }).check();
    await form.getByRole('combobox', { name: 'How often?' }).click();
    await form.getByRole('option', { name: 'Evening' }).click();
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(words(form), patiently).toContain('At least 3 characters are expected; there are 2.');
    await form.getByRole('textbox', { name: 'One word' }).fill('noise');
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(words(card(page)), patiently).toContain('Read: ["Loud","noise","pm",["am"],["pm"]]');
    await form.waitFor({ state: 'detached' });
  });

  test('a text field takes no more than its length', async () => {
    const { page } = await open();
    await type(page, '/form', 'Enter');
    const word = page.getByRole('textbox', { name: 'One word' });
    await word.focus();
    await page.keyboard.insertText('x'.repeat(40));
    expect(await word.inputValue()).toHaveLength(30);
  });
}

/** How many pixels of the list lie below what is seen of it. */
const belowView = `{
  const list = document.querySelector('.scroll');
  list.scrollHeight - list.scrollTop - list.clientHeight;
}`;
