/** What the tests of the page expect of people, places and ways of using it. */
import { expect, test } from 'vitest';
import {
  become,
  card,
  focused,
  ground,
  type Open,
  overflowing,
  patiently,
  press,
  type,
  words,
} from './hands.ts';

/** Who sees what, where, and what happens meanwhile. */
export function peopleAndPlaces(open: Open): void {
  test('another person sees what is public and nothing that is private', async () => {
    const { page } = await open();
    await type(page, '/post', 'Enter');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Posted for everyone');
    await ground(page);
    await become(page, 'Bo');
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Posted for everyone');
    expect(await card(page).count()).toBe(0);
  });

  test('what happens elsewhere arrives while the page is open and marks its place', async () => {
    const { page, standin } = await open();
    const [ada, bo] = standin.world.people().map(person => person.id);
    const between = standin.world.place('other-dm', ada ?? '');
    await standin.world.act({ kind: 'say', person: bo ?? '', place: between, text: 'Are you there?' });
    const place = page.getByRole('navigation').getByRole('button', { name: 'Ada and Bo' });
    await expect.poll(words(place), patiently).toContain('new');
    await place.click();
    await expect.poll(words(page.getByRole('log')), patiently).toContain('Are you there?');
  });

  test('the switches and the language reach the stand-in', async () => {
    const { page, standin } = await open();
    await page.getByRole('switch', { name: 'DMs closed' }).check();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await expect.poll(() => standin.world.people()[0]).toMatchObject({ closedDms: true, locale: 'de' });
  });

  test('a bot that goes offline is said to be', async () => {
    const { page, ...stage } = await open();
    stage.detachBot();
    await expect
      .poll(words(page.locator('.composer')), patiently)
      .toContain('Steady is offline. Commands fail until it is back.');
  });

  test('a stand-in that goes away is named, and found again when it is back', async () => {
    const { page, complaints, ...stage } = await open();
    complaints.overlook(/WebSocket|net::ERR_/);
    await stage.restart(async () => {
      const said = words(page.locator('.composer'));
      await expect.poll(said, patiently).toContain('The playground does not answer. Trying again.');
    });
    await page.getByText('The playground does not answer').waitFor({ state: 'hidden' });
    await ground(page);
  });

  test('a reload keeps the person and the place', async () => {
    const { page } = await open();
    await become(page, 'Bo');
    await page.getByRole('navigation').getByRole('button', { name: 'Steady' }).click();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Steady' }).waitFor();
    expect(await page.locator('.face[aria-pressed=true]').textContent()).toContain('Bo');
  });
}

/** By keyboard alone and on a phone. */
export function everyWay(open: Open): void {
  test('by keyboard alone: command, button, menu, form', async () => {
    const { page } = await open();
    await page.keyboard.type('/gro');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('Next');
    await page.keyboard.press('Enter');
    await expect.poll(words(card(page)), patiently).toContain('Step 2 of 3');
    await expect.poll(() => focused(page), patiently).toBe('Next');
    await press(page, 'Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(words(card(page)), patiently).toContain('Changed to night');
    await page.getByRole('textbox', { name: /^Message/ }).focus();
    await page.keyboard.type('/form');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test.each([
    ['light', 360],
    ['dark', 360],
    ['light', 320],
  ] as const)('in %s colours at %i px nothing scrolls sideways', async (colours, width) => {
    const { page } = await open({ width, height: 700, colours });
    await ground(page);
    expect(await overflowing(page)).toEqual([]);
    await type(page, '/paint', 'Tab');
    await page.getByRole('combobox', { name: /colour/ }).waitFor();
    expect(await overflowing(page)).toEqual([]);
    await press(page, 'Escape', 'Escape');
    await page.getByRole('button', { name: 'Get help now' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await overflowing(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Places and people' }).click();
    await page.getByRole('button', { name: 'Mo', exact: true }).click();
    await page.locator('.face[aria-pressed=true]', { hasText: 'Mo' }).waitFor();
    expect(await overflowing(page)).toEqual([]);
  });
}
