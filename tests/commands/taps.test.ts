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
