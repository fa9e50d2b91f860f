/** What time it is in the playground: the machine's time, and as far ahead of it as the stand-in's clock was pushed. */
export interface PageClock {
  /** False where the stand-in has no clock to push: then it is the machine's. */
  readonly isPushable: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /** Sets it to what the stand-in's clock shows. */
  set(now: number): void;
  /** Calls `listener` at every jump from now on; what an answer spent on its way is none. */
  onJump(listener: () => void): void;
}

/** `shown` is what the stand-in's clock shows, if it has one. */
export function createPageClock(shown: number | undefined): PageClock {
  let ahead = (shown ?? Date.now()) - Date.now();
  const listeners: (() => void)[] = [];
  return {
    isPushable: shown !== undefined,
    now: () => Date.now() + ahead,
    set(now) {
      const before = ahead;
      ahead = now - Date.now();
      if (Math.abs(ahead - before) < leastJump) return;
      for (const listener of listeners) listener();
    },
    onJump(listener) {
      listeners.push(listener);
    },
  };
}

/** The next 08:30 of the browser's zone that is not today, in milliseconds since 1970. */
export function tomorrowMorning(now: number): number {
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1, 8, 30).getTime();
}

/** Milliseconds. */
const leastJump = 5000;
