import { describe, expect } from 'vitest';
import { general, newestIn, posted, pressIn, quiet } from '../bot/channel.ts';
import { buttonsOf, textOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';

describe('/server', () => {
  conversation('is there for those who manage the server, in the server', async ({ ada, mo, bot }) => {
    expect(await ada.types('/server status')).toMatchObject({
      reason: 'You have no permission to use "server"',
    });
    expect(await mo.at('own-dm').types('/server status')).toMatchObject({
      reason: '"server" cannot be used here',
    });
    await mo.at('server').types('/server status');
    expect(mo.card.only_for).toBe(mo.id);
    expect(bot.world.commands().find(({ name }) => name === 'server')).toMatchObject({
      contexts: [0],
      integration_types: [0],
      default_member_permissions: String(1 << 5),
    });
  });

  conversation(
    'checks the permission again with every button, and refuses kindly without it',
    async ({ mo, bot }) => {
      await mo.types('/server panel', { channel: general });
      await mo.types('/server panel', { channel: general });
      const panels = mo.card;
      await mo.types('/server daily-prompt', { channel: general, time: '9', timezone: 'united states' });
      const zones = mo.card;
      const berlin = { channel: general, time: '09:00', timezone: 'Europe/Berlin' };
      await mo.types('/server daily-prompt', berlin);
      const first = mo.card;
      await mo.types('/server daily-prompt', berlin);
      const second = mo.card;
      bot.world.change(mo.id, { managesServer: false });
      const before = posted(bot, mo);
      for (const [card, label] of [
        [panels, 'Remove the earlier one'],
        [first, 'Keep'],
        [second, 'Remove'],
      ] as const) {
        const button = buttonsOf(card).find(button => button.label === label);
        await mo.pressesId(button?.custom_id ?? '', card);
        expect(mo.sees).toContain('This one needs the Manage Server permission here.');
        expect(mo.labels).toEqual(['Get help now', 'Hide']);
      }
      await mo.choosesId(`server:wish:${general}:540-1260:`, ['America/Chicago'], zones);
      expect(mo.sees).toContain('This one needs the Manage Server permission here.');
      expect(posted(bot, mo)).toEqual(before);
      expect(await bot.stored(bot.world.guildId)).not.toHaveProperty('nudges');
    },
  );
});

describe('/server status', () => {
  conversation(
    'says first what members see and how to limit commands, and then what is on',
    async ({ mo, bot }) => {
      await mo.types('/server status');
      const [what, how, on] = [
        'Each answer is seen only by the person who asked.',
        'Server Settings → Integrations → Steady',
        'What is on',
      ].map(words => mo.sees.indexOf(words));
      expect([what, how, on].toSorted((a = 0, b = 0) => a - b)).toEqual([what, how, on]);
      expect(what).toBeGreaterThan(0);
      for (const none of [
        'Panel: none.',
        'Exercises together: off.',
        'Daily prompt: none. /server daily-prompt starts one.',
      ])
        expect(mo.sees).toContain(none);
      expect(Object.keys(await bot.stored(bot.world.guildId))).toEqual([]);
    },
  );

  conversation('tells where everything stands and when the next prompts come', async ({ mo, bot }) => {
    await mo.types('/server panel', { channel: quiet });
    await mo.types('/server together', { state: 'on' });
    await mo.types('/server daily-prompt', { channel: general, time: '08:30', timezone: 'Europe/Berlin' });
    await mo.presses('Keep');
    await mo.types('/server status');
    expect(mo.sees).toContain(`Panel: in <#${quiet}>.`);
    expect(mo.button('Go to the panel').url).toBe(
      `https://discord.com/channels/${bot.world.guildId}/${quiet}/${newestIn(bot, mo, quiet).id}`,
    );
    expect(mo.sees).toContain('Exercises together: on.');
    expect(mo.sees).toContain(`Daily prompt: in <#${general}>, at 8:30 AM (Europe/Berlin).`);
    for (const date of ['23', '24', '25'])
      expect(mo.sees).toContain(`<t:${Date.parse(`2026-11-${date}T07:30:00Z`) / 1000}:F>`);
  });

  conversation('never says who uses Steady, nor how many', async ({ ada, bo, mo }) => {
    // The line about being a bot stands under the first card only.
    await mo.types('/help');
    await mo.types('/server status');
    const before = mo.sees;
    await ada.types('/ground');
    await bo.types('/settings', { country: 'DE' });
    await mo.types('/server status');
    expect(mo.sees).toBe(before);
  });
});

describe('/server together', () => {
  conversation('is off, and is kept with the server once it is turned on', async ({ mo, bot }) => {
    const kept = async () => (await bot.stored(bot.world.guildId)).servers;
    await mo.types('/server together', { state: 'on' });
    expect(mo.sees).toContain('with /ground together. It shows a count of people and no names.');
    expect(await kept()).toMatchObject({ value: { together: true } });
    await mo.types('/server together', { state: 'off' });
    expect(mo.sees).toContain('Exercises together are off here.');
    expect(await kept()).toMatchObject({ value: { together: false } });
    expect(JSON.stringify(await bot.stored(bot.world.guildId))).not.toContain(mo.id);
  });

  conversation('takes nothing but on and off', async ({ mo }) => {
    expect(await mo.types('/server together', { state: 'maybe' })).toMatchObject({
      reason: 'state: expected one of its choices',
    });
  });
});

describe('/server panel', () => {
  conversation('posts one card that says nothing of what it is for', async ({ ada, mo, bot }) => {
    await mo.types('/server panel', { channel: quiet });
    expect(mo.sees).toContain(`The panel stands in <#${quiet}>.`);
    expect(posted(bot, ada)).toEqual([]);
    const [panel, ...others] = posted(bot, ada, quiet);
    expect(others).toEqual([]);
    expect(panel && textOf(panel)).toBe(
      '### Small exercises and reminders\nPress a button. Only you see what opens, and nobody here can tell that you pressed.',
    );
    expect(panel && buttonsOf(panel).map(({ label }) => label)).toEqual([
      'I feel bad right now',
      'In my own words',
      'A daily message',
      'Get help now',
    ]);
    expect(mo.button('Go to it').url).toBe(
      `https://discord.com/channels/${bot.world.guildId}/${quiet}/${panel?.id}`,
    );
  });

  conversation(
    'answers every member privately, after a restart too, and never changes',
    async ({ ada, bo, mo, bot }) => {
      await mo.types('/server panel', { channel: general });
      const panel = newestIn(bot, ada);
      for (const [person, restarts] of [
        [ada, false],
        [bo, true],
      ] as const) {
        if (restarts) await bot.restart();
        await pressIn(person, panel, 'I feel bad right now');
        expect(person.card.only_for).toBe(person.id);
        expect(person.sees).toContain('Step 1 of 5');
        await person.presses('Next');
        expect(person.sees).toContain('Step 2 of 5');
        await pressIn(person, panel, 'In my own words');
        await person.submits({ words: 'I jump when a door shuts' });
        expect(person.card.only_for).toBe(person.id);
        expect(person.sees).toContain('On edge');
        await pressIn(person, panel, 'A daily message');
        await person.submits({ time: ['450'], city: 'berlin', kind: 'grounding', days: [], more: [] });
        expect(person.card.only_for).toBe(person.id);
        expect(person.sees).toContain('One more tap, in our DM');
        await pressIn(person, panel, 'Get help now');
        expect(person.card.only_for).toBe(person.id);
        expect(person.labels).toContain('Call or text');
        await pressIn(person, panel, 'In my own words');
        await person.submits({ words: 'I want to die' });
        expect(person.card.only_for).toBe(person.id);
        expect(person.sees).toContain('What you wrote matters.');
      }
      expect(posted(bot, mo)).toEqual([panel]);
    },
  );

  conversation(
    'again says where the earlier one stands, and removes it when asked; both work until then',
    async ({ ada, mo, bot }) => {
      await mo.types('/server panel', { channel: general });
      const earlier = newestIn(bot, ada);
      await mo.types('/server panel', { channel: quiet });
      const panel = newestIn(bot, ada, quiet);
      expect(mo.sees).toContain(`An earlier one still stands in <#${general}>.`);
      expect(mo.button('Go to the earlier one').url).toBe(
        `https://discord.com/channels/${bot.world.guildId}/${general}/${earlier.id}`,
      );
      await pressIn(ada, earlier, 'I feel bad right now');
      expect(ada.sees).toContain('Step 1 of 5');
      const both = mo.card;
      await bot.restart();
      const button = mo.button('Remove the earlier one').custom_id ?? '';
      await Promise.all([mo.pressesId(button, both), mo.pressesId(button, both)]);
      expect(mo.sees).toContain('That panel is gone.');
      expect([posted(bot, ada), posted(bot, ada, quiet)]).toEqual([[], [panel]]);
      await mo.types('/server status');
      expect(mo.sees).toContain(`Panel: in <#${quiet}>.`);
    },
  );

  conversation('that is removed is told of no more', async ({ mo }) => {
    await mo.types('/server panel', { channel: general });
    await mo.types('/server panel', { channel: general });
    const earlier = mo.card;
    await mo.types('/server panel', { channel: general });
    await mo.presses('Remove the earlier one');
    expect(mo.sees).toContain('That panel is gone.');
    await mo.pressesId(
      buttonsOf(earlier).find(({ label }) => label === 'Remove the earlier one')?.custom_id ?? '',
      earlier,
    );
    await mo.types('/server status');
    expect(mo.sees).toContain(`Panel: in <#${general}>.`);
  });

  conversation(
    'names the permission that is missing, and says when an earlier one is out of reach',
    async ({ mo, bot }) => {
      bot.world.permit(quiet, { send: false });
      await mo.types('/server panel', { channel: quiet });
      expect(mo.sees).toContain(
        `I can't post in <#${quiet}>, so nothing is set. The Send Messages permission is missing for me there.`,
      );
      bot.world.permit(quiet, { view: false });
      await mo.types('/server panel', { channel: quiet });
      expect(mo.sees).toContain('The View Channel permission is missing for me there.');
      expect(mo.sees).toContain('in the settings of the channel, under Permissions');
      expect(Object.keys(await bot.stored(bot.world.guildId))).toEqual([]);
      bot.world.permit(quiet, { view: true, send: true });
      await mo.types('/server panel', { channel: quiet });
      await mo.types('/server panel', { channel: general });
      bot.world.permit(quiet, { view: false });
      await mo.presses('Remove the earlier one');
      expect(mo.sees).toContain(`I can't reach <#${quiet}> any more, so it still stands there.`);
      bot.world.permit(quiet, { view: true });
      await mo.presses('Remove the earlier one');
      expect(mo.sees).toContain('That panel is gone.');
      expect(posted(bot, mo, quiet)).toEqual([]);
    },
  );
});

describe('what a server set', () => {
  conversation('is kept for as long as its panel is pressed', async ({ ada, mo, bot }) => {
    await mo.types('/server panel', { channel: general });
    const usedOn = async () => JSON.stringify((await bot.stored(bot.world.guildId)).servers);
    expect(await usedOn()).toContain('"usedOn":"2026-11-22"');
    await bot.waitsUntil('2027-06-01T12:00:00Z');
    await ada.types('/ground');
    await bot.waitsUntil('2027-06-02T12:00:00Z');
    expect(await usedOn()).toContain('"usedOn":"2026-11-22"');
    await pressIn(ada, newestIn(bot, ada), 'Get help now');
    await expect.poll(usedOn).toContain('"usedOn":"2027-06-02"');
  });
});
