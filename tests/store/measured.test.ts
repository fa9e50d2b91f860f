import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noMetrics } from '../../src/core/no-metrics.ts';
import type { Metrics } from '../../src/core/ports.ts';
import { StoreError } from '../../src/store/errors.ts';
import { measured } from '../../src/store/measured.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend } from '../../src/store/table.ts';
import { gated } from './gated.ts';

type Stored = Parameters<Metrics['stored']>[0];

function watching(): { calls: Stored[]; metrics: Metrics } {
  const calls: Stored[] = [];
  return { calls, metrics: { ...noMetrics, stored: call => calls.push(call) } };
}

const soon = () => performance.now() + 1_000;

async function read(pages: AsyncIterable<readonly { key: string }[]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of pages) keys.push(...page.map(({ key }) => key));
  return keys;
}

describe('a measured place', () => {
  test('keeps and gives as it did, and counts each reading and writing', async () => {
    const { calls, metrics } = watching();
    const place = measured(gated().backend, metrics);
    const table = place.table('notes');
    expect(await table.swap('a', undefined, 'one', soon())).toBe(true);
    expect(await table.get('a', soon())).toBe('one');
    expect(await read(table.pages(1_000))).toEqual(['a']);
    await place.scrub(soon());
    await place.close();
    expect(calls.map(({ kind }) => kind)).toEqual(['write', 'read', 'read', 'read']);
    expect(calls.every(({ ms, why }) => ms >= 0 && why === undefined)).toBe(true);
  });

  test('counts what never answers as too slow, once nobody waits any more', async () => {
    const { calls, metrics } = watching();
    const gate = gated();
    const table = measured(gate.backend, metrics).table('notes');
    gate.shut('get', 'swap', 'pages');
    const until = () => performance.now() + 30;
    await expect(table.get('a', until())).rejects.toMatchObject({ why: 'slow' });
    await expect(table.swap('a', undefined, 'one', until())).rejects.toMatchObject({ why: 'slow' });
    await expect(read(table.pages(30))).rejects.toMatchObject({ why: 'slow' });
    expect(calls.map(({ kind, why }) => `${kind} ${why}`)).toEqual(['read slow', 'write slow', 'read slow']);
  });

  test('counts a failure by its kind', async () => {
    const { calls, metrics } = watching();
    const errors = [new StoreError('full', 'Full.'), new Error('A bug')];
    const table = measured(failing(errors), metrics).table('notes');
    await expect(table.get('a', soon())).rejects.toThrow('Full.');
    await expect(table.get('a', soon())).rejects.toThrow('A bug');
    expect(calls.map(({ why }) => why)).toEqual(['full', 'failed']);
  });
});

describe('the check of a store', () => {
  test('is a real reading, which fails where others would', async () => {
    const { calls, metrics } = watching();
    const gate = gated();
    const store = createStore(gate.backend, {
      seal: createSeal([new Uint8Array(32)]),
      deadline: 30,
      metrics,
    });
    await store.check();
    expect(calls).toEqual([]);
    store.collection(notes);
    await store.check();
    expect(calls).toMatchObject([{ kind: 'read' }]);
    gate.shut('get');
    await expect(store.check()).rejects.toMatchObject({ why: 'slow' });
  });
});

const notes = { name: 'notes', version: 1, schema: z.object({ text: z.string() }) };

function failing(errors: Error[]): Backend {
  const { backend } = gated();
  const get = () => Promise.reject(errors.shift() ?? new Error('No more errors'));
  return { ...backend, table: name => ({ ...backend.table(name), get }) };
}
