import { describe, expect } from 'vitest';
import { labelsOn, lasting, lines, newest, pressOn, promises, sendsIn, subscribe } from '../bot/dm.ts';
import { conversation } from '../bot.ts';

const asks = 'The question you asked me to bring is here.';
const late = 'The question you asked me to bring is here, a little late.';
const gone = 'That one is answered or gone already. Nothing was changed.';
const at = (instant: string) => `<t:${Date.parse(instant) / 1000}:F>`;
const nonces = (sent: { how: string; body?: unknown }[]) =>
  sent.flatMap(({ how, body }) => (how === 'message' ? [(body as { nonce?: string }).nonce] : []));

// Every conversation begins at 20:00 UTC on Sunday, 22 November 2026: 21:00 in Berlin.

describe('/promise make', () => {
  conversation(
    'asks once, by a neutral DM at the chosen time, and not before; Kept puts it on the list',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { when: 'tomorrow_510' });
      expect(ada.card.only_for).toBe(ada.id);
      expect(ada.sees).toContain('> Open the window');
      expect(ada.sees).toContain(`I ask about it ${at('2026-11-23T07:30:00Z')}, by DM.`);
      expect(ada.labels).toEqual(['Let it go', 'Get help now', 'Hide']);
      await bot.restart();
      await bot.waitsUntil('2026-11-23T07:29:59Z');
      expect(lines(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      expect(lines(ada)).toEqual([asks]);
      expect(labelsOn(newest(ada))).toEqual(['Kept', 'Changed it', 'Not today', 'What was it?']);
      expect(newest(ada).flags).toBe(0);
      await pressOn(ada, 'Kept');
      expect(ada.card.only_for).toBe(ada.id);
      expect(ada.sees).toContain('It is on your list now');
      expect(lines(ada)).toEqual([]);
      await ada.presses('See the list');
      expect(ada.sees).toContain('Kept, and reasons to count on yourself');
      expect(ada.sees).toContain('> Open the window');
      await bot.waitsUntil('2026-11-30T12:00:00Z');
      expect(lines(ada)).toEqual([]);
    },
  );

  conversation('opens a form that says what it leads to, in at most 140 characters', async ({ ada }) => {
    await ada.types('/promise make');
    const form = JSON.stringify(ada.form.data);
    expect(form).toContain('I ask about it once, by DM, in one line that gives nothing away.');
    expect(form).toContain('Under two minutes is best.');
    expect(form).toContain('"max_length":140');
    expect(form).toContain('Your city or time zone');
    await sendsIn(ada, { words: 'x'.repeat(140) });
    expect(ada.sees).toContain('x'.repeat(140));
    await ada.types('/promise make');
    expect(JSON.stringify(ada.form.data)).not.toContain('Your city');
    expect(JSON.stringify(ada.form.data)).toContain('Time zone: Europe/Berlin');
  });

  conversation('offers only times that are still to come', async ({ ada }) => {
    await ada.types('/promise make');
    expect(JSON.stringify(ada.form.data)).toContain('This evening (8:00 PM)');
    await sendsIn(ada, { words: 'Open the window' });
    expect(ada.sees).toContain(at('2026-11-22T21:00:00Z'));
    await ada.types('/promise make');
    expect(JSON.stringify(ada.form.data)).not.toContain('This evening');
  });

  conversation('takes a time that is typed before the one that is chosen', async ({ ada }) => {
    await promises(ada, 'Open the window', { time: '22:15' });
    expect(ada.sees).toContain(at('2026-11-22T21:15:00Z'));
  });

  conversation('understands a time that is past today as tomorrow', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: '8:30pm' });
    expect(ada.sees).toContain(at('2026-11-23T19:30:00Z'));
    await bot.waitsUntil('2026-11-23T19:00:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-23T19:30:00Z');
    expect(lines(ada)).toEqual([asks]);
  });

  conversation(
    'asks back whether an hour is of the morning or the evening, with the words kept',
    async ({ ada }) => {
      await promises(ada, '*Open* the window', { time: 'half past ten' });
      expect(ada.sees).toContain('In the morning or in the evening?');
      expect(ada.sees).toContain('> \\*Open\\* the window');
      expect(ada.labels.slice(0, 2)).toEqual(['10:30 AM', '10:30 PM']);
      await ada.presses('10:30 PM');
      expect(ada.sees).toContain('> \\*Open\\* the window');
      expect(ada.sees).toContain(at('2026-11-22T21:30:00Z'));
    },
  );

  conversation('asks which zone was meant, and then for the half of the day', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'nine', city: 'united states' });
    expect(ada.sees).toContain('> Open the window');
    await bot.restart();
    await ada.chooses('Time zones', 'America/Chicago');
    expect(ada.labels.slice(0, 2)).toEqual(['9:00 AM', '9:00 PM']);
    await ada.presses('9:00 PM');
    expect(ada.sees).toContain(at('2026-11-23T03:00:00Z'));
    await ada.types('/settings');
    expect(ada.sees).toContain('America/Chicago');
  });

  conversation('gives the words back where a time or a city cannot be read', async ({ ada }) => {
    await promises(ada, 'Open the window', { time: 'soonish' });
    expect(ada.sees).toContain("I can't read that as one time of day.");
    expect(ada.sees).toContain('> Open the window');
    await ada.presses('Change it');
    expect(JSON.stringify(ada.form.data)).toContain('"value":"Open the window"');
    await sendsIn(ada, { time: '23:00', city: 'middle earth' });
    expect(ada.sees).toContain('I know no time zone by that name.');
    await ada.presses('Change it');
    await sendsIn(ada, { time: '23:00' });
    expect(ada.sees).toContain(at('2026-11-22T22:00:00Z'));
  });

  conversation('knows the zone of daily messages', async ({ ada }) => {
    await subscribe(ada, { timezone: 'Asia/Tokyo' });
    await ada.types('/promise make');
    expect(JSON.stringify(ada.form.data)).toContain('Time zone: Asia/Tokyo');
    await sendsIn(ada, { words: 'Open the window', when: 'today_510' });
    expect(ada.sees).toContain(at('2026-11-22T23:30:00Z'));
  });

  conversation('sent twice is one promise with the same answer', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { when: 'tomorrow_1200' });
    const first = ada.sees;
    await promises(ada, 'Open the window', { when: 'tomorrow_1200' });
    expect(ada.sees).toBe(first);
    await bot.waitsUntil('2026-11-23T19:00:00Z');
    await bot.waitsUntil('2026-11-25T12:00:00Z');
    expect(lines(ada)).toEqual([asks]);
    await pressOn(ada, 'Kept');
    await ada.types('/promise list');
    expect(ada.sees.match(/Open the window/g)).toHaveLength(1);
  });

  conversation('sent again with another time moves the question', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { when: 'hour' });
    await promises(ada, 'Open the window', { when: 'tomorrow_510' });
    await bot.waitsUntil('2026-11-23T07:29:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    expect(lines(ada)).toEqual([asks]);
  });

  conversation('while another waits keeps both on the card until one is chosen', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { when: 'hour' });
    await promises(ada, 'Wash one cup', { when: 'tomorrow_1200' });
    expect(ada.sees).toContain(`Another one waits. I ask about it ${at('2026-11-22T21:00:00Z')}`);
    expect(ada.sees).toContain('> Open the window');
    expect(ada.sees).toContain('> Wash one cup');
    expect(ada.labels.slice(0, 2)).toEqual(['Make this one instead', 'Keep the one I have']);
    const asked = ada.card;
    await ada.presses('Keep the one I have');
    expect(ada.sees).toContain('The one you have stays');
    await promises(ada, 'Wash one cup', { when: 'tomorrow_1200' });
    await bot.restart();
    await ada.presses('Make this one instead');
    expect(ada.sees).toContain(at('2026-11-23T19:00:00Z'));
    await bot.waitsUntil('2026-11-23T18:00:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-23T19:00:00Z');
    expect(lines(ada)).toEqual([asks]);
    await pressOn(ada, 'What was it?');
    expect(ada.sees).toContain('> Wash one cup');
    expect(asked.id).not.toBe(ada.card.id);
  });

  conversation('takes the place of one that was asked about already', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { when: 'hour' });
    await bot.waitsUntil('2026-11-22T21:00:00Z');
    const old = newest(ada);
    await promises(ada, 'Wash one cup', { when: 'tomorrow_510' });
    expect(ada.sees).toContain('That is set');
    await pressOn(ada, 'What was it?', old);
    expect(ada.sees).toContain(gone);
    await pressOn(ada, 'Kept', old);
    expect(ada.sees).toContain(gone);
    await ada.types('/promise list');
    expect(ada.sees).not.toContain('Open the window');
    expect(ada.sees).toContain(`One waits. I ask about it ${at('2026-11-23T07:30:00Z')}`);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await pressOn(ada, 'Kept');
    await ada.types('/promise list');
    expect(ada.sees).toContain('> Wash one cup');
  });

  conversation(
    'works as new after everything was deleted, and old questions touch nothing',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: '22:01' });
      await bot.waitsUntil('2026-11-22T21:01:00Z');
      const old = newest(ada);
      await ada.types('/my-data delete');
      await ada.presses('Everything');
      await pressOn(ada, 'What was it?', old);
      expect(ada.sees).toContain(gone);
      expect(await bot.stored(ada.id)).not.toHaveProperty('promises');
      await promises(ada, 'Wash one cup', { time: '22:30' });
      expect(ada.sees).toContain(at('2026-11-22T21:30:00Z'));
      await pressOn(ada, 'Kept', old);
      expect(ada.sees).toContain(gone);
      await bot.waitsUntil('2026-11-22T21:30:00Z');
      expect(lines(ada)).toEqual([asks]);
      await pressOn(ada, 'Kept');
      await ada.types('/promise list');
      expect(ada.sees).toContain('> Wash one cup');
      expect(ada.sees).not.toContain('Open the window');
    },
  );
});

