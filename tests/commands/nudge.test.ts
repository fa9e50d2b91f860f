import { describe, expect } from 'vitest';
import { labelsOn, lasting, lines, newest, pressOn, subscribe } from '../bot/dm.ts';
import { conversation } from '../bot.ts';

const ready = 'Your note for today is ready.';

describe('/nudge on', () => {
  conversation(
    'starts nothing before the yes in the DM, and then comes at the time asked for',
    async ({ ada, bot }) => {
      await ada.types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin' });
      expect(ada.sees).toContain('One more tap, in our DM');
      expect(ada.sees).toContain('Pick a time when the phone is usually in your own hands.');
      expect(await bot.stored(ada.id)).not.toHaveProperty('nudges');
      const { channel_id, id } = newest(ada);
      expect(ada.button('Go to it').url).toBe(`https://discord.com/channels/@me/${channel_id}/${id}`);
      expect(newest(ada)).toMatchObject({
        content: 'I can send a short note here. Start?',
        flags: 1 << 12,
      });
      expect(labelsOn(newest(ada))).toEqual(['Yes, start', 'No thanks']);
      await bot.waitsUntil('2026-11-22T20:10:00Z');
      await pressOn(ada, 'Yes, start');
      expect(ada.sees).toContain(
        `Daily messages are on. The next one comes <t:${Date.parse('2026-11-23T07:30:00Z') / 1000}:F>.`,
      );
      await bot.waitsUntil('2026-11-23T07:29:59Z');
      expect(lines(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      expect(lines(ada)).toEqual([ready]);
      expect(labelsOn(newest(ada))).toEqual(['Open', 'In 1 hour', 'Not today', 'Stop these']);
      await bot.waitsUntil('2026-11-24T07:29:59Z');
      expect(lines(ada)).toEqual([ready]);
      await bot.waitsUntil('2026-11-24T07:30:00Z');
      expect(lines(ada)).toEqual([ready, ready]);
    },
  );

  conversation('keeps nothing after No thanks, and takes the message away', async ({ ada, bot }) => {
    await ada.types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin' });
    await pressOn(ada, 'No thanks');
    expect(ada.sees).toContain('Nothing was set.');
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    expect(await bot.stored(ada.id)).not.toHaveProperty('nudges');
  });

  conversation('asks back whether an hour is of the morning or of the evening', async ({ ada, bot }) => {
    await ada.types('/nudge on', { time: 'half past eight', timezone: 'Europe/Berlin' });
    expect(ada.labels.slice(0, 2)).toEqual(['8:30 AM', '8:30 PM']);
    expect(lasting(ada)).toEqual([]);
    await ada.presses('8:30 PM');
    await pressOn(ada, 'Yes, start');
    await bot.waitsUntil('2026-11-23T19:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('asks which zone was meant where a name fits several', async ({ ada }) => {
    await ada.types('/nudge on', { time: '08:30', timezone: 'united states' });
    expect(ada.menus[0]?.options.map(({ value }) => value)).toContain('America/Chicago');
    await ada.chooses('Time zones', 'America/Chicago');
    expect(ada.sees).toContain('One more tap');
    await pressOn(ada, 'Yes, start');
    expect(ada.sees).toContain(`<t:${Date.parse('2026-11-23T14:30:00Z') / 1000}:F>`);
  });

  conversation('says what it expected of a time and of a zone', async ({ ada }) => {
    await ada.types('/nudge on', { time: 'soonish', timezone: 'Europe/Berlin' });
    expect(ada.sees).toContain("I can't read that as one time of day. Try 08:30, 8:30pm or half past eight.");
    await ada.types('/nudge on', { time: '08:30', timezone: 'middle earth' });
    expect(ada.sees).toContain('I know no time zone by that name.');
  });

  conversation('comes only on the days that were chosen in the menu', async ({ ada, bot }) => {
    await ada.types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin', days: 'chosen in a menu' });
    const [days] = ada.menus;
    await ada.choosesId(days?.custom_id ?? '', ['2', '5']);
    expect(ada.sees).toContain('Tue, Fri');
    await pressOn(ada, 'Yes, start');
    expect(ada.sees).toContain(`<t:${Date.parse('2026-11-24T07:30:00Z') / 1000}:F>`);
    await bot.waitsUntil('2026-11-23T08:00:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('sets nothing where no DM gets through, and says how to allow it', async ({ ada, bot }) => {
    bot.world.change(ada.id, { closedDms: true });
    await ada.types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin' });
    expect(ada.sees).toContain("I can't send you a message, so nothing is set.");
    expect(ada.sees).toContain('allow direct messages');
    expect(await bot.stored(ada.id)).not.toHaveProperty('nudges');
  });

  conversation('run again later only changes it, and never gives a day two', async ({ ada, bot }) => {
    await subscribe(ada);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await ada.types('/nudge on', { time: '09:30', timezone: 'Europe/Berlin', kind: 'journey' });
    expect(ada.sees).toContain(
      `Changed. The next one comes <t:${Date.parse('2026-11-24T08:30:00Z') / 1000}:F>.`,
    );
    await bot.waitsUntil('2026-11-23T12:00:00Z');
    expect(lines(ada)).toEqual([ready]);
    await bot.waitsUntil('2026-11-24T08:30:00Z');
    expect(lines(ada)).toEqual([ready, ready]);
  });

  conversation('run again leaves what is not named as it is', async ({ ada }) => {
    await subscribe(ada, { kind: 'journey', days: 'weekends', discreet: false, 'if-late': 'skip' });
    await ada.types('/nudge on', { time: '09:00', timezone: 'Europe/Berlin' });
    await ada.types('/nudge status');
    expect(ada.sees).toContain('What comes: the fourteen days, at 9:00 AM, Sat, Sun.');
    expect(ada.sees).toContain('The text itself stands in them.');
    expect(ada.sees).toContain('One that would be late is left out.');
    await ada.presses('Change it');
    expect(JSON.stringify(ada.form.data)).toMatch(/"value":"open"[^{}]*"default":true/);
  });

  conversation('a time that is past today begins tomorrow', async ({ ada, bot }) => {
    await subscribe(ada, { time: '20:30' });
    expect(ada.sees).toContain(`<t:${Date.parse('2026-11-23T19:30:00Z') / 1000}:F>`);
    await bot.waitsUntil('2026-11-22T22:00:00Z');
    expect(lines(ada)).toEqual([]);
  });

  conversation(
    'offers zones with their time, and the values of its options as they are named',
    async ({ ada, bot }) => {
      const zones = await ada.isTyping('/nudge on', 'timezone', 'berl');
      expect(zones[0]).toEqual({ name: 'Europe/Berlin (9:00 PM)', value: 'Europe/Berlin' });
      const nudge = bot.world.commands().find(({ name }) => name === 'nudge');
      expect(nudge?.options?.map(({ name }) => name)).toEqual([
        'on',
        'off',
        'pause',
        'resume',
        'status',
        'preview',
      ]);
      expect(JSON.stringify(nudge)).toContain('"value":"within 2 hours"');
    },
  );
});

describe('from a button', () => {
  conversation('a form asks the same, with the time by menu and the city as text', async ({ ada, bot }) => {
    await ada.types('/help');
    await ada.presses('A daily message');
    await ada.submits({ time: ['450'], city: 'berlin', kind: 'grounding', days: [], more: [] });
    expect(ada.sees).toContain('it begins: one small thing to do, at 7:30 AM, every day.');
    await pressOn(ada, 'Yes, start');
    await bot.waitsUntil('2026-11-23T06:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('the form knows what was chosen before', async ({ ada }) => {
    await subscribe(ada, { time: '07:45', kind: 'explainer', days: 'weekends', 'if-late': 'skip' });
    await ada.types('/nudge status');
    await ada.presses('Change it');
    const said = JSON.stringify(ada.form.data);
    for (const chosen of [
      '7:45 AM',
      'One thought to read',
      'Saturday',
      'Sunday',
      'Leave it out when it would be late',
    ])
      expect(said).toMatch(
        new RegExp(`"label":"${chosen}"[^{}]*"default":true|"default":true[^{}]*"label":"${chosen}"`),
      );
    expect(said).toContain('"value":"Europe/Berlin"');
  });
});

describe('somebody who stops', () => {
  conversation(
    'with the button of a message gets no more, and the message goes; Undo brings them back',
    async ({ ada, bot }) => {
      await subscribe(ada);
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      await pressOn(ada, 'Stop these');
      expect(ada.sees).toContain('Daily messages are off. No more of them will come.');
      await bot.waitsUntil('2026-11-24T12:00:00Z');
      expect(lines(ada)).toEqual([]);
      await ada.presses('Undo');
      expect(ada.sees).toContain('Daily messages are on again.');
      await bot.waitsUntil('2026-11-25T07:30:00Z');
      expect(lines(ada)).toEqual([ready]);
    },
  );

  conversation('with /nudge off too; and /nudge on asks for a yes anew', async ({ ada, bot }) => {
    await subscribe(ada);
    await ada.types('/nudge off');
    await bot.waitsUntil('2026-11-23T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    await ada.types('/nudge status');
    expect(ada.sees).toContain('They are off, as you wanted.');
    await ada.types('/nudge on', { time: '14:00', timezone: 'Europe/Berlin' });
    expect(labelsOn(newest(ada))).toEqual(['Yes, start', 'No thanks']);
  });

  conversation('by deleting everything is not written to again', async ({ ada, bot }) => {
    await subscribe(ada);
    await ada.types('/my-data show');
    expect(ada.sees).toContain('What you asked for: a mix, 8:30 AM, Mon, Tue, Wed, Thu, Fri, Sat, Sun.');
    expect(ada.sees).toContain('You said yes on November 22, 2026 (wording 1).');
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(lines(ada)).toEqual([]);
  });
});

describe('/nudge pause, resume, status and preview', () => {
  conversation('a pause holds until it is ended', async ({ ada, bot }) => {
    await subscribe(ada);
    await ada.types('/nudge pause');
    expect(ada.sees).toContain('/nudge resume turns them on again');
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    await ada.types('/nudge resume');
    expect(ada.sees).toContain(
      `Daily messages are on again. The next one comes <t:${Date.parse('2026-11-25T07:30:00Z') / 1000}:F>.`,
    );
    await bot.waitsUntil('2026-11-25T07:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation('a pause with a day ends by itself on it', async ({ ada, bot }) => {
    await subscribe(ada);
    const days = await ada.isTyping('/nudge pause', 'until', 'thursday');
    expect(days[0]).toEqual({ name: 'Thursday, November 26', value: '2026-11-26' });
    await ada.types('/nudge pause', { until: '2026-11-20' });
    expect(ada.sees).toContain('I need a day after today.');
    await ada.types('/nudge pause', { until: 'thursday' });
    expect(ada.sees).toContain(`The next one comes <t:${Date.parse('2026-11-26T07:30:00Z') / 1000}:F>.`);
    await bot.waitsUntil('2026-11-25T12:00:00Z');
    expect(lines(ada)).toEqual([]);
    await bot.waitsUntil('2026-11-26T07:30:00Z');
    expect(lines(ada)).toEqual([ready]);
  });

  conversation(
    'a pause that is over is not there any more, and one can be given an end later',
    async ({ ada, bot }) => {
      await subscribe(ada);
      await ada.types('/nudge pause');
      await ada.types('/nudge pause', { until: '2026-11-25' });
      expect(ada.sees).toContain('They go on by themselves.');
      await ada.types('/nudge status');
      expect(ada.sees).toContain('Paused until November 25, 2026.');
      expect(ada.labels).toContain('Turn back on');
      await bot.waitsUntil('2026-11-25T07:30:00Z');
      await ada.types('/nudge status');
      expect(ada.sees).not.toContain('Paused until');
      expect(ada.labels).not.toContain('Turn back on');
      await ada.types('/my-data show');
      expect(ada.sees).not.toContain('Off since');
    },
  );

  conversation('status tells the next three times and what is kept', async ({ ada }) => {
    await ada.types('/nudge status');
    expect(ada.sees).toContain('There are none.');
    await subscribe(ada, { days: 'weekdays', discreet: false, 'if-late': 'any time that day' });
    await ada.types('/nudge status');
    for (const date of ['23', '24', '25'])
      expect(ada.sees).toContain(`<t:${Date.parse(`2026-11-${date}T07:30:00Z`) / 1000}:F>`);
    expect(ada.sees).toContain(
      'What comes: a mix, at 8:30 AM, Mon, Tue, Wed, Thu, Fri. Time zone: Europe/Berlin.',
    );
    expect(ada.sees).toContain('The text itself stands in them.');
    expect(ada.sees).toContain('One may come late, but still that day.');
    expect(ada.sees).toContain('You said yes on <t:');
  });

  conversation('preview shows what the message of today opens, and sends nothing', async ({ ada, bot }) => {
    await ada.types('/nudge preview');
    expect(ada.sees).toContain("This is what today's message opens.");
    await subscribe(ada, { kind: 'journey' });
    await ada.types('/nudge preview');
    expect(ada.sees).toContain('Day 1 of 14');
    expect(lasting(ada)).toEqual([]);
    expect(bot.sent.filter(({ how }) => how === 'message')).toHaveLength(1);
  });

  conversation('without daily messages, off, pause and resume say so', async ({ ada }) => {
    await ada.types('/nudge pause');
    expect(ada.sees).toContain('You have no daily messages.');
    await ada.types('/nudge resume');
    expect(ada.sees).toContain('You have no daily messages.');
    await ada.types('/nudge off');
    expect(ada.sees).toContain('Daily messages are off.');
  });
});
