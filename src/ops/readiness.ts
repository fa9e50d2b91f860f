import { StoreError } from '../store/errors.ts';

/** Something that has to work for people to be served. */
export interface Check {
  name: string;
  /** What is wrong with it now, in a word or two; nothing where it works. */
  trouble: () => string | undefined | Promise<string | undefined>;
  /** What is said of it where it works, in place of "ok". */
  well?: () => string;
}

export interface Readiness {
  ready: boolean;
  /** One line a check. */
  lines: string[];
}

/** Asks every check, or the one of this name. Never rejects. */
export async function readinessOf(all: readonly Check[], only?: string): Promise<Readiness> {
  const checks = only === undefined ? all : all.filter(({ name }) => name === only);
  const troubles = await Promise.all(checks.map(check => ask(check)));
  return {
    ready: troubles.every(trouble => trouble === undefined),
    lines: checks.map(({ name, well }, at) => `${name}: ${troubles[at] ?? well?.() ?? 'ok'}`),
  };
}

/** A check that costs something, asked once a second at most, however many ask. */
export function held({ name, trouble }: Check): Check {
  let last: { at: number; answer: ReturnType<Check['trouble']> } | undefined;
  return {
    name,
    trouble() {
      const now = performance.now();
      if (!last || now - last.at > heldMs) last = { at: now, answer: trouble() };
      return last.answer;
    },
  };
}

/** The kind of a failure, never its words: they may name a file or a host. */
async function ask({ trouble }: Check): Promise<string | undefined> {
  try {
    return await trouble();
  } catch (error) {
    return error instanceof StoreError ? error.why : 'failed';
  }
}

const heldMs = 1_000;
