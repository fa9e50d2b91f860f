/** What the tests of the page expect of what Discord does not show: the side panel, the lock screen, and the bot's own buttons. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { WontError } from '../../src/playground/standin/bot-api.ts';
import type { Standin } from '../../src/playground/standin/server.ts';
import type { ServedWorld } from '../../src/playground/standin/world.ts';
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

/** What is kept, and what went over the wire. */
export function sidePanel(open: Open): void {
  test('what is kept is shown field by field, sealed fields as sealed, and follows what is done', async () => {
    const records: Record<string, unknown> = {};
    const { page } = await open({ width: 1400, stored: async () => records });
    await expect.poll(words(panel(page)), patiently).toContain('Nothing is kept.');
    records.preferences = {
      v: 1,
      until: Date.UTC(2027, 10, 26),
      value: { timeZone: 'Asia/Tokyo', leaveOut: [] },
    };
    records.plans = {
      v: 1,
      sealed: ['parts'],
      value: { usedOn: '2026-11-26', parts: 's1.abcdef.0123456789abcdefghijklmnop', days: [1, 5] },
    };
    await ground(page);
    await expect.poll(words(panel(page)), patiently).toContain('timeZoneAsia/Tokyo');
    const kept = await words(panel(page))();
    expect(kept).toContain('leaveOutempty list');
    expect(kept).toContain('Goes on Nov 26, 2027');
    expect(kept).toContain('partssealeds1.abcdef.0123456789…');
    expect(kept).toContain('days1, 5');
    expect(kept).not.toContain('abcdefghijklmnop');
    expect(kept).not.toContain('Nothing is kept.');
    delete records.plans;
    await page.getByRole('button', { name: '+ 1 hour' }).click();
    await expect.poll(words(panel(page)), patiently).not.toContain('plans');
  });

  test('each person sees what is kept about them', async () => {
    const { page } = await open({
      width: 1400,
      stored: async id => ({ greeted: { v: 1, value: { of: id.endsWith('1') ? 'Ada' : 'Bo' } } }),
    });
    await expect.poll(words(panel(page)), patiently).toContain('ofAda');
    await become(page, 'Bo');
    await expect.poll(words(panel(page)), patiently).toContain('ofBo');
    expect(await words(panel(page))()).toContain('keeps about Bo');
  });

  test('what cannot be read is not taken for nothing', async () => {
    const { page, complaints } = await open({
      width: 1400,
      stored: () => Promise.reject(new Error('The store is away.')),
    });
    // The page asks again by itself.
    complaints.overlook(/The store is away/);
    await expect.poll(words(panel(page)), patiently).toContain('The store is away.');
    expect(await words(panel(page))()).not.toContain('Nothing is kept.');
    await complaints.forgive(/500/);
  });

  test('the last answer is shown as it went over the wire, with tokens shortened', async () => {
    const { page, standin } = await open({ width: 1400 });
    const { world } = standin;
    const tokens: string[] = [];
    const disconnect = world.connect((event, asked) => {
      if (event !== 'INTERACTION_CREATE') return;
      tokens.push(asked.token);
      void rest(standin, `/interactions/${asked.id}/${asked.token}/callback`, {
        type: 4,
        data: { content: 'Said out loud', flags: 64, allowed_mentions: { parse: [] } },
      });
    });
    await type(page, '/silent', 'Enter');
    await page.getByRole('tab', { name: 'Last answer' }).click();
    await expect.poll(words(panel(page)), patiently).toContain('First answer: a new message (type 4)');
    const raw = await words(panel(page))();
    expect(raw).toContain('Command /silent');
    expect(raw).toContain('"content": "Said out loud"');
    expect(raw).toMatch(/POST \/interactions\/\d+\/[\w-]{8}…\/callback204 · after \d+ ms/);
    expect(raw).not.toContain(tokens[0]);
    const told = panel(page).getByText('Command /silent');
    const payload = panel(page)
      .getByText('"INTERACTION', { exact: false })
      .or(panel(page).locator('.in pre'));
    expect(await payload.isVisible()).toBe(false);
    await told.click();
    await expect.poll(words(panel(page).locator('.in pre')), patiently).toContain('"name": "silent"');
    disconnect();
  });

  test('is opened, walked and left by keyboard, and is as it was left after a reload', async () => {
    const { page } = await open({ width: 1400 });
    const opener = page.getByRole('button', { name: 'Behind the page' });
    await panel(page).waitFor();
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('tab', { name: 'What is kept' }).focus();
    await press(page, 'ArrowLeft');
    expect(await focused(page)).toBe('Lock screen');
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Lock screen');
    await press(page, 'ArrowRight', 'ArrowRight');
    expect(await focused(page)).toBe('Last answer');
    await page.reload();
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toBe('Last answer');
    await page.getByRole('tab', { name: 'Last answer' }).focus();
    await press(page, 'Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Behind the page');
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(await panel(page).isVisible()).toBe(false);
    await press(page, 'Tab');
    await opener.focus();
    await press(page, 'Enter');
    await panel(page).waitFor();
    expect(await focused(page)).toBe('Last answer');
  });

  test.each([360, 320])(
    'on a screen %i px wide it is a sheet over the page, and nothing scrolls sideways',
    async width => {
      const { page } = await open({
        width,
        height: 700,
        stored: async () => ({
          plans: {
            v: 1,
            sealed: ['parts'],
            value: { parts: `s1.abcdef.${'x'.repeat(400)}`, at: 1_795_000_000_000 },
          },
          long: { v: 1, value: { within: { deeper: { text: 'word'.repeat(60) } } } },
        }),
      });
      expect(await panel(page).isVisible()).toBe(false);
      await ground(page);
      expect(await overflowing(page)).toEqual([]);
      await page.getByRole('button', { name: 'Behind the page' }).click();
      await expect.poll(words(panel(page)), patiently).toContain('deeper');
      for (const name of ['What is kept', 'Last answer', 'Lock screen']) {
        await page.getByRole('tab', { name }).click();
        expect(await overflowing(page)).toEqual([]);
      }
      const box = await panel(page).boundingBox();
      expect(box).toMatchObject({ x: 0, width });
      await press(page, 'Escape');
      await panel(page).waitFor({ state: 'hidden' });
      await page.reload();
      await page.getByRole('log').waitFor();
      expect(await panel(page).isVisible()).toBe(false);
    },
  );
}

