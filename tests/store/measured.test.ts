import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { noMetrics } from '../../src/core/no-metrics.ts';
import type { Metrics } from '../../src/core/ports.ts';
import { StoreError } from '../../src/store/errors.ts';
import { measured } from '../../src/store/measured.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend, Table } from '../../src/store/table.ts';
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
    const writing = table.swap('a', undefined, 'one', until());
    await expect.poll(() => calls.length).toBe(2);
    await expect(read(table.pages(30))).rejects.toMatchObject({ why: 'slow' });
    expect(calls.map(({ kind, why }) => `${kind} ${why}`)).toEqual(['read slow', 'write slow', 'read slow']);
    // It may come to its end after all.
    gate.open();
    expect(await writing).toBe(true);
  });

  test('lets no late write land on a newer value, where a write compares nothing, as in a file', async () => {
    const rows = new Map<string, string>();
    let arrive = (): void => {};
    const held = [new Promise<void>(resolve => (arrive = resolve))];
    const table: Table = {
      get: async key => rows.get(key),
      async swap(key, _, after) {
        await held.shift();
        if (after !== undefined) rows.set(key, after);
        return true;
      },
      async *pages() {},
    };
    const backend: Backend = { ...gated().backend, table: () => table };
    const seal = createSeal([new Uint8Array(32)]);
    const store = createStore(measured(backend, watching().metrics), { seal, deadline: 200 });
    const texts = store.collection({ name: 'texts', version: 1, schema: z.object({ text: z.string() }) });
    await expect(texts.update('a', () => ({ text: 'late' }))).rejects.toMatchObject({ why: 'slow' });
    const newer = texts.update('a', () => ({ text: 'newer' }));
    await new Promise(resolve => setTimeout(resolve, 50));
    arrive();
    await newer;
    expect(await texts.get('a')).toEqual({ text: 'newer' });
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
