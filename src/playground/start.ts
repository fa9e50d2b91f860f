import { join } from 'node:path';
import type { LibrarySource } from '../library/watch.ts';
import { aheadIn, createPushedClock, type PushedClock } from './clock.ts';
import { createPreview } from './preview/preview.ts';
import type { BotOptions } from './standin/bot-api.ts';
import type { Stored } from './standin/person-api.ts';
import { startStandin } from './standin/server.ts';
import { createWorld } from './standin/world.ts';

/** A running playground: where the bot connects, and where a person opens the page. */
export interface Playground {
  token: string;
  apiUrl: string;
  url: string;
  /** What the playground and the bot in it go by; the page can push it forward. */
  clock: PushedClock;
  /** Forgets everything: what was said and done, who joined, and how far the clock was pushed. */
  forget(): void;
  close(): Promise<void>;
}

export interface PlaygroundOptions extends BotOptions {
  root: string;
  port: number;
  /** What the bot keeps about a person, as stored. */
  stored: Stored;
  /** The words the bot answers with; nothing while it is still starting. */
  words?: () => LibrarySource | undefined;
  /** Awaited after every push of the clock, so that what has become due is sent. */
  pushed?: (() => Promise<void>) | undefined;
  /** Where it is kept how far the clock was pushed; forgotten at the end when left out. */
  clockFile?: string | undefined;
}

/**
 * Starts the stand-in for Discord and the page, on loopback only.
 * @throws Error with the code EADDRINUSE when the port is taken.
 */
export async function startPlayground({
  root,
  port,
  stored,
  words = () => undefined,
  pushed,
  restart,
  reset,
  clockFile,
}: PlaygroundOptions): Promise<Playground> {
  const clock = createPushedClock(undefined, clockFile === undefined ? undefined : aheadIn(clockFile));
  const world = createWorld({ clock });
  const standin = await startStandin({
    port,
    token: playgroundToken,
    stored,
    world,
    notesWire: true,
    preview: createPreview({ words, content: join(root, 'content') }),
    clock,
    pushed,
    restart,
    reset,
    pageDir: join(root, 'src/playground/page'),
    moduleDir: join(root, 'dist/src/playground/page'),
  });
  return {
    token: standin.token,
    apiUrl: standin.apiUrl,
    url: `http://127.0.0.1:${standin.port}`,
    clock,
    forget() {
      clock.reset();
      world.reset();
    },
    close: () => standin.close(),
  };
}

/** Shaped like a token, and worth nothing anywhere else. */
const playgroundToken = 'cGxheWdyb3VuZA.steady.not-a-secret';
