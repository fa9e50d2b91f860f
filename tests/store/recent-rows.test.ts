import { describe, expect, test } from 'vitest';
import { createRecentRows, type RowsOfKey } from '../../src/store/recent-rows.ts';

/** A file whose print a test sets; every own write changes it too. */
function file() {
  const standing = { identity: 'one', print: '0' };
  let writes = 0;
  const look = () => ({ ...standing, at: performance.now() });
  const rows = createRecentRows(look);
  return {
    look,
    known: (key: string, table = 'notes') => rows.known(key, { table, standing: look() }),
    replace: (identity: string) => {
      standing.identity = identity;
    },
    touch: (print: string) => {
      standing.print = print;
    },
    get: (key: string, read: () => Promise<RowsOfKey>, { table = 'notes', standing = look() } = {}) =>
      rows.get(key, { table, standing }, read),
    write: (
      key: string,
      work: () => Promise<unknown> = async () => {},
      { table = 'notes', value = undefined as string | undefined } = {},
    ) =>
      rows.write(key, { table, value, standing: look() }, async () => {
        await work();
        writes += 1;
        standing.print = `own ${writes}`;
      }),
  };
}

/** Work that waits until it is let go. */
function slow() {
  let letGo = () => {};
  const promise = new Promise<void>(resolve => {
    letGo = resolve;
  });
  return { wait: () => promise, letGo: () => letGo() };
}

const row = (value: string | undefined): RowsOfKey => new Map([['notes', value]]);
const reads = (value: string | undefined) => () => Promise.resolve(row(value));
const never = () => Promise.reject(new Error('Expected not to be read again.'));

