/** The stand-in with a toy bot and the page open in a browser, for the tests of the page. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'rolldown';
import { createPushedClock } from '../../src/playground/clock.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { type Complaints, complaintsOf } from './complaints.ts';
import { attachToyBot } from './toy-bot.ts';

export interface Opened {
  page: Page;
  standin: Standin;
  complaints: Complaints;
  detachBot: () => void;
  /** Ends the stand-in, does `meanwhile`, and starts a new one with a bot at the same address. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  /** Throws when the browser complained, or when the stand-in saw something that Discord would refuse. */
  close(): Promise<void>;
}

/**
 * Compiles the page and puts its modules into one file, which a browser takes half the time to load: it is loaded for every test. The
 * modules by themselves are what real-bot.test.ts gets, and people.
 */
export async function buildPage(): Promise<void> {
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', pageDir], { cwd: root });
  const input = ['main', 'library'].map(name => join(root, `dist/src/playground/page/${name}.js`));
  await build({ input, logLevel: 'silent', output: { dir: moduleDir, cleanDir: true } });
}

export interface Opening {
  width?: number;
  height?: number;
  colours?: 'light' | 'dark';
  /** Milliseconds the bot has for its first answer. */
  deadline?: number;
  /** When it is in the playground at the start; now, when left out. False for a stand-in whose clock cannot be pushed. */
  at?: string | false;
  /** IANA zone of the browser; the machine's when left out. */
  zone?: string;
  /** What the bot does after a push of the clock. */
  pushed?: (world: ServedWorld) => void;
  /** What is kept about a person; nothing, when left out. */
  stored?: (person: string) => Promise<Record<string, unknown>>;
  /** What becomes of the bot when it is restarted, or reset. */
  restart?: (bot: Bot) => Promise<void>;
  reset?: (bot: Bot) => Promise<void>;
}

/** The toy, as it is taken away and put back. */
interface Bot {
  detach(): void;
  attach(): void;
}

/** Starts a stand-in of its own and opens its page. */
export async function openPage(browser: Browser, opening: Opening = {}): Promise<Opened> {
  const { width = 1100, height = 800, colours = 'light', deadline = 3000 } = opening;
  const clock = clockFrom(opening.at);
  const world = createWorld({ deadlines: { first: deadline }, ...(clock && { clock }) });
  const pushed = async () => opening.pushed?.(world);
  const bot = {
    detach: () => detachBot(),
    attach() {
      detachBot = attachToyBot(world);
    },
  };
  const { stored, restart, reset } = opening;
  const behind = {
    notesWire: true,
    ...(stored && { stored }),
    ...(restart && { restart: () => restart(bot) }),
    ...(reset && { reset: () => reset(bot) }),
  };
  let standin = await startStandin({ ...served, ...behind, port: 0, world, clock, pushed });
  let detachBot = attachToyBot(world);
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: colours,
    ...(opening.zone !== undefined && { timezoneId: opening.zone }),
  });
  // A busy machine is late at times.
  page.setDefaultTimeout(15_000);
  const complaints = complaintsOf(page);
  await page.goto(`http://127.0.0.1:${standin.port}/`);
  await page.getByRole('log').waitFor();
  return {
    page,
    get standin() {
      return standin;
    },
    complaints,
    detachBot: () => detachBot(),
    async restart(meanwhile) {
      const { port } = standin;
      await standin.close();
      await meanwhile();
      standin = await startStandin({ ...served, port, clock: createPushedClock() });
      attachToyBot(standin.world);
    },
    async close() {
      await page.close();
      await standin.close();
      const faults = complaints.left(standin.world.problems);
      if (faults.length > 0) throw new Error(`expected no complaint; came ${faults.join(' | ')}`);
    },
  };
}

function clockFrom(at: string | false | undefined) {
  if (at === false) return undefined;
  const ahead = at === undefined ? 0 : Date.parse(at) - Date.now();
  return createPushedClock({ now: () => Date.now() + ahead });
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const pageDir = join(root, 'src/playground/page');
const moduleDir = join(root, 'dist/page-in-one');
const served = { token: 'toy', pageDir, moduleDir };
