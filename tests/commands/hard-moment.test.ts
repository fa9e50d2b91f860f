import { describe, expect, it } from 'vitest';
import { endAfter, endOf } from '../../commands/hard-moment/end.ts';
import type { Actor } from '../bot/actor.ts';
import { conversation } from '../bot.ts';
import { library } from '../library/shipped.ts';

describe('/hard-moment', () => {
  conversation('starts at once: five minutes, one thing to do, and a way to a person', async ({ ada }) => {
    await ada.types('/hard-moment');
    expect(ada.sees.split('\n')[0]).toBe(
      `**Whatever it is, let it wait until <t:${start + 300}:t>** (<t:${start + 300}:R>).`,
    );
    expect(ada.sees).toContain(moment.begin.first);
    expect(ada.sees).toContain("If you are in danger where you are, don't wait: Get help now.");
    expect(ada.labels).toEqual([
      '15 minutes',
      'Look around',
      'Still strong',
      'Passing',
      'My plan',
      'Get help now',
      'Hide',
    ]);
  });

  conversation('has these seven in its menu', async ({ ada }) => {
    await ada.types('/hard-moment');
    expect(
      ada.menus.map(({ placeholder, options }) => [placeholder, options.map(({ label }) => label)]),
    ).toEqual([
      [
        menu,
        [
          'check their phone',
          'write something I may regret',
          'use something',
          'shut everyone out',
          'decide something big tonight',
          'rage',
          'hurt myself or someone',
        ],
      ],
    ]);
  });

  conversation('can take fifteen minutes', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.presses('15 minutes');
    expect(endOn(ada)).toBe(start + 900);
    expect(ada.sees).toContain(moment.begin.first);
  });

  conversation(
    'has another thing to do for each urge, and leaves the end where it is',
    async ({ ada, bot }) => {
      await ada.types('/hard-moment');
      await bot.waitsUntil('2026-11-22T20:02:00Z');
      for (const { label, first, exercise } of Object.values(moment.urges)) {
        await ada.chooses(menu, label);
        expect(ada.sees).toContain(first);
        expect(endOn(ada)).toBe(start + 300);
        expect(ada.labels).toContain(titleOf(exercise));
      }
    },
  );

  conversation('opens the exercise that fits the urge', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'rage');
    await ada.presses('Push the wall');
    expect(ada.sees).toContain('Step 1 of 5');
  });

  conversation('offers no exercise that somebody leaves out', async ({ ada }) => {
    await ada.types('/settings');
    await ada.chooses('What to leave out', 'touch');
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'rage');
    expect(ada.sees).toContain(moment.urges.rage.first);
    expect(ada.labels).not.toContain('Push the wall');
  });

  conversation('meets an urge to hurt with a person, and no timer', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'hurt myself or someone');
    expect(ada.sees).toContain('I am a bot and no person reads this');
    expect(ada.sees).toContain('your local emergency number');
    expect(ada.sees).toContain('If this card goes away: /help-now');
    expect(ada.sees).not.toContain('<t:');
    expect(ada.labels).toEqual(['Choose country', 'Call or text', 'Someone I trust', 'Get help now', 'Hide']);
  });

  conversation('shows the number of the country that was chosen before', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'hurt myself or someone');
    expect(ada.sees).toContain('112 (Germany)');
  });

  conversation(
    'while it is still strong has five more minutes and something else to do',
    async ({ ada, bot }) => {
      await ada.types('/hard-moment');
      await ada.chooses(menu, 'check their phone');
      await bot.waitsUntil('2026-11-22T20:06:00Z');
      await ada.presses('Still strong');
      expect(endOn(ada)).toBe(start + 660);
      expect(ada.sees).toContain('Still strong, then');
      expect(ada.sees).toContain(moment.urges['check-phone'].again);
      expect(ada.sees).not.toContain(moment.urges['check-phone'].first);
    },
  );

  conversation('does not shorten the fifteen minutes that are running', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.presses('15 minutes');
    await ada.presses('Still strong');
    expect(endOn(ada)).toBe(start + 900);
  });

  conversation(
    'says a person when it is strong a second time, whatever was pressed between',
    async ({ ada }) => {
      await ada.types('/hard-moment');
      await ada.presses('Still strong');
      await ada.presses('15 minutes');
      await ada.chooses(menu, 'rage');
      await ada.presses('Still strong');
      expect(ada.sees).toContain('a person may be more use');
      expect(ada.sees).toContain('in danger where you are');
      expect(ada.sees).not.toContain('<t:');
      expect(ada.labels).toEqual([
        'Someone I trust',
        'Call or text',
        'My plan',
        '5 more minutes',
        'Get help now',
        'Hide',
      ]);
      await ada.presses('Someone I trust');
      expect(ada.sees).toContain('someone who has felt safe to you');
    },
  );

  conversation('lets somebody wait on after that, and says a person again', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'rage');
    await ada.presses('Still strong');
    await ada.presses('Still strong');
    await ada.presses('5 more minutes');
    expect(endOn(ada)).toBe(start + 300);
    expect(ada.sees).toContain(moment.urges.rage.first);
    await ada.presses('Still strong');
    expect(ada.sees).toContain('a person may be more use');
  });

  conversation('ends on one line when it is passing, with where the waiting comes from', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.presses('Passing');
    expect(ada.sees).toContain('Then let it go by');
    expect(ada.sees).toContain('Widely used, not from the articles');
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
  });

  conversation('opens the plan', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.presses('My plan');
    expect(ada.sees).toContain('felt safe to you');
  });

  conversation(
    'starts anew from a button pressed a month later, or after a restart',
    async ({ ada, bot }) => {
      await ada.types('/hard-moment');
      const month = Date.parse('2026-12-22T20:00:00Z') / 1_000;
      await bot.waitsUntil('2026-12-22T20:00:00Z');
      await bot.restart();
      await ada.chooses(menu, 'use something');
      expect(endOn(ada)).toBe(month + 300);
      expect(ada.sees).toContain(moment.urges.use.first);
    },
  );

  conversation('keeps nothing of it', async ({ ada }) => {
    await ada.types('/hard-moment');
    await ada.chooses(menu, 'use something');
    await ada.presses('Still strong');
    await ada.presses('Still strong');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('First card');
    expect(ada.sees.match(/Why:/g)).toHaveLength(1);
  });
});

describe('the end of a wait', () => {
  const now = Date.parse('2026-11-22T20:00:00.900Z');

  it('is the one a button carries while it is to come, and five minutes from now where it is past or far off', () => {
    expect(endOf(start + 60, now)).toBe(start + 60);
    expect(endOf(start + 900, now)).toBe(start + 900);
    for (const odd of [0, start, start + 901, Number.MAX_SAFE_INTEGER])
      expect(endOf(odd, now)).toBe(endAfter(now, 5));
  });
});

/** When every conversation begins, in seconds. */
const start = Date.parse('2026-11-22T20:00:00Z') / 1_000;
const menu = 'I want to ...';

const endOn = (actor: Actor) => Number(/<t:(\d+):R>/.exec(actor.sees)?.[1]);

const words = library.words('en');
const moment = words.hardMoment;
const titleOf = (exercise: string) => words.exercises.find(({ id }) => id === exercise)?.title;