describe('what stands under a key', () => {
  test('is read once, also where nothing stands there', async () => {
    const { get } = file();
    expect(await get('ada', reads('one'))).toEqual(row('one'));
    expect(await get('bo', reads(undefined))).toEqual(row(undefined));
    expect(await get('ada', never)).toEqual(row('one'));
    expect(await get('bo', never)).toEqual(row(undefined));
  });

  test('is given at once where it is known, for the tables that were looked at', async () => {
    const { get, known, touch } = file();
    expect(known('ada')).toBeUndefined();
    await get('ada', reads('one'));
    expect(known('ada')).toEqual(row('one'));
    expect(known('ada', 'marks')).toBeUndefined();
    touch('somebody');
    expect(known('ada')).toBeUndefined();
  });

  test('is read once for all who ask meanwhile', async () => {
    const { get } = file();
    const { wait, letGo } = slow();
    const first = get('ada', () => wait().then(() => row('one')));
    const second = get('ada', never);
    letGo();
    expect(await Promise.all([first, second])).toEqual([row('one'), row('one')]);
  });

  test('is read again for a table that was not looked at', async () => {
    const { get } = file();
    const both = new Map([...row('one'), ['marks', 'two']]);
    const { wait, letGo } = slow();
    const first = get('ada', () => wait().then(() => row('one')));
    const second = get('ada', async () => both, { table: 'marks' });
    letGo();
    expect(await Promise.all([first, second])).toEqual([row('one'), both]);
    expect(await get('ada', never)).toEqual(both);
    expect(await get('ada', never, { table: 'marks' })).toEqual(both);
  });

  test('is read again where the read failed, or gave nothing', async () => {
    const { get } = file();
    await expect(get('ada', never)).rejects.toThrow('read again');
    expect(await get('ada', async () => new Map())).toEqual(new Map());
    expect(await get('ada', reads('one'))).toEqual(row('one'));
  });

  test('is known with what was written, but not while it is', async () => {
    const { get, write } = file();
    await get('ada', async () => new Map([...row('old'), ['marks', 'mine']]));
    const { wait, letGo } = slow();
    const writing = write('ada', wait, { value: 'new' });
    expect(await get('ada', reads('either'))).toEqual(row('either'));
    letGo();
    await writing;
    expect(await get('ada', never)).toEqual(new Map([...row('new'), ['marks', 'mine']]));
    await write('ada');
    expect(await get('ada', never)).toEqual(new Map([...row(undefined), ['marks', 'mine']]));
  });

  test('is read after a write where nothing was known before', async () => {
    const { get, write } = file();
    await write('ada', undefined, { value: 'new' });
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is read again after a write that failed', async () => {
    const { get, write } = file();
    await get('ada', reads('old'));
    await expect(write('ada', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await get('ada', reads('either'))).toEqual(row('either'));
  });

  test('is read again after a write of others’ rows that failed: somebody else may be writing', async () => {
    const { get, write, touch } = file();
    await get('ada', reads('old'));
    const held = write('bo', async () => {
      touch('somebody');
      throw new Error('held');
    });
    await expect(held).rejects.toThrow('held');
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is read again after two writes that overlapped, in whichever order they ended', async () => {
    const both = (value: string): RowsOfKey => new Map([...row(value), ['marks', value]]);
    for (const first of ['notes', 'marks']) {
      const { get, write } = file();
      await get('ada', async () => both('old'));
      const [one, other] = [slow(), slow()];
      const notes = write('ada', one.wait, { value: 'new' });
      const marks = write('ada', other.wait, { table: 'marks', value: 'new' });
      (first === 'notes' ? one : other).letGo();
      await (first === 'notes' ? notes : marks);
      one.letGo();
      other.letGo();
      await Promise.all([notes, marks]);
      expect(await get('ada', async () => both('new'))).toEqual(both('new'));
    }
  });

  test('stays known while others’ rows are written', async () => {
    const { get, write } = file();
    await get('ada', reads('one'));
    await write('bo');
    expect(await get('ada', never)).toEqual(row('one'));
    const { wait, letGo } = slow();
    const [first, second] = [write('bo', wait), write('cy', wait)];
    expect(await get('ada', never)).toEqual(row('one'));
    letGo();
    await Promise.all([first, second]);
    expect(await get('ada', never)).toEqual(row('one'));
  });

  test('is known from a read during which others’ rows were written', async () => {
    const { get, write } = file();
    await get('ada', async () => {
      await write('bo');
      return row('one');
    });
    expect(await get('ada', never)).toEqual(row('one'));
  });

  test('stays known to whoever looked before a write and asks after it', async () => {
    const { get, write, look } = file();
    await get('ada', reads('one'));
    const before = look();
    await write('bo');
    expect(await get('ada', never, { standing: before })).toEqual(row('one'));
    expect(await get('ada', never)).toEqual(row('one'));
  });

  test('is not known from a read that a write overlapped', async () => {
    const { get, write } = file();
    const { wait, letGo } = slow();
    const reading = get('ada', () => wait().then(() => row('old')));
    await write('ada');
    const again = get('ada', reads('new'));
    letGo();
    expect(await reading).toEqual(row('old'));
    expect(await again).toEqual(row('new'));
    expect(await get('ada', never)).toEqual(row('new'));
  });

  test('is not known from a read that ended while it was written', async () => {
    const { get, write } = file();
    const { wait, letGo } = slow();
    const writing = [write('ada', wait), write('ada', wait)];
    expect(await get('ada', reads('old'))).toEqual(row('old'));
    letGo();
    await Promise.all(writing);
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is read again once somebody else has touched the file, be it during a read', async () => {
    const { get, touch } = file();
    await get('ada', reads('old'));
    touch('somebody');
    expect(await get('ada', reads('new'))).toEqual(row('new'));
    await get('bo', async () => {
      touch('again');
      return row('old');
    });
    expect(await get('bo', reads('new'))).toEqual(row('new'));
    expect(await get('ada', reads('newer'))).toEqual(row('newer'));
  });

  test('is not known from a read that somebody else’s change overlapped', async () => {
    const { get, touch } = file();
    const { wait, letGo } = slow();
    const reading = get('ada', () => wait().then(() => row('old')));
    touch('somebody');
    expect(await get('ada', reads('new'))).toEqual(row('new'));
    letGo();
    await reading;
    expect(await get('ada', never)).toEqual(row('new'));
  });

  test('is read again where another file has taken the place, be it while something is written', async () => {
    const { get, write, replace } = file();
    await get('ada', reads('old'));
    const { wait, letGo } = slow();
    const writing = write('bo', wait);
    replace('another');
    letGo();
    await writing;
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is not known from what was written into a file whose place another took', async () => {
    const { get, write, replace } = file();
    await get('ada', reads('old'));
    const { wait, letGo } = slow();
    const writing = write('ada', wait, { value: 'lost' });
    replace('another');
    // Whoever asks meanwhile is the first to see that.
    await get('bo', reads('one'));
    letGo();
    await writing;
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is not known from what was read in a file whose place another took', async () => {
    const { get, look, replace } = file();
    const standing = look();
    replace('another');
    await get('bo', reads('one'));
    expect(await get('ada', reads('old'), { standing })).toEqual(row('old'));
    expect(await get('ada', reads('new'))).toEqual(row('new'));
  });

  test('is forgotten when 2,000 others came after it', async () => {
    const { get } = file();
    for (let id = 0; id <= 2_000; id += 1) await get(String(id), reads('one'));
    expect(await get('2000', never)).toEqual(row('one'));
    await expect(get('0', never)).rejects.toThrow('read again');
  });
});