/** What a push shows. */
export function lockScreen(open: Open): void {
  test('a message of the bot comes as a notification: plain text, time, no buttons; and stays on the lock screen', async () => {
    const { page, standin } = await open({ at: '2026-10-24T18:00:05Z', zone: 'Europe/Berlin' });
    push(standin.world, { content: 'Your note for today is ready.', components: [row] });
    const toast = page.locator('.toast');
    await expect.poll(words(toast), patiently).toContain('Discord8:00 PMSteadyYour note for today is ready.');
    expect(await toast.getByRole('button', { name: 'Stop these' }).count()).toBe(0);
    await expect
      .poll(words(page.getByRole('status').last()), patiently)
      .toContain('Notification from Steady: Your note for today is ready.');
    await toast.getByRole('button', { name: 'Show the lock screen' }).click();
    await expect.poll(words(phone(page)), patiently).toContain('8:00 PMSaturday, October 24');
    await expect.poll(words(phone(page)), patiently).toContain('Your note for today is ready.');
    expect(await words(phone(page))()).not.toContain('Stop these');
    expect(await toast.count()).toBe(0);
  });

  test('what makes no sound says so, a card pushes no text, and an answer pushes nothing', async () => {
    const { page, standin } = await open();
    await page.getByRole('navigation').getByRole('button', { name: 'Steady' }).click();
    await page.getByRole('button', { name: 'Lock screen', exact: true }).click();
    await expect.poll(words(phone(page)), patiently).toContain('No notification.');
    await ground(page);
    await type(page, '/post', 'Enter');
    await page.getByRole('article').getByText('Posted for').waitFor();
    expect(await words(phone(page))()).toContain('No notification.');
    push(standin.world, { content: 'Quietly', flags: 1 << 12 });
    await expect.poll(words(phone(page)), patiently).toMatch(/no sound.*Quietly/);
    push(standin.world, { flags: 1 << 15, components: [{ type: 10, content: 'Words inside' }] });
    await expect.poll(words(phone(page)), patiently).toContain('(no text: a card has none to push)');
    expect(await words(phone(page))()).not.toContain('Words inside');
    expect(await page.locator('.toast').count()).toBe(0);
  });

  test('a message that is deleted may still stand on a phone, and the times are those of the zone one chose', async () => {
    const { page, standin } = await open({
      at: '2026-10-24T18:00:05Z',
      zone: 'Europe/Berlin',
      stored: async () => ({ preferences: { v: 1, value: { timeZone: 'Asia/Tokyo' } } }),
    });
    const { id, channel_id } = push(standin.world, { content: 'Your note for today is ready.' });
    await page.getByRole('button', { name: 'Lock screen', exact: true }).click();
    await expect.poll(words(phone(page)), patiently).toContain('3:00 AMSunday, October 25');
    await expect
      .poll(words(phone(page).getByRole('listitem')), patiently)
      .toContain('3:00 AMSteadyYour note');
    standin.world.deleteMessage(channel_id, id);
    await expect.poll(words(phone(page)), patiently).toContain('Deleted since; a phone may still show it.');
    expect(await words(phone(page))()).toContain('Your note for today is ready.');
    await become(page, 'Bo');
    await expect.poll(words(phone(page)), patiently).toContain('No notification.');
  });
}

