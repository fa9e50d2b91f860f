import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withLeftOut } from '../../src/people/helped.ts';
import { createPeople } from '../../src/people/person.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { openMemory } from '../../src/store/memory.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Backend } from '../../src/store/table.ts';
import { afterwards, folder, opened, quiet, storeOn, why } from '../store/places.ts';
import { plant } from '../store/plant.ts';

const telling = {
  say: (key: string) => key,
  exercise: (id: string) => id,
  feeling: (id: string) => id,
  country: (code: string) => code,
  locale: 'en-US',
};

function people(backend: Backend) {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const all = createPeople(storeOn(backend), { clock, log: quiet });
  afterwards(() => all.stop());
  return { all, clock };
}

describe('what is kept about a person', () => {
  test('is never told to be nothing while the store is away', async () => {
    const file = join(folder(), 'steady.sqlite');
    const { all } = people(await opened(() => openSqlite(file, { log: quiet })));
    await all.change('preferences', 'ada', () => defaultPreferences);
    renameSync(file, `${file}.elsewhere`);
    expect(await why(all.show('ada', telling))).toBe('away');
    expect(await why(all.show('nobody', telling))).toBe('away');
    renameSync(`${file}.elsewhere`, file);
    expect(await all.show('ada', telling)).toMatchObject([
      { kind: 'preferences', lines: ['my-data.preferences.discreet'] },
    ]);
  });

  test('is not brought back by a use that was being noted when it was erased', async () => {
    const { all, clock } = people(openMemory());
    await all.change('preferences', 'ada', () => defaultPreferences);
    clock.time += 24 * 60 * 60 * 1000;
    const noting = all.touch('ada');
    expect(await all.erase('ada')).toBe(1);
    await noting;
    expect(await all.raw('ada')).toEqual({});
  });

  test('is read as it was before what helped was sealed, and sealed when it is next written', async () => {
    const backend = openMemory();
    const { all } = people(backend);
    const value = { usedOn: '2026-11-01', exercises: withLeftOut({ exercises: {} }, 'orienting').exercises };
    await plant(backend.table('helped'), 'ada', JSON.stringify({ v: 1, value }));
    expect(await all.read('helped', 'ada')).toEqual(value);
    await all.touch('ada');
    expect(await all.raw('ada')).toMatchObject({ helped: { v: 2, sealed: ['exercises'] } });
    expect(await all.read('helped', 'ada')).toEqual({ ...value, usedOn: '2026-11-22' });
  });
});
