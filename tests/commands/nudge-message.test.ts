import { describe, expect } from 'vitest';
import { labelsOn, lasting, lines, newest, passDays, pressOn, subscribe } from '../bot/dm.ts';
import { conversation } from '../bot.ts';

const ready = 'Your note for today is ready.';
const late = 'Your note for today, a little late.';
const asks = 'Keep sending these as before?';
const ends = "I'll be quiet from here on. If you want these back, Start again works, next week or next year.";

describe('Open', () => {
  conversation('of a check-in shows the opening and leads into one', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'check-in' });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'Open');
    expect(ada.card.only_for).toBe(ada.id);
    expect(ada.labels).toEqual(['Check in', 'Get help now', 'Hide']);
    expect(lines(ada)).toEqual([ready]);
    await ada.presses('Check in');
    await ada.chooses('What is it like?', 'Low');
    await ada.chooses('The word for it', 'Sad');
    await ada.chooses('How strong is it, 0 to 10?', '4');
    expect(ada.sees).toContain('**Sad**, 4 of 10.');
    expect(ada.labels.slice(0, 2)).toEqual(['What is here now', 'So sad']);
  });

  conversation('of a check-in that is strong offers a person first', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'check-in' });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'Open');
    await ada.presses('Check in');
    await ada.chooses('What is it like?', 'On guard');
    await ada.presses('Another kind');
    await ada.chooses('What is it like?', 'On guard');
    await ada.chooses('The word for it', 'Scared');
    await ada.chooses('How strong is it, 0 to 10?', '8');
    expect(ada.sees).toContain('Would you like to talk to someone now?');
    expect(ada.labels).toEqual(['Yes', 'No, give me a tool', 'Get help now', 'Hide']);
    await ada.presses('No, give me a tool');
    expect(ada.labels[0]).toBe('Look around');
    await ada.presses('Look around');
    expect(ada.sees).toContain('Step 1 of 5');
  });

  conversation('of a grounding message starts with the first step', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'grounding' });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'Open');
    expect(ada.sees).toContain('Step 1 of');
    expect(ada.labels.slice(0, 3)).toEqual(['Next', 'Skip this step', 'Stop here']);
  });

  conversation('of an explainer shows its page', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'explainer' });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'Open');
    expect(ada.labels.slice(0, 3)).toEqual(['Try it now', 'Source', 'Another topic']);
  });

  conversation(
    'of the fourteen days shows day by day; a day counts when it is opened',
    async ({ ada, bot }) => {
      await subscribe(ada, { kind: 'journey' });
      await passDays(bot, '2026-11-23', 2, '07:30:00', async () => {
        await pressOn(ada, 'Open');
        expect(ada.labels[0]).toBe('Try it now');
      });
      expect(ada.sees).toContain('Day 2 of 14');
      await bot.waitsUntil('2026-11-25T07:30:00Z');
      await bot.waitsUntil('2026-11-26T07:30:00Z');
      await pressOn(ada, 'Open');
      expect(ada.sees).toContain('Day 3 of 14');
    },
  );

  conversation(
    'of a day read again counts no further day, and what is put off says the same again',
    async ({ ada, bot }) => {
      await subscribe(ada, { kind: 'journey' });
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      const first = newest(ada);
      await pressOn(ada, 'Open');
      await pressOn(ada, 'In 1 hour');
      await bot.waitsUntil('2026-11-23T08:30:00Z');
      await pressOn(ada, 'Open');
      expect(ada.sees).toContain('Day 1 of 14');
      await ada.types('/nudge preview');
      expect(ada.sees).toContain('Day 1 of 14');
      await bot.waitsUntil('2026-11-24T07:30:00Z');
      await pressOn(ada, 'Open', first);
      await pressOn(ada, 'Open');
      expect(ada.sees).toContain('Day 2 of 14');
    },
  );

  conversation(
    'of the last of the fourteen days asks what comes next, and so does the day after',
    async ({ ada, bot }) => {
      await subscribe(ada, { kind: 'journey' });
      await passDays(bot, '2026-11-23', 14, '07:30:00', () => pressOn(ada, 'Open'));
      expect(ada.sees).toContain('Day 14 of 14');
      expect(ada.labels.slice(0, 4)).toEqual(['Try it now', 'Mixed', 'Once more', 'Stop']);
      await bot.waitsUntil('2026-12-07T07:30:00Z');
      expect(newest(ada).content).toBe('That was the last note for now. What would you like next?');
      expect(labelsOn(newest(ada))).toEqual(['Mixed', 'Once more', 'Stop']);
      const count = lasting(ada).length;
      await bot.waitsUntil('2026-12-09T12:00:00Z');
      expect(lasting(ada)).toHaveLength(count);
      await ada.types('/nudge status');
      expect(ada.sees).toContain('The fourteen days are through.');
      expect(ada.labels.slice(0, 3)).toEqual(['Mixed', 'Once more', 'Stop']);
      await ada.types('/nudge resume');
      expect(ada.labels.slice(0, 3)).toEqual(['Mixed', 'Once more', 'Stop']);
      await pressOn(ada, 'Once more');
      await bot.waitsUntil('2026-12-10T07:30:00Z');
      await pressOn(ada, 'Open');
      expect(ada.sees).toContain('Day 1 of 14');
    },
  );
});

