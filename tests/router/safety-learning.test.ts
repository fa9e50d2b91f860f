import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { card, text } from '../../src/core/reply.ts';
import { loadLibrary } from '../../src/library/load.ts';
import { type Audience, defineCommand } from '../../src/router/command.ts';
import { registry } from '../../src/router/registry.ts';
import { createRouter, type Pending } from '../../src/router/router.ts';
import type { Detect } from '../../src/safety/crisis.ts';
import { CONTENT } from '../library/content-copy.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from './log.ts';
import { cardOf, choicesOf, operator, say, sentIn, typed, typing, wordsOf } from './toys.ts';

const hurt = 'I cut myself last night';
const wish = 'I want to die';
/** No phrase says it. */
const like = 'I keep thinking of the bridge and the water';
/** A phrase that may mean nothing. */
const open = 'I could kill her';
const harmless = 'I cannot sleep since I found the messages';

/** A router right after a start: nothing was learned yet of the words. */
async function justStarted(audience: Audience = 'private', detect?: Detect) {
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
    actions: { ask: { answers: 'form', with: listen }, sent: { answers: 'update', audience, with: listen } },
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
    ...(detect && { makeDetector: () => detect }),
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

const wordsOn = async (pending: Pending) => wordsOf(await cardOf(pending));

describe('a text that comes before the words are learned', () => {
  it('is read for danger all the same, and others have their turn meanwhile', async () => {
    const { router, seen, lines } = await justStarted();
    const pending = router.answer(sentIn('toy:sent', { words: like }));
    expect(pending).toMatchObject({ answers: 'update', audience: 'private' });
    expect(await turnsUntil(pending.reply)).toBeGreaterThan(20);
    expect(await wordsOn(pending)).not.toContain('I ran');
    expect([seen.ran, lines]).toEqual([0, []]);
  });

  it('waits for nothing where a phrase says it surely', async () => {
    const { router, seen, words } = await justStarted();
    expect(await wordsOn(router.answer(typed('/toy', { words: wish })))).not.toContain('I ran');
    expect([seen.ran, words.hasLearned()]).toEqual([0, false]);
  });

  it('waits where what came with it may be graver, unless nothing can be', async () => {
    const { router, words } = await justStarted();
    await cardOf(router.answer(sentIn('toy:sent', { words: hurt, note: harmless })));
    expect(words.hasLearned()).toBe(false);
    await cardOf(router.answer(sentIn('toy:sent', { words: wish, note: harmless })));
    expect(words.hasLearned()).toBe(true);
  });

  it('is answered as ever where it needs nobody', async () => {
    const { router, seen } = await justStarted();
    expect(await wordsOn(router.answer(typed('/toy', { words: harmless })))).toContain('I ran');
    expect(seen.ran).toBe(1);
  });

  it('is read at once where the answer would be for all to see: whether it is hangs on that', async () => {
    const { router, words } = await justStarted('public');
    expect(router.answer(sentIn('toy:sent', { words: like }))).toMatchObject({ audience: 'private' });
    expect(words.hasLearned()).toBe(true);
  });

  it('is read at once where a form is to come, which has no time', async () => {
    const { router, words } = await justStarted();
    const pending = router.answer(sentIn('toy:ask', { words: like }));
    expect(words.hasLearned()).toBe(true);
    expect(await wordsOn(pending)).not.toContain('I ran');
  });

  it('has its choices at once while it is typed, with the help among them where a phrase says it', async () => {
    const { router, words } = await justStarted();
    const choicesFor = (text: string) => router.answer(typing('/toy', 'words', text)).reply;
    const choice = { name: 'A choice', value: 'one' };
    expect(await choicesFor(like)).toEqual({ kind: 'choices', choices: [choice] });
    expect(await choicesFor(wish)).toMatchObject({ choices: [{ name: say('card.help') }, choice] });
    expect(words.hasLearned()).toBe(false);
  });

  it('is learned for by who types, and has the help then also where a phrase leaves it open', async () => {
    const { router, words } = await justStarted();
    const first = router.answer(typing('/toy', 'words', open));
    expect(await first.reply).toMatchObject({ choices: [{ name: 'A choice' }] });
    await first.afterwards();
    expect(words.hasLearned()).toBe(true);
    const [help] = await choicesOf(router.answer(typing('/toy', 'words', open)));
    expect(help?.name).toBe(say('card.help'));
  });

  it('is an apology where it cannot be read, and a bug in the log', async () => {
    const { router, seen, lines } = await justStarted('private', (_, only) => {
      if (only === 'phrases') return { class: 'none', because: 'none' };
      throw new Error('Nothing can be read.');
    });
    await cardOf(router.answer(sentIn('toy:sent', { words: like })));
    expect(seen.ran).toBe(0);
    expect(lines).toMatchObject([{ level: 'error', message: 'A request failed' }]);
  });
});

it('a press without a text learns nothing and waits for nothing', async () => {
  const { router, words } = await justStarted();
  expect(await wordsOn(router.answer(typed('/toy')))).toContain('I ran');
  expect(words.hasLearned()).toBe(false);
});