describe('the question', () => {
  conversation(
    'comes once for each of three promises on one day, and each is another message',
    async ({ ada, bot }) => {
      for (const [time, instant, words] of [
        ['noon', '2026-11-23T11:00:00Z', 'Open the window'],
        ['12:10pm', '2026-11-23T11:10:00Z', 'Wash one cup'],
        ['15:00', '2026-11-23T14:00:00Z', 'Sit by the door'],
      ] as const) {
        await promises(ada, words, { time });
        expect(ada.sees).toContain(at(instant));
        await bot.restart();
        await bot.waitsUntil(instant.replace(':00Z', ':09Z'));
        expect(lines(ada)).toEqual([asks]);
        await pressOn(ada, 'What was it?');
        expect(ada.sees).toContain(`> ${words}`);
        await pressOn(ada, 'Kept');
        expect(lines(ada)).toEqual([]);
      }
      await bot.waitsUntil('2026-11-26T12:00:00Z');
      expect(lines(ada)).toEqual([]);
      expect(nonces(bot.sent)).toHaveLength(3);
      expect(new Set(nonces(bot.sent)).size).toBe(3);
      await ada.types('/promise list');
      expect(ada.sees).toMatch(/Sit by the door[\s\S]*Wash one cup[\s\S]*Open the window/);
    },
  );

  conversation(
    'is let go by Changed it and by Not today, kindly, and leaves nothing behind',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await bot.waitsUntil('2026-11-23T11:00:00Z');
      await pressOn(ada, 'Changed it');
      expect(ada.sees).toContain('Changing it is fine.');
      expect(ada.labels).toEqual(['Make one', 'Get help now', 'Hide']);
      await ada.presses('Make one');
      await sendsIn(ada, { words: 'Wash one cup', time: '13:00' });
      await bot.waitsUntil('2026-11-23T12:00:00Z');
      await pressOn(ada, 'Not today');
      expect(ada.sees).toContain('Some days have no room for it.');
      expect(lines(ada)).toEqual([]);
      await ada.types('/promise list');
      expect(ada.sees).toContain('The ones you keep will stand here.');
      expect(ada.sees).not.toMatch(/window|cup|\d/);
    },
  );

  conversation('What was it? shows the promise privately, with the same answers', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'noon' });
    await bot.waitsUntil('2026-11-23T11:00:00Z');
    await pressOn(ada, 'What was it?');
    expect(ada.card.only_for).toBe(ada.id);
    expect(ada.sees).toContain('> Open the window');
    expect(ada.labels).toEqual(['Kept', 'Changed it', 'Not today', 'Get help now', 'Hide']);
    await ada.presses('Kept');
    expect(ada.sees).toContain('It is on your list now');
    await expect.poll(() => lines(ada)).toEqual([]);
  });

  conversation('pressed twice, or on two devices, is kept once', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'noon' });
    await bot.waitsUntil('2026-11-23T11:00:00Z');
    await pressOn(ada, 'What was it?');
    const shown = ada.card;
    const [kept = '', changed = ''] = ['Kept', 'Changed it'].map(label => ada.button(label).custom_id);
    await pressOn(ada, 'Kept');
    await ada.pressesId(kept, shown);
    expect(ada.sees).toContain('It is on your list now');
    await ada.types('/promise list');
    expect(ada.sees.match(/Open the window/g)).toHaveLength(1);
    await bot.restart();
    await promises(ada, 'Open the window', { time: '13:00' });
    await bot.waitsUntil('2026-11-23T12:00:00Z');
    await pressOn(ada, 'What was it?');
    expect(ada.button('Changed it').custom_id).not.toBe(changed);
    await ada.presses('Kept');
    await ada.types('/promise list');
    expect(ada.sees.match(/Open the window/g)).toHaveLength(2);
  });

  conversation('answered a month later, after a restart, still works', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'noon' });
    await bot.waitsUntil('2026-11-23T11:00:00Z');
    await bot.restart();
    await bot.waitsUntil('2026-12-24T11:00:00Z');
    await pressOn(ada, 'Kept');
    expect(ada.sees).toContain('It is on your list now');
  });

  conversation('makes no sound where that was chosen', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'noon' });
    await ada.types('/settings');
    await ada.presses('Make messages silent');
    await bot.waitsUntil('2026-11-23T11:00:00Z');
    expect(newest(ada).flags).toBe(1 << 12);
  });

  conversation('says that it is late, and keeps out of the night', async ({ ada, bo, bot }) => {
    await promises(ada, 'Open the window', { time: '18:00' });
    await promises(bo, 'Open the window', { time: '23:00' });
    await bot.waitsUntil('2026-11-22T22:30:00Z');
    expect(lines(bo)).toEqual([late]);
    await bot.waitsUntil('2026-11-23T19:59:00Z');
    expect(lines(ada)).toEqual([late]);
    await promises(ada, 'Wash one cup', { when: 'tomorrow_1200' });
    await bot.waitsUntil('2026-11-24T20:00:00Z');
    expect(lines(ada)).toEqual([late]);
  });

  conversation(
    'is left out after an outage longer than its day, and the promise waits no more',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await bot.waitsUntil('2026-11-24T09:00:00Z');
      await bot.waitsUntil('2026-11-25T09:00:00Z');
      expect(lines(ada)).toEqual([]);
      await ada.types('/promise list');
      expect(ada.sees).not.toContain('One waits');
      await promises(ada, 'Wash one cup', { time: 'noon' });
      expect(ada.sees).toContain('That is set');
      await bot.waitsUntil('2026-11-25T11:00:00Z');
      expect(lines(ada)).toEqual([asks]);
      await pressOn(ada, 'What was it?');
      expect(ada.sees).toContain('> Wash one cup');
    },
  );

  conversation('goes beside daily messages, each as often as it was asked for', async ({ ada, bot }) => {
    await subscribe(ada, { time: 'noon' });
    await promises(ada, 'Open the window', { time: '12:10pm' });
    await bot.waitsUntil('2026-11-23T11:00:00Z');
    await bot.waitsUntil('2026-11-23T11:10:00Z');
    expect(lines(ada).sort()).toEqual([asks, 'Your note for today is ready.']);
    await ada.types('/nudge off');
    await promises(ada, 'Wash one cup', { time: '12:30pm' });
    await bot.waitsUntil('2026-11-23T11:30:00Z');
    expect(lines(ada)).toHaveLength(3);
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(lines(ada)).toHaveLength(3);
  });
});