describe('the other buttons', () => {
  conversation(
    'In 1 hour brings it back once, and again if wanted; the line itself never changes',
    async ({ ada, bot }) => {
      await subscribe(ada);
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      await pressOn(ada, 'In 1 hour');
      await bot.waitsUntil('2026-11-23T07:50:00Z');
      await pressOn(ada, 'In 1 hour');
      expect(ada.sees).toContain(`It comes back at <t:${Date.parse('2026-11-23T08:50:00Z') / 1000}:t>.`);
      await bot.waitsUntil('2026-11-23T08:31:00Z');
      expect(lines(ada)).toEqual([ready]);
      await bot.restart();
      await bot.waitsUntil('2026-11-23T08:50:00Z');
      expect(lines(ada)).toEqual([ready, ready]);
      await pressOn(ada, 'In 1 hour');
      await bot.waitsUntil('2026-11-23T11:30:00Z');
      expect(lines(ada)).toEqual([ready, ready, late]);
      const nonces = bot.sent.flatMap(({ how, body }) =>
        how === 'message' ? [(body as { nonce?: string }).nonce] : [],
      );
      expect(new Set(nonces.slice(1)).size).toBe(3);
      await bot.waitsUntil('2026-11-24T07:30:00Z');
      expect(lines(ada)).toHaveLength(4);
    },
  );

  conversation('In 1 hour on a message of another day says that it is past', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await bot.waitsUntil('2026-11-24T06:00:00Z');
    await pressOn(ada, 'In 1 hour');
    expect(ada.sees).toContain('That one is past.');
  });

  conversation('what was put off in the evening may cross midnight', async ({ ada, bot }) => {
    await subscribe(ada, { time: '23:30' });
    await bot.waitsUntil('2026-11-22T22:30:00Z');
    await pressOn(ada, 'In 1 hour');
    await bot.waitsUntil('2026-11-22T23:30:00Z');
    expect(lines(ada)).toEqual([ready, ready]);
    await pressOn(ada, 'In 1 hour');
    await bot.waitsUntil('2026-11-23T00:30:00Z');
    expect(lines(ada)).toEqual([ready, ready, ready]);
  });

  conversation('Not today takes it away, and what was put off with it', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'In 1 hour');
    await pressOn(ada, 'Not today');
    expect(ada.sees).toContain('Nothing more today.');
    await bot.waitsUntil('2026-11-23T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('all work after a restart and a month later', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    const old = newest(ada);
    await ada.types('/nudge pause');
    await bot.restart();
    await bot.waitsUntil('2026-12-24T12:00:00Z');
    await pressOn(ada, 'Open', old);
    expect(ada.labels.at(-1)).toBe('Hide');
    await pressOn(ada, 'In 1 hour', old);
    expect(ada.sees).toContain('That one is past.');
    await pressOn(ada, 'Not today', old);
    expect(ada.sees).toContain('That one is past.');
  });
});

describe('a late message', () => {
  conversation('says so in half a line after ten minutes', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:40:00Z');
    await bot.waitsUntil('2026-11-24T07:40:01Z');
    expect(lines(ada)).toEqual([ready, late]);
  });

  conversation('is left out where that was chosen', async ({ ada, bot }) => {
    await subscribe(ada, { 'if-late': 'skip' });
    await bot.waitsUntil('2026-11-23T07:40:00Z');
    await bot.waitsUntil('2026-11-24T07:40:01Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('comes within two hours, and not after', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T09:30:00Z');
    await bot.waitsUntil('2026-11-24T09:30:01Z');
    expect(lines(ada)).toEqual([late]);
  });

  conversation(
    'comes that day where that was chosen, but not at night, and only the last one',
    async ({ ada, bot }) => {
      await subscribe(ada, { 'if-late': 'any time that day' });
      await bot.waitsUntil('2026-11-26T19:59:00Z');
      expect(lines(ada)).toEqual([late]);
      await bot.waitsUntil('2026-11-27T20:00:00Z');
      expect(lines(ada)).toEqual([late]);
    },
  );

  conversation('comes at night to somebody whose own time lies there', async ({ ada, bot }) => {
    await subscribe(ada, { time: '22:30', 'if-late': 'any time that day' });
    await bot.waitsUntil('2026-11-22T22:55:00Z');
    expect(lines(ada)).toEqual([late]);
  });
});

