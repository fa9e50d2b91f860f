/** Takes the README's pictures of the playground, in a Chromium: CHROMIUM_PATH, or chromium on the PATH. Run by `npm run screenshots`. */
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../core/package-root.ts';
import { runPlayground } from './run.ts';

const root = packageRoot(import.meta.url);
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const quiet = { info() {}, warn() {}, error() {} };

/** One picture: how large, in which colours, and what is done before it is taken. */
interface Shot {
  width: number;
  height: number;
  colours: 'dark' | 'light';
  play: (page: Page) => Promise<void>;
}

const shots: Readonly<Record<string, Shot>> = {
  playground: { width: 1180, height: 760, colours: 'light', play: exercise },
  'playground-dark': { width: 1180, height: 760, colours: 'dark', play: exercise },
  'playground-phone': { width: 390, height: 780, colours: 'dark', play: hardMoment },
  'playground-daily': { width: 1180, height: 760, colours: 'light', play: dailyMessage },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const [name, shot] of Object.entries(shots)) await take(browser, name, shot);
await browser.close();

async function take(browser: Browser, name: string, { width, height, colours, play }: Shot): Promise<void> {
  const playground = await runPlayground({
    root,
    port: 0,
    storeUrl: 'memory:',
    isOwnStore: true,
    operator: {},
    log: quiet,
    onEnd: reason => console.error(reason),
    signal: new AbortController().signal,
  });
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: colours });
  await page.goto(playground.url);
  await page.getByRole('log').waitFor();
  await play(page);
  const path = join(root, '.github', `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
  await page.close();
  await playground.stop();
}

async function exercise(page: Page): Promise<void> {
  await type(page, '/ground');
  await page.getByRole('log').getByText('Step 1 of 5').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('log').getByText('Step 2 of 5').waitFor();
}

async function hardMoment(page: Page): Promise<void> {
  await type(page, '/hard-moment');
  await page.getByRole('log').getByText('let it wait until').waitFor();
}

async function dailyMessage(page: Page): Promise<void> {
  await type(page, '/nudge on', 'Tab');
  await page.getByRole('textbox', { name: /^time/ }).fill('08:30');
  await page.getByRole('combobox', { name: /timezone/ }).fill(zone);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').getByRole('button', { name: 'Steady' }).click();
  await page.getByRole('button', { name: 'Yes, start' }).click();
  await page.getByRole('button', { name: 'Tomorrow 08:30' }).click();
  await page.getByRole('log').getByText('Your note for today is ready.').waitFor();
  await page.getByRole('button', { name: 'Lock screen', exact: true }).click();
  await page.locator('.toast').first().waitFor({ state: 'detached' });
}

async function type(page: Page, text: string, key = 'Enter'): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.type(text);
  await page.keyboard.press(key);
}
