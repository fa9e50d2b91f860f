/** The page of all words open in a browser, over a stand-in without a bot. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { packageRoot } from '../../src/core/package-root.ts';
import { type WatchedLibrary, watchLibrary } from '../../src/library/watch.ts';
import { createPreview } from '../../src/playground/preview/preview.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { type Complaints, complaintsOf } from './complaints.ts';

/** A stand-in that shows the words of a folder, and sees when they are saved. */
export interface Stage {
  standin: Standin;
  close(): Promise<void>;
}

export async function startStage(content: string): Promise<Stage> {
  const words: WatchedLibrary = await watchLibrary(content, { log: quiet });
  const preview = createPreview({ words: () => words, content });
  const standin = await startStandin({ ...served, port: 0, preview });
  return {
    standin,
    async close() {
      await standin.close();
      words.close();
    },
  };
}

export interface LibraryOpening {
  width?: number;
  colours?: 'light' | 'dark';
  /** What follows the host: `/library` when left out. */
  path?: string;
}

export interface OpenedLibrary {
  page: Page;
  complaints: Complaints;
  /** Throws when the browser complained. */
  close(): Promise<void>;
}

/** Opens the page as a stage serves it. */
export async function openLibrary(
  browser: Browser,
  { standin }: Stage,
  { width = 1100, colours = 'light', path = '/library' }: LibraryOpening = {},
): Promise<OpenedLibrary> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: colours });
  page.setDefaultTimeout(30_000);
  const complaints = complaintsOf(page);
  await page.goto(`http://127.0.0.1:${standin.port}${path}`);
  return {
    page,
    complaints,
    async close() {
      await page.close();
      const left = complaints.left();
      if (left.length > 0) throw new Error(`expected no complaint; came ${left.join(' | ')}`);
    },
  };
}

const root = packageRoot(import.meta.url);
const served = {
  token: 'toy',
  pageDir: join(root, 'src/playground/page'),
  moduleDir: join(root, 'dist/src/playground/page'),
};
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
