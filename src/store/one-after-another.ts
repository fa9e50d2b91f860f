/**
 * Lets one run of some work follow the other. Who asks while one is running shares the next with all who asked meanwhile: what it
 * is to see may have come too late for the running one.
 */
export function oneAfterAnother(work: (until: number) => Promise<void>): (until: number) => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return until => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = work(until);
        return running;
      });
    return next;
  };
}