/** Restarting and resetting the bot, and somebody new. */
export function theBot(open: Open): void {
  test('a restart is said while it lasts, and old buttons work afterwards', async () => {
    let goOn = () => {};
    const waiting = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const { page } = await open({
      async restart(bot) {
        bot.detach();
        await waiting;
        bot.attach();
      },
    });
    await ground(page);
    await page.getByRole('button', { name: 'Restart the bot' }).click();
    const said = words(page.locator('.composer'));
    await expect.poll(said, patiently).toContain('Steady is restarting. Its buttons work again in a moment.');
    goOn();
    await expect
      .poll(words(page.getByRole('region', { name: 'The bot' })), patiently)
      .toMatch(/Steady is back after [\d.]+ seconds/);
    expect(await page.locator('.banner').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(words(card(page)), patiently).toContain('Step 2 of 3');
  });

  test('a bot that does not come back is said to be away, in the words of the stand-in', async () => {
    const { page, complaints } = await open({ restart: () => Promise.reject(new Error('Faults.')) });
    complaints.overlook(/Error: Faults\./);
    await page.getByRole('button', { name: 'Restart the bot' }).click();
    await expect
      .poll(words(page.getByRole('region', { name: 'The bot' }).getByRole('alert')), patiently)
      .toBe('The bot could not be started again: Faults.');
    await complaints.forgive(/500/);
  });

  test('a reset asks once, and afterwards the page is as new, for others who look too', async () => {
    const { page, standin } = await open({
      async reset(bot) {
        bot.detach();
        standin.world.reset();
        bot.attach();
      },
    });
    const other = await page.context().browser()?.newPage();
    if (!other) throw new Error('expected the browser to open another page');
    await other.goto(page.url());
    await ground(page);
    await other.getByRole('article').waitFor();
    await page.getByRole('button', { name: 'New person' }).click();
    await page.locator('.face[aria-pressed=true]', { hasText: 'Kim' }).waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget everything?' });
    expect(await focused(page)).toBe('Keep it');
    await press(page, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(standin.world.people()).toHaveLength(4);
    await page.getByRole('button', { name: 'Reset' }).click();
    await dialog.getByRole('button', { name: 'Forget everything' }).click();
    await page.locator('.face[aria-pressed=true]', { hasText: 'Ada' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Kim' }).count(), patiently).toBe(0);
    expect(await page.getByRole('article').count()).toBe(0);
    await expect.poll(() => other.getByRole('article').count(), patiently).toBe(0);
    await ground(page);
    await other.close();
  });

  test('a reset that is refused says why, and nothing is lost', async () => {
    const { page, complaints } = await open({
      reset: () => Promise.reject(new WontError('That store is not mine.')),
    });
    await ground(page);
    await page.getByRole('button', { name: 'Reset' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget everything?' });
    await dialog.getByRole('button', { name: 'Forget everything' }).click();
    await expect.poll(words(dialog.getByRole('alert')), patiently).toBe('That store is not mine.');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await card(page).count()).toBe(1);
    await complaints.forgive(/409/);
  });

  test('somebody new comes at a press, and is told apart from those who were there', async () => {
    const { page, standin, complaints } = await open();
    const newcomer = page.getByRole('button', { name: 'New person' });
    await newcomer.click();
    await page.locator('.face[aria-pressed=true]', { hasText: 'Kim' }).waitFor();
    await ground(page);
    await expect.poll(words(card(page)), patiently).toContain('Kim used /ground');
    while (standin.world.join());
    await newcomer.click();
    await expect
      .poll(words(page.getByRole('region', { name: 'You are' }).getByRole('alert')), patiently)
      .toContain('There is no name left');
    await complaints.forgive(/409/);
  });

  test('a country is chosen with the bot’s own command, and shows what the bot then keeps', async () => {
    let country: string | undefined;
    const { page, standin } = await open({
      stored: async () => (country === undefined ? {} : { preferences: { v: 1, value: { country } } }),
    });
    const menu = page.getByRole('combobox', { name: 'Country' });
    expect(await menu.isVisible()).toBe(false);
    const { world } = standin;
    world.overwriteCommands([settings]);
    const disconnect = world.connect((event, asked) => {
      if (event !== 'INTERACTION_CREATE' || asked.type !== 2 || asked.data.name !== 'settings') return;
      const [option] = (asked.data as { options?: { value: string }[] }).options ?? [];
      country = option?.value;
      const data = { content: `Kept: ${country}`, flags: 64, allowed_mentions: { parse: [] } };
      world.answer(asked.id, asked.token, { type: 4, data });
    });
    await menu.selectOption('NZ');
    await expect.poll(words(card(page)), patiently).toContain('Ada used /settings');
    await expect.poll(words(card(page)), patiently).toContain('Kept: NZ');
    country = 'IS';
    await page.getByRole('button', { name: '+ 1 hour' }).click();
    await expect.poll(() => menu.inputValue(), patiently).toBe('IS');
    disconnect();
  });
}

const panel = (page: Page): Locator => page.locator('#panel');
const phone = (page: Page): Locator => page.locator('.phone');

const row = { type: 1, components: [{ type: 2, style: 2, label: 'Stop these', custom_id: 'stop' }] };

const settings = {
  name: 'settings',
  description: 'How I answer you',
  contexts: [0, 1, 2],
  integration_types: [0, 1],
  options: [{ type: 3, name: 'country', description: 'Which country' }],
};

/** The bot writes to Ada by itself. */
function push(world: ServedWorld, body: object) {
  const { id } = world.openDm(world.people()[0]?.id ?? '');
  return world.createMessage(id, { ...body, allowed_mentions: { parse: [] } });
}

/** One request of a bot, as it goes over the wire. */
function rest({ apiUrl, token }: Standin, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bot ${token}` };
  return fetch(`${apiUrl}/v10${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
