import { beforeAll, describe, expect, test } from 'vitest';
import { usualAsking } from '../../src/router/fairness.ts';
import { conversation } from '../bot.ts';
import { textsOf } from './kind.ts';
import { type Asker, commandOf, formOf, pressOf, typingOf } from './raw.ts';
import { type Came, openTarget, type Target } from './target.ts';

conversation(
  'somebody who asks for very much at once is told so kindly, and never shut out of help',
  async ({ ada, bo, bot }) => {
    for (let press = 0; press < usualAsking.burst; press += 1) await ada.types('/about');
    await ada.types('/ground');
    expect(ada.sees).toBe(
      'That was a lot at once. Wait a few seconds, then press again. Get help now and /help-now work at any time.',
    );
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
    expect(await ada.isTyping('/explain', 'topic', 'on e')).toEqual([]);
    await ada.types('/explain');
    await ada.presses('Get help now');
    expect(ada.sees).toContain('In danger now?');
    await ada.types('/explain', { topic: 'I want to die' });
    expect(ada.sees).toContain('emergency number');
    // Comes last: what is too much does not wait for what is still being written down, here the country.
    await ada.types('/help-now', { country: 'DE' });
    expect(ada.sees).toContain('Germany');
    await bo.types('/ground');
    expect(bo.labels).toContain('Next');
    await bot.waitsUntil('2026-11-22T20:00:02Z');
    await ada.types('/ground');
    expect(ada.labels).toContain('Next');
  },
  { asking: usualAsking },
);

conversation(
  'the card on which too much was pressed stays, and so does its place in the exercise',
  async ({ ada }) => {
    await ada.types('/ground', { exercise: 'orienting' });
    const { card: exercise } = ada;
    await ada.presses('Next');
    const next = ada.button('Next').custom_id ?? '';
    const { card: second } = ada;
    await ada.pressesId(next, second);
    expect(ada.sees).toContain('That was a lot at once');
    expect(ada.card.id).not.toBe(exercise.id);
    expect(ada.messages.find(({ id }) => id === exercise.id)).toEqual(second);
  },
  { asking: { burst: 2, perSecond: 1 } },
);

describe('somebody who sends 200 requests a second for ten seconds', () => {
  let target: Target;
  let flooding: Asker;
  let calm: Asker;
  beforeAll(async () => {
    target = await openTarget(usualAsking);
    flooding = { id: target.idOf('Ada') };
    calm = { id: target.idOf('Bo') };
  }, 60_000);
  const isLimited = (came: Came) => textsOf(came).some(text => text.startsWith('That was a lot at once'));

  test('has only their share done, and takes nothing of what others do', async () => {
    let done = 0;
    for (let at = 0; at < 2_000; at += 1) {
      const came = await target.take(pressOf(flooding, 'ground:next:orienting:1:day'));
      if (!isLimited(came)) done += 1;
      expect(came.logged).toEqual([]);
      if (at % 40 === 0)
        expect(isLimited(await target.take(pressOf(calm, 'ground:next:orienting:1:day')))).toBe(false);
      target.passes(5);
    }
    expect(done).toBeGreaterThanOrEqual(usualAsking.burst);
    expect(done).toBeLessThanOrEqual(usualAsking.burst + 10 * usualAsking.perSecond);
  }, 60_000);

  test('is answered with help every time, and every card can be put away', async () => {
    for (let at = 0; at < 300; at += 1) {
      for (const raw of [
        pressOf(flooding, 'help-now:open:DE'),
        commandOf(flooding, 'help-now'),
        formOf(flooding, 'help-now:chosen', { 'countries-1': ['DE'] }),
      ])
        expect(isLimited(await target.take(raw))).toBe(false);
      expect((await target.take(pressOf(flooding, 'card:hide'))).first).toEqual([{ type: 6 }]);
    }
  }, 60_000);

  test('keeps nothing that is stored', async () => {
    const quick: Asker = { id: target.idOf('Mo') };
    for (let at = 0; at < 2 * usualAsking.burst; at += 1) await target.take(pressOf(quick, 'ground:end'));
    const before = await target.stored(quick.id);
    await target.take(pressOf(quick, 'settings:turn:silent:on'));
    expect(await target.stored(quick.id)).toEqual(before);
  });

  test('finds no list while typing, but is still offered help', async () => {
    const choicesFor = async (value: string) => {
      const [first] = (
        await target.take(typingOf(flooding, 'explain', [{ name: 'topic', type: 3, value, focused: true }]))
      ).first;
      return (first as unknown as { data: { choices: { value: string }[] } }).data.choices.map(
        ({ value }) => value,
      );
    };
    for (let at = 0; at < 2 * usualAsking.burst; at += 1) await target.take(pressOf(flooding, 'ground:end'));
    expect(await choicesFor('on e')).toEqual([]);
    expect(await choicesFor('I want to die')).toEqual(['help']);
  });

  test('gets fewer of what takes long', async () => {
    const eager: Asker = { id: '200000000000000099' };
    const came = [];
    for (let at = 0; at < 30; at += 1)
      came.push(isLimited(await target.take(pressOf(eager, 'my-data:file'))));
    expect(came.indexOf(true)).toBeLessThanOrEqual(usualAsking.burst / 6);
  });

  test('of long texts has no more of them read than there is time for', async () => {
    const writing: Asker = { id: '200000000000000098' };
    const caller = {
      id: writing.id,
      locale: 'en-US',
      place: 'own-dm',
      channel: '1',
      managesServer: false,
      mayWrite: true,
    } as const;
    const danger = `${'so '.repeat(600)}I want to die`;
    const answered = Array.from({ length: 200 }, () => target.router.words(caller, danger)).filter(
      card => card,
    );
    expect(answered.length).toBe(Math.floor(12_000 / danger.length));
    target.passes(1_000);
    expect(target.router.words(caller, 'I want to die')).toBeDefined();
  });
});
