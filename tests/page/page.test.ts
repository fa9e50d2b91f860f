import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { answers, forms } from './answers.ts';
import { withoutFaults } from './axe.ts';
import { lockScreen, sidePanel, theBot } from './behind.ts';
import { findChromium, startChromium } from './chromium.ts';
import { pushing } from './clock.ts';
import { buildPage, type Opened, type Opening, openPage } from './opened.ts';
import { everyWay, peopleAndPlaces } from './people.ts';
import { writing } from './writing.ts';

const chromium = findChromium();
if (chromium === undefined) {
  console.log('Skipped: the page tests found no Chromium. Set CHROMIUM_PATH to one.');
}

describe.skipIf(chromium === undefined)('The playground page in a real Chromium', () => {
  let browser: Browser | undefined;
  let opened: Opened | undefined;
  const open = async (opening: Opening = {}) => {
    if (!browser) throw new Error('expected the browser to be running');
    opened = await openPage(browser, opening);
    return opened;
  };

  beforeAll(async () => {
    await buildPage();
    browser = await startChromium(chromium ?? '');
  }, 120_000);
  afterEach(() => opened?.close());
  afterAll(() => browser?.close());

  describe('Writing', () => {
    writing(open);
  });
  describe('Answers', () => {
    answers(open);
  });
  describe('Forms', () => {
    forms(open);
  });
  describe('People and places', () => {
    peopleAndPlaces(open);
  });
  describe('The clock', () => {
    pushing(open);
  });
  describe('The side panel', () => {
    sidePanel(open);
  });
  describe('The lock screen', () => {
    lockScreen(open);
  });
  describe('The bot', () => {
    theBot(open);
  });
  describe('Every way of using it', () => {
    everyWay(open);
    withoutFaults(open);
  });
});
