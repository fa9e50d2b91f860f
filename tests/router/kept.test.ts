import { describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { card, type Reply, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { registry } from '../../src/router/registry.ts';
import { createRouter, type RouterParts } from '../../src/router/router.ts';
import { StoreError } from '../../src/store/errors.ts';
import { UnreadableError } from '../../src/store/seal.ts';
import { detect } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from './log.ts';
import {
  ada,
  cardOf,
  choicesOf,
  chosen,
  labelsOf,
  library,
  operator,
  pressed,
  say,
  sentIn,
  settled,
  typed,
  typing,
  wordsOf,
} from './toys.ts';

const first = say('card.first');

describe('somebody’s first card', () => {
  it.each([
    ['a command', typed('/toy')],
    ['a message command', chosen('Look at this', 'words', true)],
  ])('says once what Steady is: %s', async (_, request) => {
    const { router, people } = over();
    expect(wordsOf(await cardOf(router.answer(request)))).toBe(`Done\n${first}`);
    expect(await people.read('greeted', ada.id)).toBeDefined();
    expect(wordsOf(await cardOf(router.answer(request)))).toBe('Done');
  });

  it.each([
    ['a button', pressed('toy:act')],
    ['a form', sentIn('toy:act', { words: 'a slow day' })],
  ])('is never one that comes of what stands on a card: %s', async (_, request) => {
    const { router, people } = over();
    expect(wordsOf(await cardOf(router.answer(request)))).toBe('Done');
    expect(await people.read('greeted', ada.id)).toBeUndefined();
  });

  it('is noted nowhere where the answer is to leave no trace, and says it again', async () => {
    const { router, people } = over();
    for (const _ of [1, 2])
      expect(wordsOf(await cardOf(router.answer(typed('/toy quiet'))))).toContain(first);
    expect(await people.read('greeted', ada.id)).toBeUndefined();
  });

  it('is not the one that says it was too much', async () => {
    const { router, people } = over({ asking: { burst: 1, perSecond: 1 } });
    router.answer(pressed('toy:act'));
    const answer = await cardOf(router.answer(typed('/toy')));
    expect(wordsOf(answer)).toBe(say('error.too-much'));
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(await people.read('greeted', ada.id)).toBeUndefined();
  });
});

describe('that somebody was here', () => {
  const usedOn = async (people: RouterParts['people'], id: string) =>
    (await people.read('greeted', id))?.usedOn;

  it('is noted on what is kept about them, once the answer is on its way', async () => {
    const { router, people, clock, lines } = over();
    await people.change('greeted', ada.id, () => ({}));
    clock.time += day;
    await settled(router.answer(pressed('toy:act')));
    expect(await usedOn(people, ada.id)).toBe('2026-11-23');
    expect(lines).toEqual([]);
  });

  it('is not where the answer is to leave no trace', async () => {
    const { router, people, clock } = over();
    await people.change('greeted', ada.id, () => ({}));
    clock.time += day;
    await settled(router.answer(typed('/toy quiet')));
    expect(await usedOn(people, ada.id)).toBe('2026-11-22');
  });

  it.each([
    ['counts as use of the server where its lasting message was pressed', false, '2026-11-23'],
    ['and in which server is noted nowhere for a private card', true, '2026-11-22'],
  ])('%s', async (_, onPrivate, noted) => {
    const { router, people, clock } = over();
    await people.change('greeted', server, () => ({}));
    clock.time += day;
    await settled(router.answer(pressed('toy:act', [], { onPrivate, caller: { ...ada, server } })));
    expect(await usedOn(people, server)).toBe(noted);
  });

  it('is not noted on a server for what is typed or sent in there', async () => {
    const { router, people, clock } = over();
    await people.change('greeted', server, () => ({}));
    clock.time += day;
    const caller = { ...ada, server };
    await settled(router.answer(typed('/toy', {}, caller)));
    await settled(router.answer(sentIn('toy:act', {}, { onPrivate: false, caller })));
    expect(await usedOn(people, server)).toBe('2026-11-22');
  });
});

describe('what came of a request', () => {
  it.each<[what: string, error: Error | undefined, outcome: string, words: string]>([
    ['an answer', undefined, 'answered', 'Done'],
    ['a sentence', new UserError('Not so.'), 'refused', 'Not so.'],
    ['a store that is away', new StoreError('away', 'It is away.'), 'store', say('error.store')],
    ['a record nobody can read', new UnreadableError('It was moved.'), 'store', say('error.unreadable')],
    ['a bug', new Error('A bug'), 'failed', say('error.bug', { reference: 'ACDE' })],
  ])('is told once it is there, and in plain words: %s', async (_, error, outcome, words) => {
    const { router, lines } = over({}, () => {
      if (error) throw error;
    });
    const pending = router.answer(pressed('toy:act'));
    expect(pending.outcome()).toBe('answered');
    const answer = await cardOf(pending);
    expect(pending.outcome()).toBe(outcome);
    expect(wordsOf(answer)).toBe(words);
    expect(answer.failed).toBe(error ? true : undefined);
    expect(lines.map(({ message }) => message)).toEqual(outcome === 'failed' ? ['A request failed'] : []);
  });

  it('is a private sentence beside a public answer, and no other where it is private', async () => {
    const { router } = over({}, () => {
      throw new UserError('Not so.');
    });
    expect((await cardOf(router.answer(pressed('toy:act')))).aside).toBeUndefined();
    expect((await cardOf(router.answer(pressed('toy:shown')))).aside).toBe(true);
  });

  it.each([
    [100, 1],
    [101, 0],
  ])(
    'of a completion with %i letters that failed is a choice that Discord takes: %i',
    async (length, count) => {
      const { router } = over({}, () => {
        throw new Error('A bug');
      });
      const choices = await choicesOf(router.answer(typing('/toy', 'colour', 'x'.repeat(length))));
      expect(choices.map(({ value }) => value.length)).toEqual(Array(count).fill(length));
    },
  );

  it('where the check for danger itself fails, is an apology, and nothing ran', async () => {
    let ran = false;
    const bug = new Error('A bug');
    const makeDetector = () => () => {
      throw bug;
    };
    const { router, lines } = over({ makeDetector }, () => {
      ran = true;
    });
    const answer = await cardOf(router.answer(sentIn('toy:act', { words: 'a slow day' })));
    expect(wordsOf(answer)).toBe(say('error.bug', { reference: 'ACDE' }));
    expect(ran).toBe(false);
    expect(lines).toMatchObject([{ fields: { where: 'toy:act', err: bug } }]);
  });
});

describe('one answer after the other', () => {
  it('waits until the one before is written down', async () => {
    const { router, order } = ordered();
    const [one, two] = [router.answer(pressed('toy:slow')), router.answer(pressed('toy:act'))];
    await one.reply;
    await Promise.resolve(one.afterwards());
    await two.reply;
    expect(order).toEqual(['slow ran', 'slow kept', 'act ran']);
  });

  it.each([
    ['toy:act', 250],
    ['toy:untracked', 1_500],
  ])('%s waits no longer than %i ms', async (action, ms) => {
    vi.useFakeTimers();
    try {
      const { router, order } = ordered();
      await router.answer(pressed('toy:slow')).reply;
      const two = router.answer(pressed(action));
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(order).toEqual(['slow ran']);
      await vi.advanceTimersByTimeAsync(1);
      await two.reply;
      expect(order).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps nobody else waiting, nor who is typing, nor who asked too much', async () => {
    const { router, order } = ordered({ asking: { burst: 4, perSecond: 0.001 } });
    await router.answer(pressed('toy:slow')).reply;
    await router.answer(pressed('toy:act', [], { caller: { ...ada, id: server } })).reply;
    await router.answer(typing('/toy', 'colour', 'r')).reply;
    router.answer(pressed('toy:act'));
    expect(wordsOf(await reply(router.answer(pressed('toy:act'))))).toBe(say('error.too-much'));
    expect(order).toEqual(['slow ran', 'act ran', 'typing ran']);
  });

  it('does all that was left to do, one by one, though some of it fails, which is logged', async () => {
    const { router, order, lines } = ordered();
    await settled(router.answer(pressed('toy:failing')));
    expect(order).toEqual(['failing ran', 'begun', 'ended', 'next']);
    expect(lines).toEqual([
      { level: 'warn', message: 'Something after an answer failed', fields: { err: expect.any(Error) } },
    ]);
  });
});

it('what is left of a card that Discord would not delete is one line', () => {
  const { router } = over();
  expect(wordsOf(router.blank(ada))).toBe(say('card.hidden'));
});

it('of plain words no more than anybody types is read', () => {
  const { router } = over();
  const inDm = { ...ada, place: 'own-dm' as const };
  expect(router.words(inDm, 'word '.repeat(2_000))).toBeDefined();
  expect(router.words(inDm, `I want to die ${'word '.repeat(2_000)}`)).toBeUndefined();
});

/** A router over one toy, which does `work` whenever it is asked, on a store of its own. */
function over(more: Partial<RouterParts> = {}, work: () => void = () => {}) {
  const run = (): Reply => {
    work();
    return card([text('Done')]);
  };
  const toy = defineCommand({
    name: 'toy',
    description: 'A toy',
    options: {
      colour: {
        kind: 'text',
        description: 'Which',
        complete: () => {
          work();
          return [];
        },
      },
    },
    run: { answers: 'new', with: run },
    message: { name: 'Look at this', answers: 'new', with: run },
    subcommands: { quiet: { description: 'No trace', run: { answers: 'new', tracks: false, with: run } } },
    actions: {
      act: { answers: 'update', with: run },
      shown: { answers: 'new', audience: 'public', with: run },
    },
  });
  return routerOver(toy, more);
}

/** A router whose toy says in `order` what it does; what `toy:slow` leaves to do takes long. */
function ordered(more: Partial<RouterParts> = {}) {
  const order: string[] = [];
  const done = (name: string): Reply => {
    order.push(`${name} ran`);
    return card([text(name)]);
  };
  const toy = defineCommand({
    name: 'toy',
    description: 'A toy',
    options: {
      colour: {
        kind: 'text',
        description: 'Which',
        complete: () => {
          order.push('typing ran');
          return [];
        },
      },
    },
    actions: {
      act: { answers: 'update', with: () => done('act') },
      untracked: { answers: 'update', tracks: false, with: () => done('untracked') },
      slow: {
        answers: 'update',
        with: ({ afterwards }) => {
          afterwards(async () => void order.push('slow kept'));
          return done('slow');
        },
      },
      failing: {
        answers: 'update',
        tracks: false,
        with: ({ afterwards }) => {
          afterwards(async () => {
            order.push('begun');
            await Promise.resolve();
            order.push('ended');
            throw new Error('Not this time');
          });
          afterwards(async () => void order.push('next'));
          return done('failing');
        },
      },
    },
  });
  return { ...routerOver(toy, more), order };
}

function routerOver(toy: ReturnType<typeof defineCommand>, more: Partial<RouterParts>) {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const { log, lines } = collectingLog();
  const kept = keptIn(clock, log);
  let asked = 0;
  const router = createRouter({
    registry: registry([toy]),
    library: () => library,
    operator,
    ...kept,
    clock,
    random: { below: below => asked++ % below },
    log,
    makeDetector: () => detect,
    ...more,
  });
  return { router, clock, lines, people: kept.people };
}

async function reply(pending: { reply: Promise<Reply> }) {
  const answer = await pending.reply;
  if (answer.kind !== 'card') throw new Error(`Expected a card, got ${answer.kind}.`);
  return answer;
}

const server = '400000000000000001';
const day = 24 * 60 * 60_000;