describe('a message that is not discreet', () => {
  conversation('has the text itself in it, and half a line where it is late', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'grounding', discreet: false });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    const [text] = lines(ada);
    expect(text).not.toContain('note for today');
    await pressOn(ada, 'Open');
    expect(ada.sees).toContain(text);
    await bot.waitsUntil('2026-11-24T08:00:00Z');
    expect(newest(ada).content).toMatch(/.+\n-# A little late today\.$/);
    await ada.types('/settings');
    await ada.presses('Make messages discreet');
    await bot.waitsUntil('2026-11-25T07:30:00Z');
    expect(newest(ada).content).toBe(ready);
  });

  conversation('makes no sound where that was chosen', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    expect(newest(ada).flags).toBe(0);
    await ada.types('/settings');
    await ada.presses('Make messages silent');
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect(newest(ada).flags).toBe(1 << 12);
  });

  conversation('of the fourteen days moves on by itself: there is nothing to open', async ({ ada, bot }) => {
    await subscribe(ada, { kind: 'journey', discreet: false });
    await passDays(bot, '2026-11-23', 3, '07:30:00');
    expect(new Set(lines(ada)).size).toBe(3);
  });
});

describe('somebody who is not heard of', () => {
  conversation('is asked after seven messages; Keep daily holds for 90 days', async ({ ada, bot }) => {
    await subscribe(ada);
    await passDays(bot, '2026-11-23', 8, '07:30:00');
    expect(lines(ada)).toEqual([...Array(7).fill(ready), asks]);
    expect(labelsOn(newest(ada))).toEqual(['Keep daily', 'Twice a week', 'Stop']);
    await pressOn(ada, 'Keep daily');
    expect(ada.sees).toContain('They go on as before. The next one comes <t:');
    await passDays(bot, '2026-12-01', 89, '07:30:00');
    expect(lines(ada)).toEqual(Array(7 + 89).fill(ready));
    await bot.waitsUntil('2027-02-28T07:30:00Z');
    expect(newest(ada).content).toBe(asks);
  });

  conversation(
    'gets two a week where there is no answer, then one last line, and silence',
    async ({ ada, bot }) => {
      await subscribe(ada);
      const sentOn: string[] = [];
      await passDays(bot, '2026-11-23', 40, '07:30:00', async date => {
        if (lasting(ada).length > sentOn.length) sentOn.push(date);
      });
      expect(lines(ada)).toEqual([...Array(7).fill(ready), asks, ...Array(7).fill(ready), ends]);
      expect(sentOn.slice(8).map(date => new Date(date).getUTCDay())).toEqual([4, 1, 4, 1, 4, 1, 4, 1]);
      expect(labelsOn(newest(ada))).toEqual(['Start again']);
      await ada.types('/nudge status');
      expect(ada.sees).toContain('They are quiet for now.');
      await bot.waitsUntil('2027-11-22T12:00:00Z');
      await pressOn(ada, 'Start again');
      expect(ada.sees).toContain('Daily messages are on again.');
    },
  );

  conversation(
    'gets two a week by choice, on the chosen days that lie furthest apart',
    async ({ ada, bot }) => {
      await subscribe(ada, { days: 'weekdays' });
      await passDays(bot, '2026-11-23', 10, '07:30:00');
      expect(newest(ada).content).toBe(asks);
      await pressOn(ada, 'Twice a week');
      expect(ada.sees).toContain(
        `Twice a week from now on. The next one comes <t:${Date.parse('2026-12-03T07:30:00Z') / 1000}:F>.`,
      );
      await ada.types('/nudge status');
      expect(ada.sees).toContain('Mon, Thu');
      await ada.presses('Keep daily');
      expect(ada.sees).toContain(`<t:${Date.parse('2026-12-03T07:30:00Z') / 1000}:F>`);
      await ada.types('/nudge status');
      expect(ada.sees).toContain('Mon, Tue, Wed, Thu, Fri');
    },
  );

  conversation('is heard of by any command and any button', async ({ ada, bot }) => {
    await subscribe(ada);
    await passDays(bot, '2026-11-23', 7, '07:30:00');
    await ada.types('/ground');
    await passDays(bot, '2026-11-30', 7, '07:30:00');
    expect(lines(ada)).toEqual(Array(14).fill(ready));
    await pressOn(ada, 'Open');
    await passDays(bot, '2026-12-07', 7, '07:30:00');
    expect(lines(ada)).toEqual(Array(21).fill(ready));
    await bot.waitsUntil('2026-12-14T07:30:00Z');
    expect(newest(ada).content).toBe(asks);
  });

  conversation('is asked after thirty where the text itself stands in the message', async ({ ada, bot }) => {
    await subscribe(ada, { discreet: false });
    await passDays(bot, '2026-11-23', 30, '07:30:00');
    expect(lines(ada)).not.toContain(asks);
    expect(new Set(lines(ada)).size).toBe(30);
    await bot.waitsUntil('2026-12-23T07:30:00Z');
    expect(newest(ada).content).toBe(asks);
  });
});

