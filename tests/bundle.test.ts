import { afterEach, describe, expect, test } from 'vitest';
import { startStandin } from '../src/playground/standin/server.ts';
import { type Run, startProcess } from './process.ts';
import { freePort } from './store/redis-server.ts';

const token = 'dGVzdA.steady.not-a-secret';
const running = new Set<Run>();

afterEach(async () => {
  for (const run of running) await run.end('SIGKILL');
  running.clear();
});

describe('the bundle, as Steady is started', () => {
  test('connects, answers, says nothing but that, and stops', async () => {
    const standin = await startStandin({ port: 0, token });
    const run = start({ DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl });
    await run.says('Steady is ready.');
    const { world } = standin;
    const person = world.people()[0]?.id ?? '';
    const place = world.place('own-dm', person);
    const outcome = await world.act({ kind: 'command', person, place, command: 'ground', options: {} });
    expect(outcome.kind).not.toBe('failed');
    expect(await run.end('SIGTERM')).toBe(0);
    expect(run.said()).not.toMatch(/warning/i);
    expect(world.problems).toEqual([]);
    await standin.close();
  });

  test('starts the playground, with the modules of its page', async () => {
    const port = await freePort();
    const run = start({ PLAYGROUND_PORT: String(port) });
    await run.says('type /ground');
    for (const path of ['', 'page/main.js']) {
      const response = await fetch(`http://127.0.0.1:${port}/${path}`);
      expect(response.status, path).toBe(200);
      await response.body?.cancel();
    }
    expect(await run.end('SIGTERM')).toBe(0);
  });
});

function start(settings: Record<string, string>): Run {
  const run = startProcess(settings);
  running.add(run);
  return run;
}