describe('a time zone', () => {
  conversation(
    'changed in the settings moves the question to the same local time there',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await ada.types('/settings', { timezone: 'America/New_York' });
      expect(ada.sees).toContain(`Your question comes ${at('2026-11-23T17:00:00Z')}.`);
      await ada.types('/promise list');
      expect(ada.sees).toContain(at('2026-11-23T17:00:00Z'));
      await bot.waitsUntil('2026-11-23T16:59:00Z');
      expect(lines(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T17:00:00Z');
      expect(lines(ada)).toEqual([asks]);
    },
  );

  conversation(
    'moves the second question of a day too, also where daily messages change it',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await bot.waitsUntil('2026-11-23T11:00:00Z');
      await promises(ada, 'Wash one cup', { time: '14:00' });
      await subscribe(ada, { time: '08:30', timezone: 'America/New_York' });
      await ada.types('/promise list');
      expect(ada.sees).toContain(at('2026-11-23T19:00:00Z'));
      await bot.waitsUntil('2026-11-23T18:59:00Z');
      expect(lines(ada).filter(line => line === asks)).toHaveLength(1);
      await bot.waitsUntil('2026-11-23T19:00:00Z');
      expect(lines(ada).filter(line => line === asks)).toHaveLength(2);
    },
  );

  conversation('in which that time is past asks at that time on the next day', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: '23:00' });
    await ada.types('/settings', { timezone: 'Pacific/Auckland' });
    await bot.waitsUntil('2026-11-22T23:00:00Z');
    expect(lines(ada)).toEqual([]);
    await ada.types('/promise list');
    expect(ada.sees).toContain(at('2026-11-23T10:00:00Z'));
    await bot.waitsUntil('2026-11-23T10:00:00Z');
    expect(lines(ada)).toEqual([asks]);
  });
});

