import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../src/core/package-root.ts';

/** The built bot as a process of its own. */
export interface Run {
  exited: Promise<number | null>;
  said(): string;
  /** Waits until this was printed. */
  says(words: string): Promise<void>;
  /** Sends a signal, and gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it with these settings and nothing else of ours in its environment. */
export function startProcess(settings: Record<string, string>): Run {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['dist/bundle/src/main.js'], {
    cwd: root,
    // Nothing of a test goes into the data/ of whoever runs it.
    env: { PATH, HOME, STORE_URL: 'memory:', ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  // Whatever becomes of the test.
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));
  return {
    exited,
    said: () => output,
    async says(words) {
      const deadline = Date.now() + 50_000;
      while (!output.includes(words)) {
        if (Date.now() > deadline || child.exitCode !== null)
          throw new Error(`Expected "${words}", got: ${output}`);
        await sleep(20);
      }
    },
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

const root = packageRoot(import.meta.url);
