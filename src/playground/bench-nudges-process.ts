import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../core/package-root.ts';
import type { Ready, Seen } from './bench-nudges-standin.ts';

/** Steady itself, as `npm start` starts it. */
export interface Steady {
  /** Milliseconds from its start until it has said this. @throws Error when it ends before. */
  says(words: string): Promise<number>;
  /** Megabytes: now, and the most so far. */
  resident(): { now: number; most: number };
  stop(): Promise<void>;
}

/** @throws Error where this machine does not tell the memory of a process: only Linux does. */
export function startSteady(file: string, apiUrl: string): Steady {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    cwd: packageRoot(import.meta.url),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: apiUrl,
      STORE_URL: `sqlite://${file}`,
      ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    child.emit('said');
  });
  return {
    async says(words) {
      while (!output.includes(words)) {
        await Promise.race([once(child, 'said'), exited]);
        if (child.exitCode !== null) throw new Error(`Expected "${words}", got: ${output}`);
      }
      return performance.now() - startedAt;
    },
    resident() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return { now: megabytes(status, 'VmRSS'), most: megabytes(status, 'VmHWM') };
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** A stand-in with so many people, in a process of its own. */
export interface Standin extends Ready {
  seen(): Promise<Seen>;
  stop(): Promise<void>;
}

export async function startStandinProcess(people: number): Promise<Standin> {
  const file = fileURLToPath(new URL('./bench-nudges-standin.js', import.meta.url));
  const child = fork(file, [token, String(people)]);
  const ready = await next<Ready>(child);
  return {
    ...ready,
    async seen() {
      const answer = next<Seen>(child);
      child.send('what came?');
      return answer;
    },
    async stop() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function next<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}

function megabytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`Expected ${name} in the status of a process, got none.`);
  return (Number(kilobytes) * 1_024) / 1e6;
}

/** Shaped like a token, and worth nothing anywhere. */
const token = 'YmVuY2g.steady.not-a-secret';
