import type { Clock, Log, Sent } from '../core/ports.ts';
import type { Attempt } from './job.ts';

/**
 * Watches how sending goes, and says when it rests: while the store or Discord is away, when Discord refuses the bot itself, and
 * when so many people cannot be reached at once that it must be the bot they cannot be reached by.
 */
export interface Watch {
  note(attempt: Attempt): void;
  /** The clock was set back: what was to be waited for may be long over. */
  clockWasSetBack(): void;
  /** True while nothing is to be sent. */
  isResting(): boolean;
  /** True while it is not known whether a rest helped: then one is sent at a time. */
  isProbing(): boolean;
  /** Told of every answer of Discord's at once. False where it says that somebody cannot be reached, and it must be the bot. */
  believes(sent: Sent): boolean;
  /** Why sending is stopped, where somebody has to look at it. */
  stopped(): 'refused' | 'gone' | undefined;
}

export function createWatch({ clock, log }: { clock: Clock; log: Log }): Watch {
  let restsUntil = 0;
  let isProbing = false;
  let failures = 0;
  let stopped: 'refused' | 'gone' | undefined;
  let recent: { at: number; gone: boolean }[] = [];

  const rest = (ms: number) => {
    restsUntil = clock.now() + ms;
    isProbing = true;
  };
  const works = () => {
    if (stopped) log.info({}, 'Messages can be sent again');
    failures = 0;
    isProbing = false;
    stopped = undefined;
  };
  const count = (gone: boolean) => {
    const at = clock.now();
    recent = [...recent.filter(one => at - one.at < windowMs), { at, gone }].slice(-mostRecent);
  };
  const stop = (why: 'refused' | 'gone', reason: string | undefined) => {
    // Others were on their way when the first one came back.
    if (stopped === why && clock.now() < restsUntil) return;
    stopped = why;
    log.error({ reason }, sentences[why]);
    rest(haltMs);
  };

  return {
    note(attempt) {
      if (attempt.kind === 'ended') {
        if (attempt.outcome === 'sent') works();
        return;
      }
      const { trouble, reason, afterMs } = attempt;
      if (trouble === 'refused' || trouble === 'gone') stop(trouble, reason);
      if (trouble === 'store' || trouble === 'limit') rest(afterMs);
      if (trouble !== 'discord') return;
      failures += 1;
      if (failures < failuresBeforeRest) return;
      if (failures === failuresBeforeRest) log.warn({ reason }, 'Messages cannot be sent just now');
      rest(Math.min(shortestRestMs * 2 ** (failures - failuresBeforeRest), longestRestMs));
    },
    clockWasSetBack() {
      restsUntil = 0;
      recent = [];
    },
    isResting: () => clock.now() < restsUntil,
    isProbing: () => isProbing,
    believes({ kind }) {
      if (kind !== 'gone' && kind !== 'sent') return true;
      if (kind === 'gone' && isProbing && stopped) return false;
      count(kind === 'gone');
      if (kind === 'sent') return true;
      const gone = recent.filter(one => one.gone).length;
      return recent.length < enoughToTell || gone <= recent.length * mostGone;
    },
    stopped: () => stopped,
  };
}

const sentences = {
  refused: 'Discord refuses the bot, so no messages are sent; tried again in 10 minutes',
  gone: 'Too many people cannot be reached at once, so no messages are sent; tried again in 10 minutes',
};
const failuresBeforeRest = 5;
const shortestRestMs = 10_000;
const longestRestMs = 60_000;
const haltMs = 10 * 60_000;
const windowMs = 60_000;
/** Of those sent within a minute, how many there must be to tell, and which part of them may be unreachable. */
const enoughToTell = 50;
const mostGone = 0.2;
/** More than a minute's worth at Discord's limit. */
const mostRecent = 4_000;
