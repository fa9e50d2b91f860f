import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStandin } from './standin/server.ts';

/** A running playground: where the bot connects, and where a person opens the page. */
export interface Playground {
  token: string;
  apiUrl: string;
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the stand-in for Discord and the page, on loopback only.
 * @throws Error with the code EADDRINUSE when the port is taken.
 */
export async function startPlayground({ root, port }: { root: string; port: number }): Promise<Playground> {
  const standin = await startStandin({
    port,
    token: playgroundToken,
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
