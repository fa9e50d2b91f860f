import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Log } from '../../src/core/ports.ts';
import { LibraryError } from '../../src/library/faults.ts';
import { watchLibrary } from '../../src/library/watch.ts';
import { adding, change, contentWith, replacing } from './content-copy.ts';
import { onEdge } from './planted/places.ts';

async function watched() {
  const content = await contentWith();
  const log = { info: vi.fn<Log['info']>(), warn: vi.fn<Log['warn']>(), error: vi.fn<Log['error']>() };
  const library = await watchLibrary(content, { log });
  onTestFinished(() => library.close());
  const title = () =>
    library
      .current()
      .words('en')
      .topics.find(({ id }) => id === 'on-edge')?.title;
  return { log, library, title, file: join(content, onEdge) };
}

describe('watching the words', () => {
  it('shows what was saved', async () => {
    const { title, file } = await watched();
    await change(file, replacing(/title:.*/, 'title: Alert'));
    await vi.waitFor(() => expect(title()).toBe('Alert'), WAIT);
  });

  it('keeps the last good words when a file breaks, says why once, and goes on when it is mended', async () => {
    const { log, title, file } = await watched();
    const before = title();
    await change(file, replacing(/theme:.*\n/, ''));
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalledTimes(1), WAIT);
    expect(log.warn.mock.calls[0]?.[0]).toEqual({
      faults: [expect.stringMatching(/on-edge\.md:\d+: theme: expected .*, came nothing$/)],
    });
    expect(title()).toBe(before);
    await change(file, replacing(/title:.*/, 'title: Alert\ntheme: body'));
    await vi.waitFor(() => expect(title()).toBe('Alert'), WAIT);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('counts how often the words were read, with faults too', async () => {
    const { library, file } = await watched();
    expect(library.readings()).toBe(1);
    await change(file, replacing(/theme:.*\n/, ''));
    await vi.waitFor(() => expect(library.readings()).toBe(2), WAIT);
    await change(file, replacing(/title:.*/, 'title: Alert\ntheme: body'));
    await vi.waitFor(() => expect(library.readings()).toBe(3), WAIT);
  });

  it('stays still once closed', async () => {
    const { log, library, title, file } = await watched();
    library.close();
    await change(file, replacing(/title:.*/, 'title: Alert'));
    await new Promise(resolve => setTimeout(resolve, 400));
    expect(title()).not.toBe('Alert');
    expect(log.info).not.toHaveBeenCalled();
  });

  it('refuses to begin with broken words', async () => {
    const content = await contentWith({ 'en/phrases.yaml': adding('planted: 3') });
    const log = { info: vi.fn<Log['info']>(), warn: vi.fn<Log['warn']>(), error: vi.fn<Log['error']>() };
    await expect(watchLibrary(content, { log })).rejects.toBeInstanceOf(LibraryError);
  });
});

const WAIT = { timeout: 15_000, interval: 20 };
