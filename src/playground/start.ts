import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Stored } from './standin/person-api.ts';
import { startStandin } from './standin/server.ts';

/** A running playground: where the bot connects, and where a person opens the page. */
export interface Playground {
  token: string;
  apiUrl: string;
  url: string;
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  root: string;
  port: number;
  /** What the bot keeps about a person, as stored. */
  stored: Stored;
}

/**
 * Starts the stand-in for Discord and the page, on loopback only.
 * @throws Error with the code EADDRINUSE when the port is taken.
 */
export async function startPlayground({ root, port, stored }: PlaygroundOptions): Promise<Playground> {
  const standin = await startStandin({
    port,
    token: playgroundToken,
    stored,
    pageDir: join(root, 'src/playground/page'),
    moduleDir: fileURLToPath(new URL('page', import.meta.url)),
  });
  return {
    token: standin.token,
    apiUrl: standin.apiUrl,
    url: `http://127.0.0.1:${standin.port}`,
    close: () => standin.close(),
  };
}

/** Shaped like a token, and worth nothing anywhere else. */
const playgroundToken = 'cGxheWdyb3VuZA.steady.not-a-secret';
