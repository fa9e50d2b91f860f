/** What the tests of the page expect of the playground's clock. */
import { EventEmitter, once } from 'node:events';
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Standin } from '../../src/playground/standin/server.ts';
import { become, focused, type Open, patiently, type, words } from './hands.ts';

/** Pushing it, what follows it, and what it refuses. */
export function pushing(open: Open): void {
  test('a push moves the time shown, what counts down to a time, and what is of yesterday', async () => {
    const { page } = await open(berlin);
    await expect.poll(words(panel(page)), patiently).toContain('Sat, Oct 24, 2026, 8:00 PM');
    await type(page, '/post', 'Enter');
    const message = page.getByRole('article', { name: 'Message from Steady' });
    await expect.poll(words(message), patiently).toContain('8:00 PMPosted for everyone, over in 29 seconds');
    await panel(page).getByRole('button', { name: '+ 10 minutes' }).click();
    await expect.poll(words(panel(page)), patiently).toContain('Sat, Oct 24, 2026, 8:10 PM');
    await expect.poll(words(message), patiently).toContain('over 9 minutes ago');
    await panel(page).getByRole('button', { name: '+ 1 hour' }).click();
    await expect.poll(words(panel(page)), patiently).toContain('Sat, Oct 24, 2026, 9:10 PM');
    await expect.poll(words(message), patiently).toContain('over 1 hour ago');
    await panel(page).getByRole('button', { name: 'Tomorrow 08:30' }).click();
    // The clocks went back that night.
    await expect.poll(words(panel(page)), patiently).toContain('Sun, Oct 25, 2026, 8:30 AM');
    await expect.poll(words(message), patiently).toContain('Yesterday, 8:00 PM');
    await expect.poll(words(message), patiently).toContain('over 13 hours ago');
    await type(page, '/post', 'Enter');
    await expect.poll(words(message.last()), patiently).toContain('over in 29 seconds');
  });

  test('what has become due comes while one watches', async () => {
    const { page } = await open({
      ...berlin,
      pushed: world => {
        const { id } = world.openDm(world.people()[0]?.id ?? '');
        world.createMessage(id, { content: 'Good morning', allowed_mentions: { parse: [] } });
      },
    });
    await page.getByRole('navigation').getByRole('button', { name: 'Steady' }).click();
    await panel(page).getByRole('button', { name: 'Tomorrow 08:30' }).click();
    const message = page.getByRole('article', { name: 'Message from Steady' });
    await expect.poll(words(message), patiently).toContain('8:30 AMGood morning');
  });

  test('a date and a time are gone to; the past is refused in words, and so is nothing', async () => {
    const { page, complaints } = await open(berlin);
    const field = panel(page).getByLabel('Date and time to go to');
    expect(await field.inputValue()).toBe('2026-10-24T20:00');
    await field.fill('2026-10-23T08:30');
    await panel(page).getByRole('button', { name: 'Go' }).click();
    const alert = panel(page).getByRole('alert');
    await expect
      .poll(words(alert), patiently)
      .toMatch(/^The clock only goes forward: .* or later was expected, 2026-10-23 .* came\.$/);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(words(panel(page)), patiently).toContain('Sat, Oct 24, 2026, 8:00 PM');
    await field.fill('');
    await panel(page).getByRole('button', { name: 'Go' }).click();
    await expect.poll(words(alert), patiently).toBe('Choose a date and a time first.');
    await field.fill('2026-11-01T09:15');
    await page.keyboard.press('Enter');
    await expect.poll(words(panel(page)), patiently).toContain('Sun, Nov 1, 2026, 9:15 AM');
    expect(await alert.count()).toBe(0);
    await complaints.forgive(/400/);
  });

  test('a push by keyboard keeps the focus, and is told to screen readers once', async () => {
    const { page } = await open(berlin);
    await panel(page).getByRole('button', { name: '+ 1 hour' }).focus();
    await page.keyboard.press('Enter');
    const told = 'The clock shows Saturday, October 24, 2026 at 9:00 PM.';
    const said = words(page.getByRole('status').last());
    await expect.poll(said, patiently).toContain(told);
    await page.waitForTimeout(200);
    expect((await said()).split(told)).toHaveLength(2);
    expect(await focused(page)).toBe('+ 1 hour');
  });

  test('a push from elsewhere is seen too, and another person finds the clock as it is', async () => {
    const { page, standin } = await open(berlin);
    await pushFrom(standin, '2026-12-24T17:00:00Z');
    await expect.poll(words(panel(page)), patiently).toContain('Thu, Dec 24, 2026, 6:00 PM');
    await become(page, 'Bo');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await expect.poll(words(panel(page)), patiently).toContain('Do., 24. Dez. 2026');
    await page.reload();
    await expect.poll(words(panel(page)), patiently).toContain('Do., 24. Dez. 2026');
  });

  test.each([
    ['from before a push', ['Bo']],
    ['for somebody one is no more', ['Bo', 'Ada']],
    ['for whom one was before, and is again', ['Bo', 'Ada', 'Bo']],
  ])('an answer %s does not set it back', async (_, people) => {
    const { page, standin } = await open(berlin);
    const held = new EventEmitter();
    const [asked, pushed, released] = ['asked', 'pushed', 'released'].map(when => once(held, when));
    const first = async (route: Route) => {
      const response = await route.fetch();
      held.emit('asked');
      await pushed;
      await route.fulfill({ response });
      held.emit('released');
    };
    await page.route('**/playground/clock', first, { times: 1 });
    for (const name of people) {
      await become(page, name);
      await asked;
    }
    await pushFrom(standin, '2026-12-24T17:00:00Z');
    await expect.poll(words(panel(page)), patiently).toContain('Thu, Dec 24, 2026, 6:00 PM');
    held.emit('pushed');
    await released;
    await page.waitForTimeout(200);
    expect(await words(panel(page))()).toContain('Thu, Dec 24, 2026, 6:00 PM');
  });

  test('without a clock that can be pushed there is none on the page', async () => {
    const { page, complaints } = await open({ at: false });
    await page.getByRole('region', { name: 'You are' }).waitFor();
    expect(await panel(page).count()).toBe(0);
    await complaints.forgive(/404/);
  });
}

const pushFrom = (standin: Standin, to: string) =>
  fetch(`http://127.0.0.1:${standin.port}/playground/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: Date.parse(to) }),
  });

const panel = (page: Page) => page.getByRole('region', { name: 'Clock' });

/** The evening before the clocks go back. */
const berlin = { at: '2026-10-24T18:00:05Z', zone: 'Europe/Berlin' };
