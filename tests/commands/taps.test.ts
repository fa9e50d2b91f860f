import { describe, expect } from 'vitest';
import type { Actor } from '../bot/actor.ts';
import { conversation } from '../bot.ts';

/** How many presses, choices and forms it takes after the command. */
describe('it takes few taps', () => {
  conversation('to delete everything and see the receipt: two at most', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    const { taps, hand } = counting(ada);
    await ada.types('/my-data delete');
    await hand.presses('Everything');
    expect(ada.sees).toContain('Records deleted');
    expect(taps()).toBeLessThanOrEqual(2);
  });

  conversation('to write down the first part of a plan: one to the form, one to send it', async ({ ada }) => {
    const { taps, hand } = counting(ada);
    await ada.types('/help');
    await hand.presses('Write down a plan');
    expect(taps()).toBe(1);
    await hand.submits({ steadies: 'tea' });
    expect(ada.sees).toContain('> tea');
    expect(taps()).toBe(2);
  });

  conversation('to have the plan at hand in a hard moment: one', async ({ ada }) => {
    await ada.types('/plan edit');
    await ada.presses('People I can tell');
    await ada.submits({ people: 'Priya' });
    for (const command of ['/help-now', '/hard-moment']) {
      const { taps, hand } = counting(ada);
      await ada.types(command);
      await hand.presses('My plan');
      expect(ada.sees).toContain('> Priya');
      expect(taps()).toBe(1);
    }
  });

  conversation(
    'to have something to do in a hard moment: none, and one for the urge it is',
    async ({ ada }) => {
      const { taps, hand } = counting(ada);
      await ada.types('/hard-moment');
      const [, , first] = ada.sees.split('\n');
      expect(first).toBeTruthy();
      expect(ada.sees).toContain('let it wait until');
      expect(taps()).toBe(0);
      await hand.chooses('I want to ...', 'check their phone');
      expect(ada.sees).not.toContain(first);
      expect(taps()).toBe(1);
    },
  );

  conversation('to check in the same as last time: one', async ({ ada }) => {
    await ada.types('/checkin now');
    await ada.chooses('What is it like?', 'Low');
    await ada.chooses('The word for it', 'Sad');
    await ada.chooses('How strong is it, 0 to 10?', '4');
    await ada.presses('Keep a private history');
    const { taps, hand } = counting(ada);
    await ada.types('/checkin now');
    await hand.presses('Same as last time');
    expect(ada.sees).toContain('**Sad**, 4 of 10.');
    expect(taps()).toBe(1);
  });

  conversation('to delete the plan and see the receipt: one', async ({ ada }) => {
    await ada.types('/plan edit');
    await ada.presses('People I can tell');
    await ada.submits({ people: 'Priya' });
    const { taps, hand } = counting(ada);
    await ada.types('/plan delete');
    await hand.presses('Delete my plan');
    expect(ada.sees).toContain('Your plan is deleted.');
    expect(taps()).toBe(1);
  });
});

/** A hand that counts what it does. */
function counting(actor: Actor): {
  taps: () => number;
  hand: Pick<Actor, 'presses' | 'chooses' | 'submits'>;
} {
  let count = 0;
  const counted =
    <A extends unknown[], R>(act: (...args: A) => R) =>
    (...args: A): R => {
      count += 1;
      return act(...args);
    };
  return {
    taps: () => count,
    hand: {
      presses: counted(label => actor.presses(label)),
      chooses: counted((placeholder, label) => actor.chooses(placeholder, label)),
      submits: counted((fields, form = actor.form) => actor.submits(fields, form)),
    },
  };
}