describe('closed DMs', () => {
  conversation('are told by /nudge status itself, once and whole', async ({ ada, bot }) => {
    await subscribe(ada);
    bot.world.change(ada.id, { closedDms: true });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await ada.types('/nudge status');
    expect(ada.sees.match(/have not reached you since/g)).toHaveLength(1);
    expect(ada.labels).toEqual(['Turn back on', 'Change it', 'Get help now', 'Hide']);
    await bot.waitsUntil('2026-11-23T08:00:00Z');
    await ada.types('/ground');
    expect(ada.labels).not.toContain('Turn back on');
  });

  conversation(
    'are met once; then it is paused, told with the next private answer, and turned back on',
    async ({ ada, bot }) => {
      await subscribe(ada);
      bot.world.change(ada.id, { closedDms: true });
      await passDays(bot, '2026-11-23', 3, '07:30:00');
      expect(bot.sent.filter(({ how }) => how === 'message')).toHaveLength(2);
      await bot.restart();
      await ada.types('/ground');
      expect(ada.sees).toContain('My daily messages have not reached you since <t:');
      expect(ada.sees).toContain('allow direct messages from its members');
      expect(ada.labels.slice(-3)).toEqual(['Turn back on', 'Get help now', 'Hide']);
      bot.world.change(ada.id, { closedDms: false });
      await ada.presses('Turn back on');
      expect(ada.sees).toContain(
        `Daily messages are on again. The next one comes <t:${Date.parse('2026-11-26T07:30:00Z') / 1000}:F>.`,
      );
      await ada.types('/ground');
      expect(ada.labels).not.toContain('Turn back on');
      await bot.waitsUntil('2026-11-26T07:30:00Z');
      expect(lines(ada)).toEqual([ready]);
    },
  );
});

describe('a message of another day', () => {
  conversation(
    'is past for Not today too, and what is stopped is not turned on by an old question',
    async ({ ada, bot }) => {
      await subscribe(ada);
      await passDays(bot, '2026-11-23', 8, '07:30:00');
      const question = newest(ada);
      const [first] = lasting(ada);
      await pressOn(ada, 'Not today', first);
      expect(ada.sees).toContain('That one is past.');
      await ada.types('/nudge off');
      await pressOn(ada, 'Keep daily', question);
      expect(ada.sees).toContain('Daily messages are off right now.');
      await bot.waitsUntil('2026-12-10T12:00:00Z');
      expect(lines(ada)).toHaveLength(6);
    },
  );
});

describe('a time zone', () => {
  conversation(
    'changed in the settings moves the message, and says when the next one comes',
    async ({ ada, bot }) => {
      await subscribe(ada);
      await ada.types('/settings', { timezone: 'America/New_York' });
      expect(ada.sees).toContain(
        `Your next daily message comes <t:${Date.parse('2026-11-23T13:30:00Z') / 1000}:F>.`,
      );
      await bot.waitsUntil('2026-11-23T13:29:00Z');
      expect(lines(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T13:30:00Z');
      expect(lines(ada)).toEqual([ready]);
      await ada.types('/nudge on', { time: '08:30', timezone: 'Asia/Tokyo' });
      await ada.types('/settings');
      expect(ada.sees).toContain('Time zone: Asia/Tokyo');
    },
  );

  conversation('across the date line never gives a local day two', async ({ ada, bot }) => {
    await subscribe(ada, { timezone: 'Pacific/Auckland' });
    await bot.waitsUntil('2026-11-23T19:30:00Z');
    expect(lines(ada)).toEqual([ready]);
    await ada.types('/settings', { timezone: 'Pacific/Honolulu' });
    await bot.waitsUntil('2026-11-24T18:30:00Z');
    expect(lines(ada)).toEqual([ready]);
    await bot.waitsUntil('2026-11-25T18:30:00Z');
    expect(lines(ada)).toEqual([ready, ready]);
    await ada.types('/settings', { timezone: 'Pacific/Auckland' });
    await bot.waitsUntil('2026-11-26T19:30:00Z');
    expect(lines(ada)).toEqual([ready, ready, ready]);
  });
});
