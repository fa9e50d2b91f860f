import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { card, text } from '../../src/core/reply.ts';
import { loadLibrary } from '../../src/library/load.ts';
import { type Audience, defineCommand } from '../../src/router/command.ts';
import { registry } from '../../src/router/registry.ts';
import { createRouter } from '../../src/router/router.ts';
import { CONTENT } from '../library/content-copy.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from './log.ts';
import { cardOf, choicesOf, labelsOf, operator, say, sentIn, typed, typing, wordsOf } from './toys.ts';

const wish = 'I want to die';
const harmless = 'I cannot sleep since I found the messages';

/** A router right after a start: nothing was learned yet of the words. */
async function justStarted(audience: Audience = 'private') {
  const library = await loadLibrary(CONTENT);
  const clock = { now: () => Date.parse('2026-11-22T20:00:00Z') };
  const seen = { ran: 0 };
  const listen = () => {
    seen.ran += 1;
    return card([text('I ran')]);
  };
  const choice = { name: 'A choice', value: 'one' };
  const command = defineCommand({
    name: 'toy',
    description: 'A toy',
    options: { words: { kind: 'text', description: 'Some', most: 300, complete: () => [choice] } },
    run: { answers: 'new', audience, with: listen },
    actions: { ask: { answers: 'form', with: listen } },
  });
  const { log, lines } = collectingLog();
  const router = createRouter({
    registry: registry([command]),
    library: () => library,
    operator,
    ...keptIn(clock, log),
    clock,
    random: { below: () => 0 },
    log,
  });
  return { router, seen, lines, words: library.words('en') };
}

/** How many turns others had until something was there. */
async function turnsUntil(there: Promise<unknown>): Promise<number> {
  let isThere = false;
  void there.finally(() => {
    isThere = true;
  });
  let turns = 0;
  for (; !isThere; turns += 1) await turn();
  return turns;
}

describe('a text that comes before the words are learned', () => {
  it('is read for danger all the same, and others have their turn meanwhile', async () => {
    const { router, seen, lines } = await justStarted();
    const pending = router.answer(typed('/toy', { words: wish }));
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
    expect(await turnsUntil(pending.reply)).toBeGreaterThan(50);
    expect(labelsOf(await cardOf(pending))).not.toEqual([]);
    expect(wordsOf(await cardOf(pending))).not.toContain('I ran');
    expect([seen.ran, lines]).toEqual([0, []]);
  });

  it('is answered as ever where it needs nobody', async () => {
    const { router, seen } = await justStarted();
    const pending = router.answer(typed('/toy', { words: harmless }));
    expect(wordsOf(await cardOf(pending))).toContain('I ran');
    expect(seen.ran).toBe(1);
  });

  it('is read at once where the answer would be for all to see: whether it is hangs on that', async () => {
    const { router, words } = await justStarted('public');
    expect(router.answer(typed('/toy', { words: wish }))).toMatchObject({ audience: 'private' });
    expect(words.hasLearned()).toBe(true);
  });

  it('is read at once where a form is to come, which has no time', async () => {
    const { router, words } = await justStarted();
    const pending = router.answer(sentIn('toy:ask', { words: wish }));
    expect(words.hasLearned()).toBe(true);
    expect(wordsOf(await cardOf(pending))).not.toContain('I ran');
  });

  it('has its choices at once while it is typed, and the help among them once that can be known', async () => {
    const { router, words } = await justStarted();
    const first = router.answer(typing('/toy', 'words', wish));
    expect(await first.reply).toEqual({ kind: 'choices', choices: [{ name: 'A choice', value: 'one' }] });
    expect(words.hasLearned()).toBe(false);
    await first.afterwards();
    expect(words.hasLearned()).toBe(true);
    const [help] = await choicesOf(router.answer(typing('/toy', 'words', wish)));
    expect(help?.name).toBe(say('card.help'));
  });
});
