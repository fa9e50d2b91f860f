/** The playground as `npm start` starts it, in a process of its own, with its page open in a browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { packageRoot } from '../../src/core/package-root.ts';
import { complaintsOf } from './complaints.ts';

export interface RealBot {
  page: Page;
  /** Throws when the browser complained, or when the bot warned of something. */
  close(): Promise<void>;
}

export interface Wanted {
  width?: number;
  height?: number;
  colours?: 'light' | 'dark';
}

/** Starts the built playground with a store in memory, and opens its page. */
export async function openRealBot(browser: Browser, wanted: Wanted = {}): Promise<RealBot> {
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, STORE_URL: 'memory:', PLAYGROUND_PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, ['dist/bundle/src/main.js'], { cwd: root, env });
  let printed = '';
  const note = (data: unknown) => {
    printed += String(data);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  await ready(child, () => printed);
  const { width = 1280, height = 900, colours = 'light' } = wanted;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: colours,
    timezoneId: 'Europe/Berlin',
  });
  page.setDefaultTimeout(15_000);
  const complaints = complaintsOf(page);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.getByRole('log').waitFor();
  return {
    page,
    async close() {
      await page.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      const warned = printed.split('\n').filter(line => /"level":[456]0/.test(line));
      const faults = complaints.left(warned);
      if (faults.length > 0) throw new Error(`expected no complaint, came: ${faults.join('\n')}`);
    },
  };
}

async function ready(child: ChildProcess, printed: () => string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!printed().includes('Open http://')) {
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(`expected the playground to start, came: ${printed()}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

const root = packageRoot(import.meta.url);
