import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEdits } from '../../src/discord/edits.ts';
import { respond } from '../../src/discord/respond.ts';
import { answersOver, interactionRest } from '../../src/discord/rest.ts';
import { routerOver } from '../router/toys.ts';
import { interaction } from './payloads.ts';
import { answering, EPHEMERAL, expectNothingRefused, type Setting, V2 } from './setting.ts';
import { postTaking, toyTaking } from './toy.ts';

let setting: Setting;

beforeEach(async () => {
  setting = await answering([toyTaking(), postTaking()]);
});

afterEach(async () => {
  await setting.close();
  expectQuiet(setting);
});

function expectQuiet({ lines, world }: Setting): void {
  expect(lines).toEqual([]);
  expectNothingRefused(world);
}

/** The types of the first answers, or what else was done, in order. */
const done = () =>
  setting.sent.map(([how, body]) => (how === 'answer' && body ? Reflect.get(body, 'type') : how));

describe('an answer', () => {
  it.each(['server', 'own-dm', 'other-dm'] as const)(
    'to a command is a new private message: %s',
    async place => {
      const { ada, sent } = setting;
      await ada.at(place).types('/toy');
      expect(ada.card).toMatchObject({ only_for: ada.id, flags: EPHEMERAL | V2 });
      expect(ada.sees).toContain('new');
      expect(sent).toMatchObject([
        ['answer', { type: 4, data: { flags: EPHEMERAL | V2, allowed_mentions: { parse: [] } } }],
      ]);
    },
  );

  it('meant for all is a message that everybody sees', async () => {
    const { ada } = setting;
    await ada.types('/post');
    expect(ada.card).toMatchObject({ flags: V2 });
    expect(ada.card).not.toHaveProperty('only_for');
  });

  it('to a command on a message is a new private message', async () => {
    const { ada } = setting;
    await ada.usesOn(await ada.says('What a day'), 'Look at this');
    expect(ada.card).toMatchObject({ only_for: ada.id });
    expect(ada.sees).toContain('looked');
  });

  it('to a button changes its card, or makes a new one', async () => {
    const { ada } = setting;
    await ada.types('/toy');
    const { id } = ada.card;
    await ada.presses('next');
    expect(ada.outcome).toMatchObject({ kind: 'updated', message: { id } });
    await ada.presses('peek');
    expect(ada.outcome).toMatchObject({ kind: 'message', message: { only_for: ada.id } });
    expect(ada.card.attachments).toMatchObject([{ filename: 'dot.gif', description: 'A dot' }]);
    expect(done()).toEqual([4, 7, 4]);
  });

  it('opens a form, and what is typed into it changes the card it was opened from', async () => {
    const { ada } = setting;
    await ada.types('/toy');
    const { id } = ada.card;
    await ada.presses('ask');
    expect(ada.form.data).toMatchObject({ title: 'Words', custom_id: 'toy:typed' });
    await ada.submits({ words: 'a bad day' });
    expect(ada.outcome).toMatchObject({ kind: 'updated', message: { id } });
    expect(done()).toEqual([4, 9, 7]);
  });

  it('lists the choices of an option', async () => {
    expect(await setting.ada.isTyping('/toy', 'colour', 'r')).toEqual([{ name: 'Red', value: 'red' }]);
    expect(done()).toEqual([8]);
  });

  it('takes a card away: it acknowledges, then deletes', async () => {
    const { ada } = setting;
    await ada.types('/toy');
    await ada.presses('vanish');
    expect(ada.outcome).toMatchObject({ kind: 'deleted' });
    expect(ada.messages).toEqual([]);
    expect(done()).toEqual([4, 6, 'delete']);
  });

  it('to a button that others see is private and new, unless it is meant for all', async () => {
    const { ada } = setting;
    await ada.types('/post');
    const post = ada.card;
    await ada.presses('next');
    expect(ada.outcome).toMatchObject({ kind: 'message', message: { only_for: ada.id } });
    await ada.pressesId('toy:join', post);
    expect(ada.outcome).toMatchObject({ kind: 'updated', message: { id: post.id, flags: V2 } });
  });
});

describe('an interaction that Steady never registered', () => {
  it('is not answered, and is logged', async () => {
    const { router, log, lines } = routerOver();
    const port = answersOver(interactionRest('http://127.0.0.1:1/api'));
    await respond({ router, port, edits: createEdits({ log }), log }, interaction(99, {}));
    expect(lines).toEqual([{ level: 'warn', message: expect.any(String), fields: { type: 99 } }]);
  });
});
