import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { token } from './bot-process.ts';
import type { Answers, Ask, Ready, StandinSettings } from './standin-contract.ts';

/** A stand-in in a process of its own. One thing is asked of it at a time. */
export interface Standin extends Ready {
  ask<K extends Ask['kind']>(ask: Extract<Ask, { kind: K }>): Promise<Answers[K]>;
  stop(): Promise<void>;
}

/** @throws Error when it ends before it is asked to. */
export async function startStandinProcess(settings: Omit<StandinSettings, 'token'>): Promise<Standin> {
  const file = fileURLToPath(new URL('./standin.js', import.meta.url));
  const child = fork(file, [JSON.stringify({ ...settings, token })]);
  const ready = await next<Ready>(child);
  return {
    ...ready,
    async ask<K extends Ask['kind']>(ask: Extract<Ask, { kind: K }>) {
      const answer = next<Answers[K]>(child);
      child.send(ask);
      return answer;
    },
    async stop() {
      if (!child.connected) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function next<T>(child: ChildProcess): Promise<T> {
  const waiting = new AbortController();
  const ended = once(child, 'exit', { signal: waiting.signal }).then(([code]) => {
    throw new Error(`Expected an answer of the stand-in, it ended with ${code}.`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: waiting.signal }), ended])) as [
      T,
    ];
    return message;
  } finally {
    waiting.abort();
    ended.catch(() => undefined);
  }
}
