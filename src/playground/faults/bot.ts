import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../core/package-root.ts';
import type { Asked, Held } from './in-process.ts';

/** Steady itself, as `npm start` starts it. */
export interface Bot {
  /** Waits until it has said this. @throws Error when it ends before, or says nothing of it in time. */
  says(words: string): Promise<void>;
  /** The last it said. */
  said(): string;
  /** What it logged as an error, and what came unlogged. */
  errors(): readonly string[];
  /** The last it warned of. */
  warnings(): readonly string[];
  /** Resolves with its exit code; null where a signal ended it. */
  exited: Promise<number | null>;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Sets its wall clock so far off the true one, in milliseconds. */
  setClock(stepMs: number): void;
  measure(): Promise<Measured>;
}

export interface Measured {
  residentMb: number;
  /** After everything that can be freed was. */
  heapMb: number;
  openFiles: number;
  handles: number;
}

/** Starts it with these settings and nothing else of ours in its environment. */
export function startBot(settings: Readonly<Record<string, string>>): Bot {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(join(root, 'dist/bundle/src/main.js'), [], {
    cwd: root,
    env: { PATH, HOME, ...settings },
    execArgv: ['--expose-gc', '--import', pathToFileURL(join(root, built, 'in-process.js')).href],
    silent: true,
  });
  const output = listen(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const tell = (asked: Asked) => void child.send(asked);
  return {
    said: () => output.text(),
    errors: () => output.errors,
    warnings: () => output.warnings.slice(-mostWarnings),
    exited,
    async says(words) {
      const until = performance.now() + patienceMs;
      while (!output.text().includes(words)) {
        if (child.exitCode !== null || child.signalCode !== null || performance.now() > until)
          throw new Error(`Expected "${words}" of the process, got: ${output.text() || 'nothing'}`);
        await sleep(20);
      }
    },
    async end(signal) {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
    setClock: ms => tell({ kind: 'step', ms }),
    async measure() {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(patienceMs) });
      tell({ kind: 'measure' });
      const [held] = (await answer) as [Held];
      return {
        heapMb: held.heapBytes / 1e6,
        handles: held.handles,
        residentMb: residentMb(child.pid),
        openFiles: readdirSync(`/proc/${child.pid}/fd`).length,
      };
    },
  };
}

function listen(child: ChildProcess): { text(): string; errors: string[]; warnings: string[] } {
  let text = '';
  const errors: string[] = [];
  const warnings: string[] = [];
  const hear = (stream: 'stdout' | 'stderr') => {
    let rest = '';
    child[stream]?.on('data', (data: Buffer) => {
      const lines = (rest + data.toString()).split('\n');
      rest = lines.pop() ?? '';
      text = (text + data.toString()).slice(-mostKept);
      for (const line of lines) {
        if (stream === 'stderr' || isLevel(line, '[56]0')) errors.push(line);
        else if (isLevel(line, '40')) warnings.push(line);
      }
    });
  };
  hear('stdout');
  hear('stderr');
  return { text: () => text, errors, warnings };
}

/** By the number that pino gives a level. */
const isLevel = (line: string, level: string): boolean => new RegExp(`^\\{"level":${level},`).test(line);

/** @throws Error where the machine does not tell the memory of a process: only Linux does. */
function residentMb(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error('Expected VmRSS in the status of a process, got none.');
  return (Number(kilobytes) * 1_024) / 1e6;
}

const root = packageRoot(import.meta.url);
const built = 'dist/src/playground/faults';
const patienceMs = 60_000;
const mostKept = 100_000;
const mostWarnings = 20;
