import { describe, expect, it } from 'vitest';
import helpCommand from '../../commands/help.ts';
import { registry } from '../../src/router/registry.ts';
import { createRouter } from '../../src/router/router.ts';
import { cardWords } from '../../src/router/safety-card.ts';
import { fillCard } from '../../src/safety/card.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from './log.ts';
import {
  ada,
  cardOf,
  labelsOf,
  leadsTo,
  library,
  operator,
  pressed,
  routerOver,
  say,
  wordsOf,
} from './toys.ts';

const inDm = { ...ada, place: 'own-dm' as const };
const bo = { ...inDm, id: '200000000000000002' };
const hour = 60 * 60 * 1000;
const cardText = (name: string) =>
  fillCard(library.words('en').cards[name] ?? { text: `no card for ${name}` }, cardWords(say));
const onlyCommands = say('words.only-commands');

describe('plain words in Steady’s own DM', () => {
  it('are answered once with what Steady understands, and a way to start', async () => {
    const { router } = routerOver(helpCommand);
    const answer = router.words(inDm, 'hello there');
    if (!answer) throw new Error('Expected an answer, got none.');
    expect(wordsOf(answer)).toBe(onlyCommands);
    expect(labelsOf(answer)).toEqual([say('words.start'), 'Get help now', 'Hide']);
    const [command, action, ...args] = leadsTo(answer, say('words.start'));
    const opened = await cardOf(router.answer(pressed(`${command}:${action}`, args)));
    expect(wordsOf(opened)).toContain(say('help.title'));
  });

  it('are then left alone for an hour', () => {
    const { router, clock } = routerOver();
    expect(router.words(inDm, 'hello')).toBeDefined();
    expect(router.words(inDm, 'hello?')).toBeUndefined();
    clock.time += hour - 1;
    expect(router.words(inDm, 'hello?')).toBeUndefined();
    clock.time += 1;
    expect(router.words(inDm, 'hello?')).toBeDefined();
    expect(router.words(inDm, 'hello?')).toBeUndefined();
  });

  it('are counted by person, whoever else writes in between', () => {
    const { router, clock } = routerOver();
    expect(router.words(inDm, 'hello')).toBeDefined();
    clock.time += hour / 2;
    expect(router.words(bo, 'hello')).toBeDefined();
    clock.time += hour / 2;
    expect(router.words(bo, 'hello?')).toBeUndefined();
    expect(router.words(inDm, 'hello?')).toBeDefined();
  });

  it.each(['', ' ', '\n\t'])('that are none get no answer, and do not count: %j', words => {
    const { router } = routerOver();
    expect(router.words(inDm, words)).toBeUndefined();
    expect(router.words(inDm, 'hello')).toBeDefined();
  });

  it('that need a human get the card, every time', () => {
    const { router } = routerOver();
    expect(router.words(inDm, 'hello')).toBeDefined();
    for (const words of ['I want to die', 'I want to die', 'I took all my pills']) {
      const answer = router.words(inDm, words);
      expect(answer).toMatchObject({ tone: 'help' });
      expect(answer && labelsOf(answer).slice(-2)).toEqual(['Get help now', 'Hide']);
      expect(JSON.stringify(answer)).not.toContain(words);
    }
  });

  it('that need a human do not use up the hour', () => {
    const { router } = routerOver();
    const card = router.words(inDm, 'I want to die');
    expect(card && wordsOf(card)).toBe(`${cardText('self_harm')}\n${say('words.stays')}`);
    const answer = router.words(inDm, 'hello');
    expect(answer && wordsOf(answer)).toBe(onlyCommands);
  });

  it('in a language that is not read get the card for that, at most once an hour', () => {
    const { router, clock } = routerOver();
    const words = 'Ich weiß nicht mehr weiter mit meinem Mann und dem Ganzen';
    const answer = router.words(inDm, words);
    expect(answer && wordsOf(answer)).toBe(`${cardText('unclear')}\n${say('words.stays')}`);
    expect(router.words(inDm, words)).toBeUndefined();
    clock.time += hour;
    expect(router.words(inDm, words)).toBeDefined();
  });

  it('are never logged, also when answering them breaks', () => {
    const { log, lines } = collectingLog();
    const broken = { ...library, words: () => ({ ...library.words('en'), cards: {} }) };
    const clock = { now: () => 0 };
    const kept = keptIn(clock, log);
    const parts = { registry: registry([]), operator, clock, random: { below: () => 0 }, log, ...kept };
    const router = createRouter({ ...parts, library: () => broken });
    const answer = router.words(inDm, 'I want to die');
    expect(answer && wordsOf(answer)).toBe(
      say('error.bug', { reference: String(lines[0]?.fields.reference) }),
    );
    expect(answer && labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(lines).toMatchObject([{ level: 'error', fields: { where: 'words' } }]);
    expect(JSON.stringify(lines)).not.toContain('want to die');
  });
});
