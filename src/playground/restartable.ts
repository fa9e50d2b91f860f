import type { App } from '../app.ts';

/** One app after another: what runs is stopped before the next is started. */
export interface Restartable {
  /** The one that runs; waits for one that is being started. @throws Error when there is none. */
  running(): Promise<App>;
  /** Stops what runs, does `between`, and starts anew. @throws what the app throws when it stops or starts. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** `start` is told what to call when Discord ends the connection; a stop that we asked for is not told on. */
export function createRestartable(
  start: (onEnd: (reason: string) => void) => Promise<App>,
  onEnd: (reason: string) => void,
): Restartable {
  let app: App | undefined;
  let last: Promise<void> = Promise.resolve();

  const stop = async () => {
    const before = app;
    app = undefined;
    await before?.stop();
  };
  const begin = async () => {
    const mine: { app?: App } = {};
    const started = await start(reason => {
      if (app === mine.app) onEnd(reason);
    });
    mine.app = started;
    app = started;
  };
  /** One at a time: whoever asks is told what failed, and whoever comes next begins all the same. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    async running() {
      await last;
      if (!app) throw new Error('Steady is not running: it could not be started again.');
      return app;
    },
    restart: (between = async () => {}) =>
      inTurn(async () => {
        await stop();
        await between();
        await begin();
      }),
    stop: () => inTurn(stop),
  };
}
