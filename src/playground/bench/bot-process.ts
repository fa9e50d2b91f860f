import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { packageRoot } from '../../core/package-root.ts';

/** A bot as a process of its own. */
export interface Bot {
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Milliseconds from its start until it has said this. @throws Error when it ends before. */
  says(words: string): Promise<number>;
  /** Megabytes: now, and the most so far. @throws Error where this machine does not tell: only Linux does. */
  resident(): { now: number; most: number };
  /** Processor time it has used, in milliseconds. @throws Error where this machine does not tell: only Linux does. */
  usedMs(): number;
  stop(): Promise<void>;
}

/** Steady itself, as `npm start` starts it. */
export const startSteady = (env: Record<string, string>): Bot =>
  startBot('dist/bundle/src/main.js', { ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString('base64'), ...env });

/** What it is measured beside: `bot` on the gateway, `endpoint` over HTTP. */
export const startMinimal = (which: 'bot' | 'endpoint', env: Record<string, string>): Bot =>
  startBot(`dist/src/playground/bench/minimal-${which}.js`, env);

function startBot(file: string, env: Record<string, string>): Bot {
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: packageRoot(import.meta.url),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DISCORD_TOKEN: token, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = endedWith(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    child.emit('said');
  });
  return {
    startedAt,
    async says(words) {
      while (!output.includes(words)) {
        await Promise.race([once(child, 'said'), exited]);
        if (child.exitCode !== null) throw new Error(`Expected "${words}", got: ${output}`);
      }
      return performance.timeOrigin + performance.now() - startedAt;
    },
    resident() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return { now: megabytes(status, 'VmRSS'), most: megabytes(status, 'VmHWM') };
    },
    usedMs() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      // Behind the name of the program, which may hold spaces: the 12th and 13th field are ticks of 10 ms.
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      return (Number(user) + Number(system)) * tickMs;
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Resolves when a process has ended. It does not outlive this one, however this one ends. */
function endedWith(child: ChildProcess): Promise<unknown> {
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return once(child, 'exit').finally(() => process.off('exit', kill));
}

function megabytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`Expected ${name} in the status of a process, got none.`);
  return (Number(kilobytes) * 1_024) / 1e6;
}

/** Linux counts processor time so. */
const tickMs = 10;

/** Shaped like a token, and worth nothing anywhere. */
export const token = 'YmVuY2g.steady.not-a-secret';
