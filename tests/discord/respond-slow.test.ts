import { afterEach, describe, expect, it } from 'vitest';
import { answering, EPHEMERAL, expectNothingRefused, type Setting, V2 } from './setting.ts';
import { postTaking, toyTaking } from './toy.ts';

let setting: Setting;

afterEach(async () => {
  await setting.close();
  expectNothingRefused(setting.world);
});

/** Answers that take 150 ms, deferred after 40; and one card to press on, already on the screen. */
async function slowly() {
  setting = await answering([toyTaking(150), postTaking(150)], { deferAfter: 40 });
  await setting.ada.types('/toy');
  setting.sent.length = 0;
  return setting;
}

const edit = ['edit', expect.objectContaining({ flags: V2, allowed_mentions: { parse: [] } })];

describe('an answer that takes its time', () => {
  it('is deferred with nothing but the private flag, and fills in where "thinking" stood', async () => {
    const { ada, sent, lines } = await slowly();
    await ada.types('/toy');
    expect(sent).toEqual([['answer', { type: 5, data: { flags: EPHEMERAL } }], edit]);
    expect(ada.outcome).toMatchObject({ kind: 'message', message: { only_for: ada.id } });
    expect(ada.sees).toContain('new');
    expect(lines).toEqual([]);
  });

  it('meant for all is deferred without any flag', async () => {
    const { ada, sent } = await slowly();
    await ada.types('/post');
    expect(sent).toEqual([['answer', { type: 5 }], edit]);
    expect(ada.card).not.toHaveProperty('only_for');
  });

  it('to a button is deferred in silence, and changes the card it stands on', async () => {
    const { ada, sent } = await slowly();
    const { id } = ada.card;
    await ada.presses('next');
    expect(sent).toEqual([['answer', { type: 6 }], edit]);
    expect(ada.outcome).toMatchObject({ kind: 'updated', message: { id, only_for: ada.id } });
    expect(ada.sees).toContain('next');
  });

  it('to a button that others see becomes a new private message all the same', async () => {
    const { ada, sent } = await slowly();
    await ada.types('/post');
    sent.length = 0;
    await ada.presses('next');
    expect(sent).toEqual([['answer', { type: 5, data: { flags: EPHEMERAL } }], edit]);
    expect(ada.outcome).toMatchObject({ kind: 'message', message: { only_for: ada.id } });
  });

  it('brings its pictures along', async () => {
    const { ada } = await slowly();
    await ada.presses('peek');
    expect(ada.card.attachments).toMatchObject([{ filename: 'dot.gif', description: 'A dot' }]);
  });

  it('takes a card away: it acknowledges, then deletes', async () => {
    const { ada, sent } = await slowly();
    await ada.presses('vanish');
    expect(sent).toEqual([['answer', { type: 6 }], ['delete']]);
    expect(ada.outcome).toMatchObject({ kind: 'deleted' });
  });

  it('is never deferred where Discord would not open a form or list choices any more', async () => {
    const { ada, sent } = await slowly();
    await ada.presses('ask');
    expect(ada.form.data.title).toBe('Words');
    expect(await ada.isTyping('/toy', 'colour', 'r')).toHaveLength(1);
    expect(sent).toMatchObject([
      ['answer', { type: 9 }],
      ['answer', { type: 8 }],
    ]);
  });

  it('and then cannot be drawn is an apology in the same place', async () => {
    const { ada, sent, lines } = await slowly();
    await ada.presses('odd');
    expect(sent).toEqual([['answer', { type: 6 }], edit]);
    expect(ada.sees).toContain('Something broke on my side');
    expect(lines).toMatchObject([{ level: 'error', fields: { where: 'drawing' } }]);
  });

  it('and then is a form, which comes too late, is an apology in the same place', async () => {
    const { ada, sent } = await slowly();
    const pressing = ada.presses('wrong');
    await expect.poll(() => sent.length).toBe(1);
    await setting.settled();
    expect(sent).toEqual([['answer', { type: 5, data: { flags: EPHEMERAL } }], edit]);
    await pressing;
    expect(ada.sees).toContain('Something broke on my side');
  });
});

describe('an answer that is quick', () => {
  it('is not deferred', async () => {
    setting = await answering([toyTaking(20)], { deferAfter: 400 });
    await setting.ada.types('/toy');
    await setting.ada.presses('next');
    expect(setting.sent).toMatchObject([
      ['answer', { type: 4 }],
      ['answer', { type: 7 }],
    ]);
  });

  it('is deferred after a second and a half where nothing else is said', async () => {
    setting = await answering([toyTaking(2_000)]);
    const start = performance.now();
    const typing = setting.ada.types('/toy');
    await expect.poll(() => setting.sent.length, { timeout: 3_000 }).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(1_400);
    await typing;
    expect(setting.sent).toEqual([['answer', { type: 5, data: { flags: EPHEMERAL } }], edit]);
  });
});
