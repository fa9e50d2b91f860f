import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { adding, CONTENT, change, contentWith, replacing } from '../library/content-copy.ts';
import { findChromium, startChromium } from './chromium.ts';
import { words } from './hands.ts';
import {
  type LibraryOpening,
  type OpenedLibrary,
  openLibrary,
  type Stage,
  startStage,
} from './library-opened.ts';
import { buildPage } from './opened.ts';

const chromium = findChromium();
if (chromium === undefined) {
  console.log('Skipped: the page tests found no Chromium. Set CHROMIUM_PATH to one.');
}
// A save is read, checked and drawn: on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(chromium === undefined)('The page of all words in a real Chromium', () => {
  let browser: Browser | undefined;
  let shipped: Stage | undefined;
  let own: Stage | undefined;
  let opened: OpenedLibrary | undefined;
  /** Opens the shipped words, or those of a folder that is watched. */
  const open = async ({ content, ...opening }: LibraryOpening & { content?: string } = {}) => {
    if (content !== undefined) own = await startStage(content);
    const stage = own ?? shipped;
    if (!browser || !stage) throw new Error('expected the browser to be running');
    opened = await openLibrary(browser, stage, opening);
    return opened;
  };
  /** Opened, with what the content check says. */
  const openChecked: typeof open = async opening => {
    const whole = await open(opening);
    await onEdge(whole.page)
      .getByText(/grade \d/)
      .waitFor();
    return whole;
  };

  beforeAll(async () => {
    await buildPage();
    [browser, shipped] = await Promise.all([startChromium(chromium ?? ''), startStage(CONTENT)]);
  }, 120_000);
  afterEach(async () => {
    const [page, stage] = [opened, own];
    [opened, own] = [undefined, undefined];
    try {
      await page?.close();
    } finally {
      await stage?.close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await shipped?.close();
  });

  test('a page shows its three parts with what each rests on, its file, and what the check counts', async () => {
    const { page } = await openChecked();
    const said = await words(onEdge(page))();
    expect(said).toContain('What it can feel likeA key turns in the lock');
    expect(said).toContain('article From the article. A4 Identifying Trauma-Based Patterns · A1 ');
    expect(said).toContain('Try it now: Look around');
    expect(said).toContain('content/en/explainers/on-edge.md Copy path');
    expect(said).toMatch(/grade \d\.\d of 6 · \d+ words · longest sentence \d+$/);
    expect(await words(page.locator('.banner'))()).toContain('8 safety cards that no clinician has read');
  });

  test('the filter leaves the texts with all of its words, and a link to a hidden one clears it', async () => {
    const { page } = await openChecked();
    await page.getByRole('searchbox', { name: 'Filter' }).fill('telefonseelsorge 24/7');
    await page.getByText(/^\d texts? left$/).waitFor();
    expect(await page.locator('#country-DE').isVisible()).toBe(true);
    expect(await onEdge(page).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Explainers' }).isVisible()).toBe(false);
    await page.evaluate("location.hash = 'on-edge'");
    await onEdge(page).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  test.each(['exercise-box-breathing', 'urge-write', 'phrase-help.title'])(
    'an address with the anchor %s opens at its text, and again on a reload',
    async anchor => {
      const { page } = await open({ path: `/library#${anchor}` });
      const item = page.locator(`[id="${anchor}"].here`);
      const top = async () => (await item.boundingBox())?.y;
      await item.waitFor();
      await expect.poll(top).toBeCloseTo(16, -1);
      await page.reload();
      await item.waitFor();
      await expect.poll(top).toBeCloseTo(16, -1);
    },
  );

  test('the menus choose a language and a country, and the address keeps both', async () => {
    const english = await readFile(join(CONTENT, edge), 'utf8');
    const content = await contentWith({
      [edge.replace('en/', 'de/')]: () => english.replace('title: On edge', 'title: Unter Strom'),
      'de/ways/on-edge.txt': adding('unter strom'),
    });
    const { page } = await open({ content });
    await onEdge(page).getByRole('heading', { name: 'On edge' }).waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await onEdge(page).getByRole('heading', { name: 'Unter Strom' }).waitFor();
    expect(await words(onEdge(page))()).not.toContain('English:');
    expect(await words(page.locator('#fear'))()).toContain('English: this language has none of its own.');
    await page.getByRole('combobox', { name: 'Fill safety cards for' }).selectOption('DE');
    await page.locator('#card-self_harm').getByText('112 (Deutschland)').waitFor();
    expect(page.url()).toContain('/library?language=de&country=DE');
    await page.reload();
    await onEdge(page).getByRole('heading', { name: 'Unter Strom' }).waitFor();
    await page.locator('#card-self_harm').getByText('112 (Deutschland)').waitFor();
  });

  test('a saved change shows by itself, and nothing that is being read moves', async () => {
    const content = await contentWith();
    const { page } = await openChecked({ content, path: '/library#exercise-orienting' });
    const reading = page.locator('#exercise-orienting');
    const link = reading.getByRole('link', { name: 'Look around' });
    await link.focus();
    await page.evaluate('window.stays = true');
    const before = (await reading.boundingBox())?.y ?? 0;
    await change(
      join(content, edge),
      replacing(
        'A key turns',
        'A lamp goes on. A car stops. There are steps on the stairs. Then a key turns',
      ),
    );
    const news = page.getByText('Changed at');
    await news.waitFor();
    expect(await words(onEdge(page))()).toContain('A lamp goes on.');
    expect((await reading.boundingBox())?.y).toBeCloseTo(before, 0);
    expect(await link.evaluate(one => one === one.ownerDocument.activeElement)).toBe(true);
    expect(await page.evaluate('window.stays')).toBe(true);
    expect(await news.getByRole('link').allTextContents()).toEqual(['On edge']);
  });

  test('a broken file is named at the top, its last good words stay, and mending it takes that away', async () => {
    const content = await contentWith();
    const { page } = await openChecked({ content });
    const faults = page.locator('.faults');
    await change(join(content, edge), replacing('theme: body\n', ''));
    await faults.getByText('1 fault: nothing new is read until it is mended').waitFor();
    expect(await words(faults)()).toMatch(/explainers\/on-edge\.md line \d+, form: theme: expected/);
    expect(await words(onEdge(page))()).toContain('A key turns in the lock');
    await onEdge(page).getByText('form: theme: expected').waitFor();
    await change(join(content, edge), replacing('title: On edge\n', 'title: On edge\ntheme: body\n'));
    await faults.waitFor({ state: 'hidden' });
  });

  test('what breaks a rule is named at the top and beside its own line', async () => {
    const content = await contentWith({
      'en/nudges/grounding.yaml': replacing('Under the talk', 'You should listen. Under the talk'),
    });
    const { page } = await openChecked({ content });
    await page.locator('.faults').getByText('1 breach of the rules.').waitFor();
    await page.locator('#grounding-hum').getByText('banned: "should" (pressure)').waitFor();
    await page.getByRole('link', { name: '1 thing to mend' }).click();
    await page.locator('.faults').getByRole('link').click();
    await page.locator('#grounding-hum.here').waitFor();
    expect(await page.locator('.findings li').count()).toBe(1);
  });

  test('the path of a file is copied by keyboard', async () => {
    const { page } = await openChecked();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = onEdge(page).getByRole('button', { name: 'Copy path content/en/explainers/on-edge.md' });
    await copy.focus();
    await page.keyboard.press('Enter');
    await expect.poll(words(copy)).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('content/en/explainers/on-edge.md');
  });

  test('a language that is not there is named in a sentence', async () => {
    const { page, complaints } = await open({ path: '/library?language=xx' });
    await page.getByText('Expected a language that content/ has (en), came "xx".').waitFor();
    await page.getByRole('link', { name: 'The words in English' }).click();
    await onEdge(page).waitFor();
    await complaints.forgive(/404/);
    expect(complaints.left()).toEqual([]);
  });

  test('the playground leads here, and here leads back', async () => {
    const { page, complaints } = await open({ path: '/' });
    await page.getByRole('link', { name: 'The words' }).click();
    await onEdge(page).waitFor();
    await page.getByRole('link', { name: 'Playground' }).click();
    await page.getByRole('log').waitFor();
    // This stand-in has no clock.
    await complaints.forgive(/404/);
    expect(complaints.left()).toEqual([]);
  });

  test.each([
    ['light', 360],
    ['dark', 320],
    ['light', 900],
  ] as const)('in %s colours at %i px nothing scrolls sideways', async (colours, width) => {
    const { page } = await openChecked({ width, colours });
    expect(await page.evaluate(tooWide)).toEqual([]);
    if (width < 900) await page.getByText('Kinds, language and country').click();
    expect(await page.evaluate(tooWide)).toEqual([]);
  });

  test.each([
    ['light', 1100],
    ['dark', 1100],
    ['dark', 360],
  ] as const)('axe finds nothing in %s colours at %i px', async (colours, width) => {
    const { page } = await openChecked({ colours, width, path: '/library?country=DE' });
    await page.evaluate(fewOfEach);
    await page.evaluate(axe.source);
    expect(await page.evaluate(axeFindings)).toEqual([]);
  });
});

const edge = 'en/explainers/on-edge.md';
const onEdge = (page: Page) => page.locator('#on-edge');

/** What is wider than its place; what lies far below is laid out for it. */
const tooWide = `{
  for (const one of document.querySelectorAll('.lines')) one.style.contentVisibility = 'visible';
  [...document.querySelectorAll('html, body, body *')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
    .filter(one => !one.closest('.sr-only, .field-label, select'))
    .map(one => one.tagName + ' ' + one.className);
}`;
/** Three of each kind are alike enough to the others, and sooner looked at. */
const fewOfEach = `{
  for (const one of document.querySelectorAll('.lines')) one.style.contentVisibility = 'visible';
  for (const part of document.querySelectorAll('[data-part]'))
    for (const item of [...part.querySelectorAll('[data-item]')].slice(3)) item.remove();
}`;
const axeFindings = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')))`;
