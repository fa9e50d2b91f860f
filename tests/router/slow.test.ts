import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Choice, card, type Form, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import {
  ada,
  cardOf,
  choicesOf,
  formOf,
  labelsOf,
  pressed,
  routerOver,
  say,
  typed,
  typing,
  wordsOf,
} from './toys.ts';

const form: Form = {
  kind: 'form',
  title: 'Words',
  to: { command: 'toy', action: 'ask', args: [] },
  fields: [],
};

/** A command that takes as many milliseconds as it is told, for everything. */
function taking(ms: number) {
  const after = <T>(value: T) => new Promise<T>(resolve => setTimeout(() => resolve(value), ms));
  const list: Choice[] = [{ name: 'Red', value: 'red' }];
  return defineCommand({
    name: 'toy',
    description: 'A toy',
    options: { colour: { kind: 'text', description: 'Which', complete: () => after(list) } },
    run: { answers: 'new', with: () => after(card([text('at last')])) },
    actions: {
      ask: { answers: 'form', with: () => after(form) },
      change: { answers: 'update', with: () => after(card([text('at last')])) },
    },
  });
}

describe('what cannot be deferred', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is answered whole when it takes 799 ms', async () => {
    const { router } = routerOver(taking(799));
    const asked = router.answer(pressed('toy:ask'));
    const completed = router.answer(typing('/toy', 'colour', 'r'));
    await vi.advanceTimersByTimeAsync(799);
    expect(await formOf(asked)).toEqual(form);
    expect(await choicesOf(completed)).toEqual([{ name: 'Red', value: 'red' }]);
  });

  it('is one sentence when it takes longer, and no bug', async () => {
    const { router, lines } = routerOver(taking(2_000));
    const asked = router.answer(pressed('toy:ask'));
    const completed = router.answer(typing('/toy', 'colour', 'r'));
    await vi.advanceTimersByTimeAsync(800);
    const sentence = await cardOf(asked);
    expect(wordsOf(sentence)).toBe(say('error.slow'));
    expect(labelsOf(sentence)).toEqual(['Get help now', 'Hide']);
    expect(await choicesOf(completed)).toEqual([{ name: say('error.no-choices'), value: 'r' }]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lines).toEqual([]);
  });

  it('is told from what can: a card may take as long as it needs', async () => {
    const { router } = routerOver(taking(60_000));
    const other = { ...ada, id: '200000000000000009' };
    const asked = [
      router.answer(typed('/toy')),
      router.answer(pressed('toy:change', [], { caller: other })),
    ] as const;
    await vi.advanceTimersByTimeAsync(60_000);
    for (const pending of asked) expect(wordsOf(await cardOf(pending))).toContain('at last');
  });
});

describe('a handler that never answers', () => {
  it('leaves a form and a completion with one sentence in good time', async () => {
    const stuck = new Promise<never>(() => {});
    const toy = defineCommand({
      name: 'toy',
      description: 'A toy',
      options: { colour: { kind: 'text', description: 'Which', complete: () => stuck } },
      actions: { ask: { answers: 'form', with: () => stuck } },
    });
    const { router } = routerOver(toy);
    const start = performance.now();
    const [asked, completed] = [
      router.answer(pressed('toy:ask')),
      router.answer(typing('/toy', 'colour', 'r')),
    ];
    expect(wordsOf(await cardOf(asked))).toBe(say('error.slow'));
    expect(await choicesOf(completed)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});
