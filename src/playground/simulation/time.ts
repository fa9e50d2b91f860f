import type { Clock } from '../../core/ports.ts';

/** True time, as Discord has it. It only goes forward. */
export interface Time extends Clock {
  goTo(at: number): void;
  pass(ms: number): void;
}

export function createTime(from: number): Time {
  let now = from;
  return {
    now: () => now,
    goTo(at) {
      now = Math.max(now, at);
    },
    pass(ms) {
      now += ms;
    },
  };
}