describe('Let it go', () => {
  conversation('before the question is asked leaves none to come', async ({ ada, bot }) => {
    await promises(ada, 'Open the window', { time: 'noon' });
    const made = ada.card;
    const letGo = ada.button('Let it go').custom_id ?? '';
    await ada.types('/promise list');
    await ada.presses('Let it go');
    expect(ada.sees).toContain("It is let go. I don't ask about it.");
    await bot.restart();
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    await promises(ada, 'Wash one cup', { time: '13:30' });
    await ada.pressesId(letGo, made);
    expect(ada.sees).toContain(gone);
    await bot.waitsUntil('2026-11-24T12:30:00Z');
    expect(lines(ada)).toEqual([asks]);
  });

  conversation(
    'works from its own card and from the list, where the one that waits stands apart',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await ada.types('/promise list');
      expect(ada.sees).toContain('One waits.');
      await promises(ada, 'Open the window', { time: 'noon' });
      await ada.presses('Let it go');
      await ada.types('/promise list');
      expect(ada.sees).not.toContain('window');
      await bot.waitsUntil('2026-11-24T12:00:00Z');
      expect(lines(ada)).toEqual([]);
    },
  );
});

describe('/promise list', () => {
  conversation(
    'is one kind sentence while there is nothing on it, and leads to the form',
    async ({ ada }) => {
      await ada.types('/promise list');
      expect(ada.card.only_for).toBe(ada.id);
      expect(ada.sees).toContain('The ones you keep will stand here.');
      await ada.presses('Make one');
      expect(ada.form).toBeDefined();
    },
  );

  conversation('shows a few at a time, newest first', async ({ ada, bot }) => {
    for (let day = 0; day < 10; day += 1) {
      await promises(ada, `Page ${day} of my book`, { time: 'noon' });
      await bot.waitsUntil(new Date(Date.parse('2026-11-23T11:00:00Z') + day * 86_400_000).toISOString());
      await pressOn(ada, 'Kept');
    }
    await ada.types('/promise list');
    expect(ada.sees).toMatch(/Page 9[\s\S]*Page 2 /);
    expect(ada.sees).not.toContain('Page 1 ');
    await ada.presses('Older');
    expect(ada.sees).toMatch(/Page 1 [\s\S]*Page 0 /);
    await ada.presses('Newer');
    expect(ada.sees).toContain('Page 9');
  });
});

