import { type AppParts, startApp } from '../app.ts';
import type { LibrarySource } from '../library/watch.ts';
import { deleteStore, sqliteFile } from '../store/open.ts';
import { createRestartable } from './restartable.ts';
import { WontError } from './standin/bot-api.ts';
import { startPlayground } from './start.ts';

export interface RunParts extends Omit<AppParts, 'token' | 'apiUrl' | 'clock' | 'mayForget'> {
  port: number;
  /** True where the store is the playground's own, which a reset may delete. */
  isOwnStore: boolean;
}

/**
 * Starts the playground with Steady in it, and gives its address.
 * @throws what startApp throws; Error with the code EADDRINUSE when the port is taken.
 */
export async function runPlayground({
  port,
  isOwnStore,
  onEnd,
  ...parts
}: RunParts): Promise<{ url: string; stop(): Promise<void> }> {
  const { root, storeUrl } = parts;
  const file = sqliteFile(storeUrl, root);
  let words: LibrarySource | undefined;
  const steady = createRestartable(async ended => {
    const app = await startApp({ ...parts, ...address(), onEnd: ended, mayForget: true });
    words = app.words;
    return app;
  }, onEnd);
  const playground = await startPlayground({
    root,
    port,
    stored: async id => (await steady.running()).stored(id),
    words: () => words,
    pushed: async () => (await steady.running()).tick(),
    restart: () => steady.restart(),
    async reset() {
      if (!isOwnStore) throw new WontError(SOMEBODYS);
      await steady.restart(async () => {
        await deleteStore(storeUrl, root);
        playground.forget();
      });
    },
    clockFile: file && `${file}.clock`,
  });
  function address() {
    const { token, apiUrl, clock } = playground;
    return { token, apiUrl, clock };
  }
  try {
    await steady.restart();
  } catch (error) {
    await playground.close();
    throw error;
  }
  return {
    url: playground.url,
    async stop() {
      await steady.stop();
      await playground.close();
    },
  };
}

const SOMEBODYS =
  'STORE_URL names a store of your own, so reset leaves it alone. Stop the playground and delete it yourself, or leave STORE_URL out.';
