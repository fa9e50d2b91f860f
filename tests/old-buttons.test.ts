import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsFolder, routerOf } from '../src/app.ts';
import { parseCustomId } from '../src/discord/custom-id.ts';
import { loadCommands } from '../src/router/registry.ts';
import { detect, library } from './library/shipped.ts';

import { keptIn } from './people/kept.ts';

const registry = await loadCommands(commandsFolder);
const shipped = readFileSync(new URL('old-buttons.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'));

test('the list of shipped buttons names every action there is', () => {
  const listed = new Set(shipped.map(id => id.split(':').slice(0, 2).join(':')));
  const there = [...registry.values()].flatMap(({ name, actions }) =>
    Object.keys(actions).map(action => `${name}:${action}`),
  );
  expect(there.filter(action => !listed.has(action))).toEqual([]);
});

test.each(shipped)('a button shipped as %s still answers', async id => {
  const logged: string[] = [];
  const log = {
    info: () => {},
    warn: (_: object, line: string) => logged.push(line),
    error: (_: object, line: string) => logged.push(line),
  };
  const router = routerOf(registry, () => library, {
    operator: {},
    makeDetector: () => detect,
    log,
    ...keptIn({ now: () => 0 }, log),
  });
  const caller = {
    id: '1',
    locale: 'en-US',
    place: 'server',
    channel: '300000000000000001',
    managesServer: true,
    server: '400000000000000001',
    mayWrite: true,
  } as const;
  const input = {
    values: ['all'],
    texts: { words: 'a song came on', word: 'heavy-eyed', note: 'a song came on', steadies: 'tea' },
    chosen: { 'countries-1': ['DE'] },
  };
  const isForm = /:(asked|chosen|named|noted|written)/.test(id);
  const values = valuesOf[id.split(':').slice(0, 2).join(':')] ?? input.values;
  const { reply } = router.answer(
    isForm
      ? {
          kind: 'form',
          caller,
          ...parseCustomId(id),
          texts: input.texts,
          chosen: input.chosen,
          onPrivate: true,
          quoted: 'heavy-eyed',
        }
      : { kind: 'action', caller, ...parseCustomId(id), values, onPrivate: true, quoted: 'heavy-eyed' },
  );
  expect(JSON.stringify(await reply)).not.toMatch(/older card|is not here any more|Something broke/);
  expect(logged).toEqual([]);
});

/** What is chosen in the menus. */
const valuesOf: Readonly<Record<string, string[]>> = {
  'explain:pick': ['on-edge'],
  'checkin:group': ['low'],
  'checkin:word': ['sad'],
  'checkin:strength': ['9'],
  'nudge:wish': ['1'],
  'promise:zone': ['Europe/Berlin'],
  'server:wish': ['Europe/Berlin'],
};
