import { describe, expect, test } from 'vitest';
import { createRecentRows } from '../../src/store/recent-rows.ts';

/** A table whose reads wait until they are let go. */
function slowTable() {
  const waiting: (() => void)[] = [];
  return {
    read: (value: string | undefined) => () => {
      return new Promise<string | undefined>(resolve => void waiting.push(() => resolve(value)));
    },
    letGo() {
      for (const go of waiting.splice(0)) go();
    },
  };
}

const now = (value: string | undefined) => () => Promise.resolve(value);
const never = () => Promise.reject(new Error('Expected not to be read again.'));

describe('a row that was read', () => {
  test('is known, and that there was none too', async () => {
    const rows = createRecentRows();
    expect(await rows.get('ada', now('one'))).toBe('one');
    expect(await rows.get('bo', now(undefined))).toBeUndefined();
    expect(await rows.get('ada', never)).toBe('one');
    expect(await rows.get('bo', never)).toBeUndefined();
  });

  test('is not known where the read failed', async () => {
    const rows = createRecentRows();
    await expect(rows.get('ada', never)).rejects.toThrow('read again');
    expect(await rows.get('ada', now('one'))).toBe('one');
  });

  test('is read again where it was written meanwhile', async () => {
    const rows = createRecentRows();
    const table = slowTable();
    const reading = rows.get('ada', table.read('old'));
    await rows.write('ada', 'new', now(undefined));
    table.letGo();
    expect(await reading).toBe('old');
    expect(await rows.get('ada', never)).toBe('new');
  });

  test('is read again where it was being written when the read ended', async () => {
    const rows = createRecentRows();
    const table = slowTable();
    const writing = rows.write('ada', 'new', table.read(undefined));
    expect(await rows.get('ada', now('old'))).toBe('old');
    table.letGo();
    await writing;
    expect(await rows.get('ada', never)).toBe('new');
  });

  test('is forgotten when 2,000 others came after it', async () => {
    const rows = createRecentRows();
    for (let id = 0; id <= 2_000; id += 1) await rows.get(String(id), now('one'));
    expect(await rows.get('2000', never)).toBe('one');
    await expect(rows.get('0', never)).rejects.toThrow('read again');
  });
});

describe('a row that was written', () => {
  test('is known as it was written, and as gone after a deletion', async () => {
    const rows = createRecentRows();
    await rows.write('ada', 'one', now(undefined));
    expect(await rows.get('ada', never)).toBe('one');
    await rows.write('ada', undefined, now(undefined));
    expect(await rows.get('ada', never)).toBeUndefined();
  });

  test('is read again where the write failed: nobody knows what stands there', async () => {
    const rows = createRecentRows();
    await rows.get('ada', now('old'));
    await expect(rows.write('ada', 'new', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await rows.get('ada', now('either'))).toBe('either');
  });
});
