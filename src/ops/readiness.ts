import { StoreError } from '../store/errors.ts';

/** Something that has to work for people to be served. */
export interface Check {
  name: string;
  /** What is wrong with it now, in a word or two; nothing where it works. */
  trouble: () => string | undefined | Promise<string | undefined>;
}

export interface Readiness {
  ready: boolean;
  /** One line a check. */
  lines: string[];
}

/** Asks every check, and holds what they said for a moment, however many ask. Never rejects. */
export function createReadiness(checks: readonly Check[]): () => Promise<Readiness> {
  let held: { at: number; answer: Promise<Readiness> } | undefined;
  return () => {
    const now = performance.now();
    if (!held || now - held.at > heldMs) held = { at: now, answer: askAll(checks) };
    return held.answer;
  };
}

async function askAll(checks: readonly Check[]): Promise<Readiness> {
  const troubles = await Promise.all(checks.map(check => ask(check)));
  return {
    ready: troubles.every(trouble => trouble === undefined),
    lines: checks.map(({ name }, at) => `${name}: ${troubles[at] ?? 'ok'}`),
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

const heldMs = 500;
