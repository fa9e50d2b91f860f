import { describe, expect, it } from 'vitest';
import { dealt, turnsOf } from '../../commands/reach/dealt.ts';
import { commandsFolder, routerOf } from '../../src/app.ts';
import { loadCommands } from '../../src/router/registry.ts';
import type { Actor } from '../bot/actor.ts';
import { buttonsOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';
import { library } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';

describe('/reach', () => {
  conversation('begins with the smallest, and shows two notes to oneself', async ({ ada }) => {
    await ada.types('/reach');
    expect(ada.sees).toContain('Sit near people');
    expect(ada.sees).toContain('Step 1 of 5');
    expect(quoted(ada)).toHaveLength(2);
    expect(ada.sees).toContain('notes to yourself');
    expect(ada.labels).toEqual([
      'Copy this one',
      'Copy this one',
      'Another text',
      'Bigger: Send a small hello',
      'Get help now',
      'Hide',
    ]);
  });

  conversation('goes up to the truth of it, and down again', async ({ ada }) => {
    await ada.types('/reach');
    for (const { title } of rungs.slice(1)) {
      await ada.presses(`Bigger: ${title}`);
      expect(ada.sees).toContain(title);
      expect(quoted(ada)).toHaveLength(2);
    }
    expect(ada.sees).toContain('Tell one person the truth of it');
    expect(ada.sees).toContain('talk to a help line first');
    expect(ada.labels.filter(label => label.startsWith('Bigger'))).toEqual([]);
    for (const { title } of rungs.slice(0, -1).reverse()) {
      await ada.presses(`Smaller: ${title}`);
      expect(ada.sees).toContain(title);
    }
    expect(ada.labels.filter(label => label.startsWith('Smaller'))).toEqual([]);
  });

  conversation(
    'says on every step whom a text is for, and that it is sent by nobody else',
    async ({ ada }) => {
      await ada.types('/reach');
      expect(ada.sees).toContain('someone who has felt safe to you');
      for (const { title } of rungs.slice(1)) {
        await ada.presses(`Bigger: ${title}`);
        expect(ada.sees).toContain('someone who has felt safe to you, with no part in the hurt');
        expect(ada.sees).toContain('I never write to anyone for you');
        expect(ada.sees).toContain('The idea is from the article');
      }
    },
  );

  conversation('gives each text alone in a message of its own, to be copied', async ({ ada }) => {
    await ada.types('/reach');
    await ada.presses('Bigger: Send a small hello');
    const [first, second] = quoted(ada);
    const shown = ada.card;
    const copies = buttonsOf(shown).filter(({ label }) => label === 'Copy this one');
    for (const [index, text] of [first, second].entries()) {
      await ada.pressesId(copies[index]?.custom_id ?? '', shown);
      expect(ada.outcome.kind).toBe('message');
      expect(ada.sees).toBe(text);
      expect(ada.labels).toEqual(['Get help now', 'Hide']);
    }
  });

  conversation('shows every text of a step before one comes again', async ({ ada }) => {
    for (const [at, { texts }] of rungs.entries()) {
      await ada.types('/reach');
      for (const { title } of rungs.slice(1, at + 1)) await ada.presses(`Bigger: ${title}`);
      const seen = quoted(ada);
      for (let turn = 1; turn < Math.ceil(texts.length / 2); turn += 1) {
        await ada.presses('Another text');
        seen.push(...quoted(ada));
      }
      expect(new Set(seen)).toEqual(new Set(texts.map(({ text }) => text)));
      expect(seen.length - new Set(seen).size).toBe(texts.length % 2);
    }
  });

  conversation('keeps nothing but the first card', async ({ ada }) => {
    await ada.types('/reach');
    await ada.presses('Bigger: Send a small hello');
    await ada.presses('Copy this one');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('First card');
    expect(ada.sees.match(/Why:/g)).toHaveLength(1);
  });

  it('says what to do where a text is no longer there', async () => {
    for (const [action, ...args] of [
      ['copy', 'near', 'gone'],
      ['copy', 'gone', 'lemon'],
      ['rung', 'gone', '0'],
      ['another', 'gone', '0'],
    ] as const) {
      expect(await pressed(action, args)).toContain('not here any more. Type /reach');
    }
  });

  it('goes on from a button that counted further than there are texts now', async () => {
    const card = await pressed('another', ['hello', '41']);
    expect(card.match(/> /g)).toHaveLength(2);
    expect(card).not.toContain('42');
  });

  it('deals the texts in an order of each person’s own', () => {
    const [rung] = rungs;
    if (!rung) throw new Error('Expected a rung.');
    const orders = Array.from({ length: 20 }, (_, person) =>
      dealt(rung, String(person), 0)
        .map(({ id }) => id)
        .join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(5);
    expect(dealt(rung, '1', turnsOf(rung))).toEqual(dealt(rung, '1', 0));
  });
});

const quoted = (actor: Actor) =>
  actor.sees
    .split('\n')
    .filter(line => line.startsWith('> '))
    .map(line => line.slice(2));

const { rungs } = library.words('en').ladder;

/** The card of a button that no card of today carries. */
async function pressed(action: string, args: readonly string[]): Promise<string> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const router = routerOf(await loadCommands(commandsFolder), () => library, {
    operator: {},
    log,
    ...keptIn({ now: () => 0 }, log),
  });
  const caller = {
    id: '1',
    locale: 'en-US',
    place: 'server',
    channel: '1',
    managesServer: false,
    mayWrite: true,
  } as const;
  const request = {
    kind: 'action',
    caller,
    command: 'reach',
    action,
    args,
    values: [],
    onPrivate: true,
  } as const;
  return JSON.stringify(await router.answer(request).reply);
}
