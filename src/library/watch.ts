import { watch } from 'node:fs';
import type { Log } from '../core/ports.ts';
import { faultLine, LibraryError } from './faults.ts';
import { loadLibrary } from './load.ts';
import type { Library } from './schema.ts';

/** The words, and how often they were read. */
export interface LibrarySource {
  /** The words as last saved without a fault. */
  current(): Library;
  /** How often content/ was read, with faults or without: whoever shows it looks again when this has grown. */
  readings(): number;
  /** True when content/ is read again whenever a file in it is saved. */
  isWatched: boolean;
}

export interface WatchedLibrary extends LibrarySource {
  close(): void;
}

/**
 * Loads content/ and loads it again whenever a file in it is saved. A broken file keeps the last good words and is named in one
 * warning. Throws LibraryError when the words are broken at the start.
 */
export async function watchLibrary(contentDir: string, { log }: { log: Log }): Promise<WatchedLibrary> {
  let library = await loadLibrary(contentDir);
  let timer: NodeJS.Timeout | undefined;
  let loading = Promise.resolve();
  let closed = false;
  let readings = 1;

  const reload = async (): Promise<void> => {
    try {
      const next = await loadLibrary(contentDir);
      if (closed) return;
      library = next;
      log.info({}, 'words loaded again');
    } catch (error) {
      if (!closed) log.warn(reasons(error), 'words have faults, so the last good ones stay');
    }
    readings += 1;
  };
  const watcher = watch(contentDir, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      loading = loading.then(reload);
    }, SETTLE_MS);
  });
  watcher.on('error', error => log.warn({ reason: error.message }, 'words are no longer watched'));
  return {
    current: () => library,
    readings: () => readings,
    isWatched: true,
    close: () => {
      closed = true;
      clearTimeout(timer);
      watcher.close();
    },
  };
}

function reasons(error: unknown): object {
  return { faults: error instanceof LibraryError ? error.faults.map(faultLine) : [String(error)] };
}

/** Editors save in several small steps. */
const SETTLE_MS = 80;
