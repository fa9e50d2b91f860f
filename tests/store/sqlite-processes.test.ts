import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../src/store/open.ts';
import { afterwards, folder, quiet, seal, seeded } from './places.ts';

const program = join(import.meta.dirname, 'child.mjs');
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

describe('a second process on one file', () => {
  test('stops with one sentence that names the file, and leaves the first alone', async () => {
    const root = folder();
    const kept = await open(root);
    await kept.update('k1', () => ({ number: 1 }));
    const second = start(root, 'hold');
    expect(await second.exited).toBe(1);
    const file = join(root, 'steady.sqlite');
    expect(second.said()).toBe(`locked: Another process already uses ${file}: stop that one first.\n`);
    expect(await kept.update('k1', now => ({ number: (now?.number ?? 0) + 1 }))).toEqual({ number: 2 });
  });

  test('is refused within one process too', async () => {
    const root = folder();
    await open(root);
    await expect(open(root)).rejects.toMatchObject({ why: 'locked' });
  });

  test('keeps one out whose file and lock were deleted while it ran, once another has made both anew', async () => {
    const root = folder();
    const kept = await open(root);
    await kept.update('k1', () => ({ number: 1 }));
    for (const name of readdirSync(root)) rmSync(join(root, name));
    const second = start(root, 'hold');
    await second.says('open');
    for (let times = 0; times < 2; times++) {
      await expect(kept.get('k1')).rejects.toMatchObject({ why: 'locked' });
    }
    second.child.kill('SIGKILL');
    await second.exited;
    expect(await kept.update('k1', () => ({ number: 2 }))).toEqual({ number: 2 });
  });

  test('takes over at once from one that was killed: no lock stays behind', async () => {
    const root = folder();
    const first = start(root, 'hold');
    await first.says('open');
    await expect(open(root)).rejects.toMatchObject({ why: 'locked' });
    first.child.kill('SIGKILL');
    await first.exited;
    const began = performance.now();
    const kept = await open(root);
    expect(performance.now() - began).toBeLessThan(900);
    expect(await kept.update('k1', () => ({ number: 1 }))).toEqual({ number: 1 });
  });
});

test('every write that was confirmed is there after SIGKILL at any point of 10,000 writes', {
  timeout: 60_000,
}, async () => {
  const root = folder();
  const random = seeded(2_026);
  const confirmed = new Map<string, number>();
  let from = 0;
  for (let round = 0; round <= kills; round++) {
    const run = start(root, 'write', from, writes);
    await run.says('open');
    if (round < kills) {
      await run.saysMore(Math.floor(random() * (writes / kills)) * 4);
      run.child.kill('SIGKILL');
    }
    await run.exited;
    for (const line of run
      .said()
      .split('\n')
      .filter(said => /^\d+$/.test(said))) {
      const number = Number(line);
      const key = `k${number % 500}`;
      confirmed.set(key, Math.max(number, confirmed.get(key) ?? 0));
      from = Math.max(from, number + 1);
    }
    if (round < kills) expect(run.said()).not.toContain('done');
    const kept = await open(root);
    const lost: string[] = [];
    for (const [key, number] of confirmed) {
      const there = (await kept.get(key))?.number ?? -1;
      if (there < number || there % 500 !== number % 500)
        lost.push(`${key}: ${number} was confirmed, ${there} is there`);
    }
    expect(lost).toEqual([]);
    await kept.close();
  }
  expect(confirmed.size).toBe(500);
  expect(from).toBe(writes);
});

test.skipIf(isRoot && !nobodyMayRun())(
  'a file whose rights were taken away is away, and works when it has them again',
  async () => {
    const root = folder();
    if (isRoot) chownSync(root, nobody.uid, nobody.gid);
    const run = start(root, 'mode');
    expect(await run.exited).toBe(0);
    expect(run.said()).toBe('open\n0: away away\n400: away away\n600: 1 1\n');
  },
);

const writes = 10_000;
const kills = 5;

async function open(root: string) {
  const store = await openStore('sqlite://steady.sqlite', { root, log: quiet, seal });
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await store.close();
    closed = true;
  };
  afterwards(close);
  const numbers = store.collection({ name: 'numbers', version: 1, schema: z.object({ number: z.number() }) });
  return { ...numbers, close };
}

/** Runs child.mjs; as another user when this one is root, whom no rights of a file bind. */
function start(root: string, ...call: readonly (string | number)[]) {
  const user = isRoot && call[0] === 'mode' ? nobody : {};
  const child: ChildProcess = spawn(process.execPath, [program, root, ...call.map(String)], { ...user });
  let output = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
      for (const listener of heard) listener();
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  afterwards(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const listener = (): void => {
        if (isSo()) resolve();
      };
      heard.add(listener);
      listener();
      exited.then(() => reject(new Error(`It ended: ${output}`)), reject);
    });
  return {
    child,
    exited,
    said: () => output,
    says: (words: string) => until(() => output.includes(words)),
    saysMore: (bytes: number) => until(() => output.length > bytes),
  };
}

function nobodyMayRun(): boolean {
  try {
    const dist = join(import.meta.dirname, '../../dist/src/store/open.js');
    execFileSync(process.execPath, ['-e', `require('node:fs').accessSync(${JSON.stringify(dist)})`], {
      ...nobody,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
