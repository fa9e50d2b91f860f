import { expect, test } from 'vitest';
import { afterwards, fileStore, folder, note, notes } from './places.ts';

test('what was told as written stands, however many write into several tables at once on a busy machine', async () => {
  const root = folder();
  const store = await fileStore(root);
  const tables = ['one', 'two', 'three', 'four'].map(name => store.collection({ ...notes, name }));
  for (const kept of tables) await kept.update('first', () => note(1));
  // What SQLite has done is heard late.
  const busy = setInterval(() => {
    for (const until = performance.now() + 3; performance.now() < until; );
  }, 1);
  afterwards(() => clearInterval(busy));
  const lost: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const ids = Array.from({ length: 15 }, (_, at) => `id${round}.${at}`);
    const written = ids.flatMap(id =>
      tables.map(async kept => {
        await kept.update(id, () => note(2));
        if ((await kept.get(id))?.count !== 2) lost.push(`${kept.name} ${id}`);
      }),
    );
    await Promise.allSettled(written);
  }
  expect(lost).toEqual([]);
  await store.close();
});
