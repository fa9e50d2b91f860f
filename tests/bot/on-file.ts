import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppParts, startApp } from '../../src/app.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { library } from '../library/shipped.ts';
import { collectingLog, type Line } from '../router/log.ts';
import { Actor } from './actor.ts';

/** The real bot over the gateway, with a store in a file of its own that a test may then harm. */
export interface OnFile {
  folder: string;
  file: string;
  lines: Line[];
  world: ServedWorld;
  person: (n: number) => Actor;
  stored(personId: string): Promise<Record<string, unknown>>;
  app: App;
  close(): Promise<void>;
}

/** `query`: what follows the file in the address of the store. */
export async function botOnFile({
  query = '',
  heartbeatMs,
  ...parts
}: { query?: string; heartbeatMs?: number } & Partial<AppParts> = {}): Promise<OnFile> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-file-'));
  const file = join(folder, 'steady.sqlite');
  const people = Array.from({ length: 300 }, (_, n) => ({ name: `Person ${n}`, managesServer: n === admin }));
  const { clock } = parts;
  const world = createWorld({ people, ...(clock && { clock }) });
  const standin = await startStandin({ port: 0, token, world, ...(heartbeatMs && { heartbeatMs }) });
  const { log, lines } = collectingLog();
  const app = await startApp({
    token,
    apiUrl: standin.apiUrl,
    operator: {},
    log,
    root,
    library,
    encryptionKeys: Buffer.alloc(32, 1).toString('base64'),
    storeUrl: `sqlite://${file}${query}`,
    onEnd: () => {},
    signal: new AbortController().signal,
    ...parts,
  }).catch(async (error: unknown) => {
    await standin.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    folder,
    file,
    lines,
    world: standin.world,
    person: n => new Actor(standin.world, standin.world.people()[n]?.id ?? ''),
    stored: id => app.stored(id),
    app,
    async close() {
      await app.stop();
      await standin.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another program's connection to the file. */
export interface OtherProgram {
  run(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export function otherProgram(file: string): OtherProgram {
  const { Database } = createRequire(import.meta.url)('sqlite3') as {
    Database: new (file: string) => Connection;
  };
  const connection = new Database(file);
  return {
    run: sql =>
      new Promise((resolve, reject) =>
        connection.all(sql, (error, rows) => (error ? reject(error) : resolve(rows))),
      ),
    close: () => new Promise(resolve => connection.close(() => resolve())),
  };
}

interface Connection {
  all(sql: string, done: (error: Error | null, rows: Record<string, unknown>[]) => void): void;
  close(done: (error: Error | null) => void): void;
}

/** Which of the people may manage the server. */
export const admin = 2;

const root = packageRoot(import.meta.url);
const token = 'dGVzdA.steady.not-a-secret';
