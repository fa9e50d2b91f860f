import type { Clock } from '../core/ports.ts';

/** How much of something one person may take: at most `burst` at once, and `perSecond` more as time goes. */
export interface Share {
  burst: number;
  perSecond: number;
}

/**
 * Gives everybody a share of their own, so that nobody takes another's time. Who took nothing for as long as a share takes to fill is
 * forgotten, and so are the oldest where there are too many: they begin with a whole share.
 */
export interface Shares {
  /** Takes from somebody's share. False where too little is left; nothing is taken then. */
  take(id: string, amount: number): boolean;
  /** How many people it remembers just now. */
  remembered(): number;
}

export function createShares({ burst, perSecond }: Share, clock: Clock, most = mostPeople): Shares {
  /** Whoever took last stands last. */
  const taken = new Map<string, { left: number; at: number }>();
  const fullAfterMs = (burst / perSecond) * 1_000;
  return {
    take(id, amount) {
      const now = clock.now();
      forget(taken, most, ({ at }) => Math.abs(now - at) >= fullAfterMs);
      const before = taken.get(id) ?? { left: burst, at: now };
      const filled = (Math.max(0, now - before.at) / 1_000) * perSecond;
      const left = Math.min(burst, before.left + filled);
      const isEnough = left >= Math.min(amount, burst);
      taken.delete(id);
      taken.set(id, { left: isEnough ? Math.max(0, left - amount) : left, at: now });
      return isEnough;
    },
    remembered: () => taken.size,
  };
}

function forget<T>(entries: Map<string, T>, most: number, isOver: (entry: T) => boolean): void {
  for (const [id, entry] of entries) {
    if (!isOver(entry) && entries.size < most) return;
    entries.delete(id);
  }
}

const mostPeople = 10_000;
