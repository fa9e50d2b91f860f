import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { Actor } from '../bot/actor.ts';

const root = packageRoot(import.meta.url);
const token = 'MTA0OTc2MTA0OTc2MTA0OTc2.GxSECRET.u-5zC1pXy9u5zC1pXy9u5zC1pXy9u5z';
/** What the person writes: each word stands in nothing but what they wrote. */
const words = {
  own: 'quillowed',
  note: 'the lighthouse at Skagenfoss',
  plan: 'my sister Ottoline in Vranje',
  promise: 'open the blue window by Thornwick',
  searched: 'marzipan trapdoor over Uppsalund',
  dm: 'umbrellas of Krasnovale',
};

/** The real process at its most talkative, through a conversation in which Discord fails too. */
describe('what the process writes at LOG_LEVEL=trace', () => {
  let standin: Standin;
  let folder: string;
  let printed = '';
  let secrets: Record<string, string>;
  let personal: string[];
  let interactions = 0;

  beforeAll(async () => {
    standin = await startStandin({ port: 0, token });
    folder = await mkdtemp(join(tmpdir(), 'steady-logs-'));
    const keys = [randomBytes(32), randomBytes(32)].map(key => key.toString('base64'));
    const run = start({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: standin.apiUrl,
      STORE_URL: `sqlite://${join(folder, 'steady.sqlite')}`,
      ENCRYPTION_KEYS: keys.join(','),
      LOG_LEVEL: 'trace',
      OPERATOR_CONTACT: 'steady@example.org',
    });
    await run.says('Steady is ready.');
    const tokens: string[] = [];
    standin.world.connect((event, payload) => {
      if (event === 'INTERACTION_CREATE') tokens.push((payload as { token: string }).token);
    });
    const ada = standin.world.people()[0]?.id ?? '';
    await talk(new Actor(standin.world, ada), standin);
    await sleep(500);
    await run.end();
    const wrong = start({
      DISCORD_TOKEN: 'MTA0OTc2MTA0OTc2MTA0OTc2.GxWRONGX.w-9zC1pXy9u5zC1pXy9u5zC1pXy9u5z',
      DISCORD_API_URL: standin.apiUrl,
      LOG_LEVEL: 'trace',
      STORE_URL: 'memory:',
    });
    await wrong.exited;
    printed = run.said() + wrong.said();
    secrets = {
      token,
      'its secret part': token.split('.')[2] ?? '',
      'the wrong token': 'w-9zC1pXy9u5zC1pXy9u5zC1pXy9u5z',
      ...Object.fromEntries(
        keys.flatMap((key, at) => [
          [`key ${at}`, key],
          [`key ${at} in hex`, Buffer.from(key, 'base64').toString('hex')],
        ]),
      ),
      ...Object.fromEntries(tokens.map((one, at) => [`interaction token ${at}`, one])),
      ...Object.fromEntries(standin.world.people().map(({ id, name }) => [`the id of ${name}`, id])),
    };
    interactions = tokens.length;
    personal = Object.values(words).flatMap(text =>
      text.split(' ').filter(word => /^[A-Z]/.test(word) || word === words.own),
    );
  }, 120_000);

  afterAll(async () => {
    await standin.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('holds no token, no key and no id of a person', () => {
    expect(interactions).toBeGreaterThan(15);
    for (const [what, secret] of Object.entries(secrets)) expect(printed.includes(secret), what).toBe(false);
  });

  test('holds nothing that was typed', () => {
    expect(personal.length).toBeGreaterThanOrEqual(6);
    for (const word of personal) expect(printed.toLowerCase().includes(word.toLowerCase()), word).toBe(false);
  });

  test('tells of what failed all the same, so that there was something to leak', () => {
    expect(printed).toContain('An answer could not be sent');
    expect(printed).toContain('Discord refused this token');
    expect(printed.split('\n').filter(line => line.startsWith('{')).length).toBeGreaterThan(5);
  });

  test('and neither does the store hold what was typed, in plain letters', async () => {
    const files = ['steady.sqlite', 'steady.sqlite-wal'].map(name =>
      readFile(join(folder, name)).catch(() => Buffer.alloc(0)),
    );
    const bytes = Buffer.concat(await Promise.all(files));
    expect(bytes.length).toBeGreaterThan(1_000);
    for (const word of [...personal, secrets['key 0'] ?? '']) expect(bytes.includes(word), word).toBe(false);
  });
});

/** What was not taken would not be there to leak. */
async function sends(ada: Actor, fields: Record<string, string | string[]>): Promise<void> {
  const outcome = await ada.submits(fields);
  expect(outcome.kind, JSON.stringify(outcome)).not.toBe('failed');
}

/** Everything somebody may write, and what fails while they do. */
async function talk(ada: Actor, { world }: Standin): Promise<void> {
  ada.at('own-dm');
  await ada.types('/checkin now');
  await ada.presses('My own word');
  await sends(ada, { word: words.own });
  await ada.chooses('How strong is it, 0 to 10?', '5');
  await ada.presses('Keep a private history');
  await ada.presses('Add a note');
  await sends(ada, { note: words.note });
  await ada.types('/plan edit');
  await ada.presses('People I can tell');
  await sends(ada, { people: words.plan });
  await ada.types('/promise make');
  await sends(ada, { words: words.promise, when: 'tomorrow_510', city: 'Berlin' });
  await ada.types('/explain', { topic: words.searched });
  await ada.isTyping('/explain', 'topic', words.searched);
  await ada.says(words.dm);
  await ada.types('/my-data show');
  for (const fault of [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 403, code: 50_001, message: 'Missing Access' },
    { kind: 'drop' },
  ] as const) {
    world.faults.next('POST /interactions/:id/:token/callback', fault, 3);
    await ada.types('/explain', { topic: words.searched });
    world.faults.clear();
  }
  world.faults.next('POST /interactions/:id/:token/callback', {
    kind: 'rate-limit',
    scope: 'user',
    retryAfter: 1,
  });
  await ada.types('/plan show');
  world.faults.gateway({ kind: 'reconnect' });
  await sleep(1_000);
  await ada.types('/my-data export');
}

interface Run {
  exited: Promise<unknown>;
  said(): string;
  says(words: string): Promise<void>;
  end(): Promise<unknown>;
}

function start(settings: Record<string, string>): Run {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['dist/bundle/src/main.js'], {
    cwd: root,
    env: { PATH, HOME, ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'exit');
  return {
    exited,
    said: () => output,
    async says(text) {
      const deadline = Date.now() + 60_000;
      while (!output.includes(text)) {
        if (Date.now() > deadline || child.exitCode !== null)
          throw new Error(`Expected "${text}", got: ${output}`);
        await sleep(50);
      }
    },
    end() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