describe('wording of danger in a promise', () => {
  conversation(
    'brings the card, and nothing is kept: a plan and a person hold better',
    async ({ ada, bot }) => {
      for (const words of ['I want to die', 'not give in to the urge to cut', 'he hit me last night']) {
        await promises(ada, words, { time: 'noon' });
        expect(ada.sees).toContain('I am a bot and no person reads this');
        expect(ada.sees).toContain('I have not kept that. A plan and a person hold better.');
        expect(ada.labels).not.toContain('Keep it');
        expect(ada.labels.slice(-3)).toEqual(['My plan', 'Get help now', 'Hide']);
        expect(ada.sees).not.toContain(words);
      }
      await ada.presses('My plan');
      expect(ada.sees).toContain('plan');
      expect(await bot.stored(ada.id)).not.toHaveProperty('promises');
      await bot.waitsUntil('2026-11-24T12:00:00Z');
      expect(lines(ada)).toEqual([]);
    },
  );

  conversation(
    'that is promised away is not kept either, and the words can be changed',
    async ({ ada, bot }) => {
      await promises(ada, 'I will not hurt myself tonight', { time: 'noon' });
      expect(ada.sees).toContain('A plan and a person hold better.');
      expect(ada.sees).toContain('> I will not hurt myself tonight');
      expect(ada.labels).not.toContain('Keep it');
      await ada.presses('Choose country');
      await ada.submits({ 'countries-1': ['DE'] });
      expect(ada.sees).toContain('A plan and a person hold better.');
      await ada.presses('Change it');
      expect(JSON.stringify(ada.form.data)).toContain('"value":"I will not hurt myself tonight"');
      await sendsIn(ada, { words: 'Call my sister', time: 'noon' });
      expect(ada.sees).toContain('> Call my sister');
      await bot.waitsUntil('2026-11-23T11:00:00Z');
      expect(lines(ada)).toEqual([asks]);
    },
  );

  conversation(
    'that it is only a little like, and words I cannot read, are kept once the person says so',
    async ({ ada, bot }) => {
      for (const [words, time, instant] of [
        ['Drink a glass of water', 'noon', '2026-11-23T11:00:00Z'],
        ['Ich trinke ein Glas Wasser', '13:00', '2026-11-23T12:00:00Z'],
      ] as const) {
        await promises(ada, words, { time });
        expect(ada.sees).toContain('I am a bot and no person reads this');
        expect(ada.sees).toContain(`> ${words}`);
        expect(ada.sees).not.toContain('hold better');
        await ada.presses('Keep it');
        expect(ada.sees).toContain(at(instant));
        await bot.waitsUntil(instant);
        await pressOn(ada, 'Kept');
      }
      await ada.types('/promise list');
      expect(ada.sees).toMatch(/Glas Wasser[\s\S]*glass of water/);
    },
  );
});

