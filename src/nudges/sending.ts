import TinyQueue from 'tinyqueue';
import type { Outbox, Sent } from '../core/ports.ts';
import { type DeliverParts, deliver } from './deliver.ts';
import { type Attempt, ended, type Job, type Outcome } from './job.ts';
import { createWatch, type Watch } from './watch.ts';

/** Sends what is due, the earliest deadline first, as fast as Discord lets it, and tries again what failed. */
export interface Sending {
  add(job: Job): void;
  /** Goes on with what waits for its next try. Called at every tick: there is no other timer. */
  tick(): void;
  /** Resolves when nothing is being sent and nothing can be before the next tick. */
  idle(): Promise<void>;
  /** How many wait, and whether somebody has to look. */
  state(): { waiting: number; stopped: ReturnType<Watch['stopped']> };
  /** Takes nothing new and lets what is on its way end. */
  stop(): Promise<void>;
}

export interface SendingParts extends Omit<DeliverParts, 'believes'> {
  outbox: Outbox;
  /** Told how each delivery ended. */
  ended?: ((job: Job, outcome: Outcome) => void) | undefined;
}

export function createSending(parts: SendingParts): Sending {
  const { clock, log, outbox } = parts;
  const watch = createWatch(parts);
  const delivering = { ...parts, believes: (sent: Sent) => watch.believes(sent) };
  const queue = new TinyQueue<Job>([], (a, b) => a.deadline - b.deadline);
  let waiting: { job: Job; at: number }[] = [];
  const running = new Set<Promise<void>>();
  let pumping: Promise<void> | undefined;
  let isStopped = false;
  let tickedAt = Number.NEGATIVE_INFINITY;

  const settle = (job: Job) => {
    job.settled();
    job.settled = () => {};
  };
  const finish = (job: Job, attempt: Attempt) => {
    watch.note(attempt);
    if (attempt.kind === 'ended' || job.claim) settle(job);
    if (attempt.kind === 'again') waiting.push({ job, at: clock.now() + attempt.afterMs });
    else {
      parts.ended?.(job, attempt.outcome);
      job.ended?.(attempt.outcome);
    }
  };
  const run = async (job: Job) => {
    try {
      finish(job, await deliver(job, delivering));
    } catch (error) {
      log.error({ err: error }, 'A delivery failed');
      finish(job, ended('rejected'));
    }
  };
  const begin = (job: Job) => {
    const work = run(job).finally(() => {
      running.delete(work);
      pump();
    });
    running.add(work);
  };
  /** What is too late needs no turn, since nothing is sent; what was claimed has to be let go of. */
  const dropLate = () => {
    for (let job = queue.peek(); job && job.deadline < clock.now(); job = queue.peek()) {
      if (job.claim && running.size >= mostAtOnce) return;
      queue.pop();
      if (job.claim) begin(job);
      else finish(job, ended('late'));
    }
  };
  const mayGoOn = () =>
    !isStopped &&
    queue.length > 0 &&
    !watch.isResting() &&
    running.size < (watch.isProbing() ? 1 : mostAtOnce);
  const goOn = async () => {
    dropLate();
    while (mayGoOn()) {
      await outbox.turn();
      dropLate();
      const job = mayGoOn() ? queue.pop() : undefined;
      if (job) begin(job);
    }
  };
  const pump = () => {
    pumping ??= goOn().finally(() => {
      pumping = undefined;
      if (mayGoOn()) pump();
    });
  };

  /** Nobody knows any more how long ago a try was: none goes on the strength of its nonce, and none waits for a time of the old clock. */
  const clockWasSetBack = () => {
    for (const job of [...queue.data, ...waiting.map(one => one.job)])
      if (job.unsureSince !== undefined) job.unsureSince = Number.NEGATIVE_INFINITY;
    waiting = waiting.map(({ job }) => ({ job, at: 0 }));
    watch.clockWasSetBack();
    outbox.clockWasSetBack?.();
  };

  const idle = async () => {
    while (pumping || running.size > 0) await Promise.all([pumping, ...running]);
  };

  return {
    add(job) {
      queue.push(job);
      pump();
    },
    tick() {
      const now = clock.now();
      if (now < tickedAt) clockWasSetBack();
      tickedAt = now;
      const ready = waiting.filter(({ at }) => at <= now);
      if (ready.length > 0) waiting = waiting.filter(({ at }) => at > now);
      for (const { job } of ready) queue.push(job);
      pump();
    },
    idle,
    state: () => ({ waiting: queue.length + waiting.length, stopped: watch.stopped() }),
    async stop() {
      isStopped = true;
      await idle();
    },
  };
}

/** As many as Discord's slowest answers, ten seconds each, would pile up at half of its limit. */
const mostAtOnce = 200;
