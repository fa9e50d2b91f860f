import { tooSlow } from './deadline.ts';
import type { Table } from './table.ts';

/** What one step makes of the stored text. `next` undefined: the row goes, or never comes. */
interface StepOutcome<R> {
  next: string | undefined;
  result: R;
}

/** Must be synchronous: between the reading and the writing of one record nothing else happens to it. */
type Step<R> = (stored: string | undefined) => StepOutcome<R>;

export type Queue = <R>(id: string, step: Step<R>) => Promise<R>;

/**
 * Runs steps on one table, those of one id strictly one after the other. Steps that wait for the same id share one
 * read and one write. Each has `deadline` milliseconds from when it was asked for; one that is late before its turn is
 * never run, and while a write is on its way nothing else touches that id, so no late write lands on a newer value.
 */
export function createQueue(table: Table, deadline: number): Queue {
  const waiting = new Map<string, Job[]>();

  const work = async (id: string, line: Job[]): Promise<void> => {
    while (line.length > 0) await runTogether(table, id, line.splice(0));
    waiting.delete(id);
  };

  return (id, step) =>
    new Promise((resolve, reject) => {
      const job = createJob(step, deadline, resolve, reject);
      const line = waiting.get(id);
      if (line) {
        line.push(job);
        return;
      }
      const begun = [job];
      waiting.set(id, begun);
      void work(id, begun);
    });
}

interface Job {
  /** When nobody waits for it any more, by `performance.now()`. */
  until: number;
  /** Resolved once the caller has an answer, whichever. */
  answered: Promise<void>;
  isOver(): boolean;
  /** Runs the step. Gives the text that follows and what to call once it is written. A throwing step fails alone. */
  run(stored: string | undefined): { next: string | undefined; written: () => void };
  fail(error: unknown): void;
}

function createJob<R>(
  step: Step<R>,
  deadline: number,
  resolve: (result: R) => void,
  reject: (error: unknown) => void,
): Job {
  const { promise: answered, resolve: markAnswered } = deferred();
  let over = false;
  const finish = (answer: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    answer();
    markAnswered();
  };
  const fail = (error: unknown): void => finish(() => reject(error));
  const timer = setTimeout(() => fail(tooSlow(deadline)), deadline);
  const run = (stored: string | undefined): ReturnType<Job['run']> => {
    try {
      const { next, result } = step(stored);
      return { next, written: () => finish(() => resolve(result)) };
    } catch (error) {
      fail(error);
      return { next: stored, written: () => {} };
    }
  };
  return { until: performance.now() + deadline, answered, isOver: () => over, run, fail };
}

/** Never throws: whatever goes wrong is told to the jobs. */
async function runTogether(table: Table, id: string, jobs: readonly Job[]): Promise<void> {
  const until = Math.max(...jobs.map(job => job.until));
  try {
    // A read that nobody waits for any more is left alone: nothing was written on the strength of it.
    const read = await Promise.race([
      table.get(id, until).then(stored => ({ stored })),
      Promise.all(jobs.map(job => job.answered)),
    ]);
    if (!('stored' in read)) return;
    let text = read.stored;
    const tellWritten: (() => void)[] = [];
    for (const job of jobs) {
      if (job.isOver()) continue;
      const { next, written } = job.run(text);
      text = next;
      tellWritten.push(written);
    }
    if (text !== read.stored) await write(table, id, text, until);
    for (const tell of tellWritten) tell();
  } catch (error) {
    for (const job of jobs) job.fail(error);
  }
}

const write = (table: Table, id: string, text: string | undefined, until: number): Promise<void> =>
  text === undefined ? table.delete(id, until) : table.set(id, text, until);

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}