describe('closed DMs', () => {
  conversation(
    'at the time are told with the next private answer, which leads to the promise',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      bot.world.change(ada.id, { closedDms: true });
      await bot.waitsUntil('2026-11-23T11:00:00Z');
      await bot.waitsUntil('2026-11-23T12:00:00Z');
      await bot.restart();
      expect(lines(ada)).toEqual([]);
      await ada.types('/ground');
      expect(ada.sees).toContain('A question you asked for did not get through on <t:');
      expect(ada.sees).toContain('allow direct messages from its members');
      expect(ada.labels.slice(-3)).toEqual(['What was it?', 'Get help now', 'Hide']);
      const ground = ada.card;
      await ada.presses('What was it?');
      expect(ada.sees).toContain('> Open the window');
      await ada.presses('Kept');
      await ada.types('/promise list');
      expect(ada.sees).toContain('> Open the window');
      expect(ada.sees).not.toContain('did not get through');
      bot.world.change(ada.id, { closedDms: false });
      await promises(ada, 'Wash one cup', { time: '15:00' });
      await ada.pressesId('promise:recall', ground);
      expect(ada.sees).toContain('One waits.');
      expect(ada.labels).not.toContain('Not today');
      await bot.waitsUntil('2026-11-23T14:00:00Z');
      expect(lines(ada)).toEqual([asks]);
    },
  );
});

describe('what is kept', () => {
  conversation(
    'is told by /my-data, sealed in the store, and deleted with everything',
    async ({ ada, bot }) => {
      await promises(ada, 'Open the window', { time: 'noon' });
      await bot.waitsUntil('2026-11-23T11:00:00Z');
      await pressOn(ada, 'Kept');
      await promises(ada, 'Wash one cup', { time: '20:00' });
      await ada.types('/my-data show');
      expect(ada.sees).toContain('Kept on November 23, 2026:\n> Open the window');
      expect(ada.sees).toContain('Not answered yet, made on November 23, 2026:\n> Wash one cup');
      expect(ada.sees).toContain('A question, once: November 23, 2026, 8:00 PM.');
      expect(JSON.stringify(await bot.stored(ada.id))).not.toMatch(/the window|one cup/);
      await ada.types('/my-data delete');
      await ada.presses('Everything');
      await bot.waitsUntil('2026-11-24T12:00:00Z');
      expect(lines(ada)).toEqual([]);
      await ada.types('/promise list');
      expect(ada.sees).toContain('The ones you keep will stand here.');
      expect(lasting(ada)).toEqual([]);
    },
  );
});
