import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../store/sqlite-connection.ts';
import { loadDriver } from '../../store/sqlite-driver.ts';
import { demand, type Fault } from './fault.ts';
import type { Scene } from './scene.ts';

/** What happens to a store on a file. */
export const storeFaults: readonly Fault[] = [
  {
    name: 'disk full',
    restarts: true,
    async befall(scene, dice) {
      const pages = Math.ceil((await stat(scene.file)).size / pageBytes);
      await stopped(scene);
      await scene.start({ STORE_URL: `${scene.storeUrl}?max_page_count=${pages + dice.between(0, 2)}` });
      await fillsUp(scene);
      await sleep(dice.between(500, 2_000));
      await stopped(scene);
      await scene.start();
    },
  },
  {
    name: 'file locked by another program',
    async befall(scene, dice) {
      const other = await connect(await loadDriver(), scene.file, { table: 'preferences' });
      try {
        await untilHeld(() => other.query('BEGIN EXCLUSIVE'));
        await sleep(dice.between(2_000, 5_000));
        await other.query('ROLLBACK');
      } finally {
        await other.close();
      }
    },
  },
  {
    name: 'file replaced by junk, then put back',
    async befall({ file }, dice) {
      const endings = ['', '-wal', '-shm'];
      for (const ending of endings)
        await rename(`${file}${ending}`, `${file}.aside${ending}`).catch(() => {});
      await writeFile(file, 'this is no database');
      await sleep(dice.between(1_000, 4_000));
      await rm(file);
      for (const ending of endings)
        await rename(`${file}.aside${ending}`, `${file}${ending}`).catch(() => {});
    },
  },
  {
    name: 'file damaged while it was stopped',
    restarts: true,
    async befall(scene) {
      await stopped(scene);
      const first = Buffer.alloc(100);
      const handle = await open(scene.file, 'r+');
      try {
        await handle.read(first, 0, first.length, 0);
        await handle.write(Buffer.alloc(first.length, 0x5a), 0, first.length, 0);
        await refuses(scene, /^The store's file \S+ was expected, something else stands in its place\.\n$/);
        await handle.write(first, 0, first.length, 0);
      } finally {
        await handle.close();
      }
      await scene.start();
    },
  },
  {
    name: 'two processes on one file',
    befall: scene => refuses(scene, /^Another process already uses \S+: stop that one first\.\n$/),
  },
];

/** A second process ends by itself, with this and nothing else. */
async function refuses(scene: Scene, words: RegExp): Promise<void> {
  const second = scene.another();
  const code = await Promise.race([second.exited, sleep(refusedWithinMs, 'still running')]);
  if (code === 'still running') await second.end('SIGKILL');
  const said = second.said();
  demand(code === 1 && words.test(said), `exit code 1 and ${words}`, `${code} and ${JSON.stringify(said)}`);
}

async function stopped({ bot }: Scene): Promise<void> {
  const code = await bot.end('SIGTERM');
  demand(code === 0, 'exit code 0 after SIGTERM', `${code}`);
}

/** Writes for people until one of them is told that it could not be saved. */
async function fillsUp({ world, watcher }: Scene): Promise<void> {
  const place = world.place('server', watcher);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const person = world.people().at(-1 - (tries % 40))?.id ?? watcher;
    const options = { country: tries % 2 === 0 ? 'DE' : 'FR' };
    const outcome = await world.act({ kind: 'command', person, place, command: 'settings', options });
    if (JSON.stringify(outcome).includes('I could not save')) return;
  }
  demand(false, 'the disk to be full', `${mostTries} records that were saved`);
}

/** Somebody is writing just now, as a rule. */
async function untilHeld(take: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await take();
      return;
    } catch (error) {
      if (tries === mostTries) throw error;
      await sleep(5);
    }
  }
}

const pageBytes = 4_096;
const mostTries = 500;
const refusedWithinMs = 20_000;
