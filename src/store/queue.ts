import { tooSlow } from './deadline.ts';
import type { Table } from './table.ts';

/** What one step makes of the stored text. `next` undefined: the row goes, or never comes. */
interface StepOutcome<R> {
  next: string | undefined;
  result: R;
}

/**
 * Must be synchronous: between the reading and the writing of one record nothing else happens to it. It runs again, from the
 * beginning, when another process has written meanwhile; only what its last run gives is written and told.
 */
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
    // What is asked for in one go shares one write also where nothing has to be read first.
    await Promise.resolve();
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
  /** Runs the step. Gives the text that follows and what to call once that stands. A throwing step changes nothing and fails alone. */
  run(stored: string | undefined): { next: string | undefined; tell: () => void };
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
      return { next, tell: () => finish(() => resolve(result)) };
    } catch (error) {
      return { next: stored, tell: () => fail(error) };
    }
  };
  return { until: performance.now() + deadline, answered, isOver: () => over, run, fail };
}

/** Never throws: whatever goes wrong is told to the jobs. */
async function runTogether(table: Table, id: string, jobs: readonly Job[]): Promise<void> {
  const until = Math.max(...jobs.map(job => job.until));
  try {
    // Where another process wrote meanwhile, the steps run again on what it wrote.
    let isDone = false;
    while (!isDone) isDone = await tryTogether(table, id, jobs, until);
  } catch (error) {
    for (const job of jobs) job.fail(error);
  }
}

/** One reading, the steps on it, one write. False when something else had been written in between. */
async function tryTogether(table: Table, id: string, jobs: readonly Job[], until: number): Promise<boolean> {
  const read = table.known?.(id) ?? (await readInTime(table, id, jobs, until));
  if (!read) return true;
  let text = read.value;
  const tellAll: (() => void)[] = [];
  for (const job of jobs) {
    if (job.isOver()) continue;
    const { next, tell } = job.run(text);
    text = next;
    tellAll.push(tell);
  }
  if (text !== read.value && !(await table.swap(id, read.value, text, until))) return false;
  for (const tell of tellAll) tell();
  return true;
}

/** Undefined once nobody waits for it any more: such a read is left alone, as nothing was written on the strength of it. */
async function readInTime(
  table: Table,
  id: string,
  jobs: readonly Job[],
  until: number,
): Promise<{ value: string | undefined } | undefined> {
  return Promise.race([
    table.get(id, until).then(value => ({ value })),
    Promise.all(jobs.map(job => job.answered)).then(() => undefined),
  ]);
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}
