import { describe, expect, test } from 'vitest';
import { dealt } from '../../commands/server/prompt.ts';
import { commandsFolder, routerOf } from '../../src/app.ts';
import type { Caller, Request } from '../../src/core/request.ts';
import { addDays } from '../../src/nudges/local-time.ts';
import { loadCommands } from '../../src/router/registry.ts';
import type { Actor } from '../bot/actor.ts';
import { general, newestIn, posted, pressIn, quiet } from '../bot/channel.ts';
import { type Bot, openBot } from '../bot/lanes.ts';
import { buttonsOf } from '../bot/parts.ts';
import { castOf, conversation } from '../bot.ts';
import { library } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';
import { cardOf, labelsOf, leadsTo, pressed, ada as somebody, typed, wordsOf } from '../router/toys.ts';

const berlin = { channel: general, time: '08:30', timezone: 'Europe/Berlin' };
const at = (instant: string) => `<t:${Date.parse(instant) / 1000}:F>`;
/** What is kept of the prompt. */
const kept = async (bot: Bot) => JSON.stringify((await bot.stored(bot.world.guildId)).nudges ?? 'nothing');
const count = (bot: Bot, actor: Actor, channel = general) => posted(bot, actor, channel).length;

describe('/server daily-prompt', () => {
  conversation(
    'posts the first one at once, without a sound, and schedules nothing before Keep',
    async ({ ada, mo, bot }) => {
      await mo.types('/server daily-prompt', berlin);
      const [first, ...more] = posted(bot, ada);
      expect(more).toEqual([]);
      expect(first?.flags).toBe(1 << 12);
      expect(first && buttonsOf(first).map(({ label }) => label)).toEqual(['Do this privately']);
      expect(mo.sees).toContain(
        `The first prompt stands in <#${general}>. Nothing more comes unless you press Keep.`,
      );
      expect(mo.sees).toContain(
        `Then one comes each day at 8:30 AM (Europe/Berlin). The first of them: ${at('2026-11-23T07:30:00Z')}.`,
      );
      expect(mo.labels).toEqual(['Keep', 'Remove', 'Go to it', 'Get help now', 'Hide']);
      expect(mo.button('Go to it').url).toBe(
        `https://discord.com/channels/${bot.world.guildId}/${general}/${first?.id}`,
      );
      expect(await kept(bot)).toBe('"nothing"');
      await bot.waitsUntil('2026-11-24T12:00:00Z');
      expect(count(bot, ada)).toBe(1);
    },
  );

  conversation('comes once each day after Keep, whatever is restarted', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    await bot.restart();
    await mo.presses('Keep');
    expect(mo.sees).toContain(`The daily prompt is on. The next one comes ${at('2026-11-23T07:30:00Z')}.`);
    await bot.waitsUntil('2026-11-23T07:29:00Z');
    expect(count(bot, ada)).toBe(1);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    expect(count(bot, ada)).toBe(2);
    await bot.restart();
    await bot.waitsUntil('2026-11-23T20:00:00Z');
    expect(count(bot, ada)).toBe(2);
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    const all = posted(bot, ada);
    expect(all).toHaveLength(3);
    expect(new Set(all.map(({ content }) => content)).size).toBe(3);
    for (const { flags } of all) expect(flags).toBe(1 << 12);
  });

  conversation('counts the day on which it was set up as had', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', { ...berlin, time: '22:00' });
    await mo.presses('Keep');
    expect(mo.sees).toContain(at('2026-11-23T21:00:00Z'));
    await bot.waitsUntil('2026-11-22T22:30:00Z');
    expect(count(bot, ada)).toBe(1);
  });

  conversation('that is removed is gone, and nothing comes of it', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    await bot.restart();
    await mo.presses('Remove');
    expect(mo.sees).toContain('That message is gone, and nothing is set.');
    expect(count(bot, ada)).toBe(0);
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(count(bot, ada)).toBe(0);
    expect(await kept(bot)).toBe('"nothing"');
  });

  conversation('takes Keep and Remove pressed twice for once', async ({ ada, mo, bot }) => {
    const twice = async (label: string) => {
      const [id, card] = [mo.button(label).custom_id ?? '', mo.card];
      await Promise.all([mo.pressesId(id, card), mo.pressesId(id, card)]);
    };
    await mo.types('/server daily-prompt', { ...berlin, channel: quiet });
    await twice('Remove');
    expect(mo.sees).toContain('That message is gone, and nothing is set.');
    await mo.types('/server daily-prompt', berlin);
    await twice('Keep');
    expect(mo.sees).toContain('The daily prompt is on.');
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    expect([count(bot, ada), count(bot, ada, quiet)]).toEqual([2, 0]);
  });

  conversation(
    'says that the prompt itself is on where a first one of another try is removed',
    async ({ ada, mo, bot }) => {
      await mo.types('/server daily-prompt', berlin);
      const first = mo.card;
      await mo.types('/server daily-prompt', { ...berlin, channel: quiet });
      await mo.presses('Keep');
      await mo.pressesId(buttonsOf(first).find(({ label }) => label === 'Remove')?.custom_id ?? '', first);
      expect(mo.sees).toContain('The daily prompt itself is on, and /server daily-prompt-off ends it.');
      expect([count(bot, ada), count(bot, ada, quiet)]).toEqual([0, 1]);
    },
  );

  conversation('says where a message is that cannot be taken away', async ({ mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    bot.world.permit(general, { view: false });
    await mo.presses('Remove');
    expect(mo.sees).toContain(`I can't reach <#${general}> any more`);
    await mo.types('/server daily-prompt', { ...berlin, channel: quiet });
    bot.world.removeChannel(quiet);
    await mo.presses('Remove');
    expect(mo.sees).toContain('That message is gone, and nothing is set.');
  });

  conversation(
    'says what it expected of a time and a zone, and asks back what may mean two things',
    async ({ ada, mo, bot }) => {
      await mo.types('/server daily-prompt', { ...berlin, time: 'soonish' });
      expect(mo.sees).toContain("I can't read that as one time of day.");
      await mo.types('/server daily-prompt', { ...berlin, timezone: 'middle earth' });
      expect(mo.sees).toContain('I know no time zone by that name.');
      await mo.types('/server daily-prompt', {
        channel: quiet,
        time: 'half past eight',
        timezone: 'united states',
      });
      await bot.restart();
      await mo.chooses('Time zones', 'America/Chicago');
      expect(mo.labels.slice(0, 2)).toEqual(['8:30 AM', '8:30 PM']);
      expect(count(bot, ada, quiet)).toBe(0);
      await mo.presses('8:30 PM');
      expect(mo.sees).toContain('Then one comes each day at 8:30 PM (America/Chicago).');
      await mo.presses('Keep');
      expect(mo.sees).toContain(at('2026-11-24T02:30:00Z'));
      expect(count(bot, ada)).toBe(0);
      const zones = await mo.isTyping('/server daily-prompt', 'timezone', 'berl');
      expect(zones[0]?.value).toBe('Europe/Berlin');
    },
  );

  conversation('names the permission that is missing, and sets nothing', async ({ mo, bot }) => {
    for (const [permissions, name] of [
      [{ send: false }, 'Send Messages'],
      [{ view: false, send: false }, 'View Channel'],
    ] as const) {
      bot.world.permit(general, permissions);
      await mo.types('/server daily-prompt', berlin);
      expect(mo.sees).toContain(
        `I can't post in <#${general}>, so nothing is set. The ${name} permission is missing for me there.`,
      );
      expect(mo.labels).toEqual(['Get help now', 'Hide']);
    }
    expect(await kept(bot)).toBe('"nothing"');
    expect(await mo.types('/server daily-prompt', { ...berlin, channel: '1' })).toMatchObject({
      reason: 'channel: expected the id of a channel of this server',
    });
  });
});

describe('/server daily-prompt again', () => {
  conversation('changes the time in place, and gives no day two', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    await mo.presses('Keep');
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await mo.types('/server daily-prompt', { ...berlin, time: '10 am' });
    expect(mo.sees).toContain(
      `The daily prompt is changed. The next one comes ${at('2026-11-24T09:00:00Z')}.`,
    );
    await bot.waitsUntil('2026-11-23T20:00:00Z');
    expect(count(bot, ada)).toBe(2);
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect(count(bot, ada)).toBe(2);
    await bot.waitsUntil('2026-11-24T09:00:00Z');
    expect(count(bot, ada)).toBe(3);
    await mo.types('/server daily-prompt', { ...berlin, time: '09:00', timezone: 'America/New_York' });
    await bot.waitsUntil('2026-11-24T20:00:00Z');
    expect(count(bot, ada)).toBe(3);
    await bot.waitsUntil('2026-11-25T14:00:00Z');
    expect(count(bot, ada)).toBe(4);
  });

  conversation('moves to another channel once that is kept', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    await mo.presses('Keep');
    await mo.types('/server daily-prompt', { ...berlin, channel: quiet });
    expect(count(bot, ada, quiet)).toBe(1);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    expect([count(bot, ada), count(bot, ada, quiet)]).toEqual([2, 1]);
    await mo.presses('Keep');
    await bot.waitsUntil('2026-11-23T20:00:00Z');
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect([count(bot, ada), count(bot, ada, quiet)]).toEqual([2, 2]);
  });
});

describe('/server daily-prompt-off', () => {
  conversation('ends it; set again that day it goes on without another one', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt-off');
    expect(mo.sees).toContain('There is no daily prompt here. /server daily-prompt starts one.');
    await mo.types('/server daily-prompt', berlin);
    await mo.presses('Keep');
    await mo.types('/server daily-prompt-off');
    expect(mo.sees).toContain('The daily prompt is off. No more of them will be posted.');
    await mo.types('/server status');
    expect(mo.sees).toContain('Daily prompt: none.');
    await mo.types('/server daily-prompt', berlin);
    expect(mo.sees).toContain(`The daily prompt is on. The next one comes ${at('2026-11-23T07:30:00Z')}.`);
    await mo.types('/server daily-prompt-off');
    await bot.restart();
    await bot.waitsUntil('2026-11-24T12:00:00Z');
    expect(count(bot, ada)).toBe(1);
    await mo.types('/server daily-prompt', berlin);
    expect(count(bot, ada)).toBe(2);
    await mo.presses('Keep');
    await bot.waitsUntil('2026-11-25T07:30:00Z');
    expect(count(bot, ada)).toBe(3);
  });
});

describe('a daily prompt set anew further west', () => {
  conversation('where it is still the day before, is not posted twice', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', { ...berlin, timezone: 'Pacific/Kiritimati' });
    await mo.presses('Keep');
    await mo.types('/server daily-prompt-off');
    await mo.types('/server daily-prompt', { ...berlin, timezone: 'Pacific/Honolulu' });
    expect(mo.sees).toContain('The daily prompt is on.');
    expect(count(bot, ada)).toBe(1);
  });
});

describe('a daily prompt that cannot be posted any more', () => {
  const lost = [
    ['may not be written in', 'The Send Messages permission is missing for me there.', { send: false }],
    ['cannot be seen', 'The View Channel permission is missing for me there.', { view: false }],
  ] as const;
  for (const [what, says, permissions] of lost) {
    conversation(
      `because its channel ${what} is paused; the next /server says so, and turns it back on`,
      async ({ ada, mo, bot }) => {
        await mo.types('/server daily-prompt', berlin);
        await mo.presses('Keep');
        bot.world.permit(general, permissions);
        await bot.waitsUntil('2026-11-23T07:30:00Z');
        await bot.waitsUntil('2026-11-24T07:30:00Z');
        expect(count(bot, ada)).toBe(1);
        await ada.types('/help');
        expect(ada.sees).not.toContain('paused');
        for (const [command, options] of [
          ['/server together', { state: 'on' }],
          ['/server panel', { channel: quiet }],
          ['/server daily-prompt', { ...berlin, channel: quiet }],
          ['/server status', {}],
        ] as const) {
          await mo.types(command, options);
          expect(mo.sees).toContain(
            `The daily prompt for <#${general}> is paused since ${at('2026-11-23T07:30:00Z')}, because I could not post it. ${says}`,
          );
        }
        expect(mo.sees).toContain(`Daily prompt: in <#${general}>`);
        await mo.presses('Turn back on');
        expect(mo.sees).toContain(`I can't post in <#${general}>, so nothing is set. ${says}`);
        bot.world.permit(general, { view: true, send: true });
        await mo.types('/server status');
        await bot.restart();
        await mo.presses('Turn back on');
        expect(mo.sees).toContain(
          `The daily prompt is on. The next one comes ${at('2026-11-25T07:30:00Z')}.`,
        );
        expect(count(bot, ada)).toBe(2);
        await mo.types('/server status');
        expect(mo.labels).not.toContain('Turn back on');
        await bot.waitsUntil('2026-11-25T07:30:00Z');
        expect(count(bot, ada)).toBe(3);
      },
    );
  }

  conversation('because its channel is gone goes on in another one', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', { ...berlin, channel: quiet });
    await mo.presses('Keep');
    bot.world.removeChannel(quiet);
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    await mo.types('/server daily-prompt', berlin);
    expect(mo.sees).toContain('because I could not post it. That channel is gone. Choose another one.');
    await mo.presses('Keep');
    await mo.types('/server status');
    expect(mo.sees).not.toContain('paused');
    await bot.waitsUntil('2026-11-24T07:30:00Z');
    expect(count(bot, ada)).toBe(2);
  });

  test.each([true, false])('is turned back on by two people with one message (at once: %s)', async atOnce => {
    const bot = await openBot('router');
    const { ada, mo } = castOf(bot);
    await mo.types('/server daily-prompt', berlin);
    await mo.presses('Keep');
    bot.world.permit(general, { send: false });
    await bot.waitsUntil('2026-11-23T07:30:00Z');
    bot.world.permit(general, { send: true });
    bot.world.change(ada.id, { managesServer: true });
    for (const admin of [mo, ada]) await admin.types('/server status');
    // What these answers left to write would hold the next ones up.
    await bot.waitsUntil('2026-11-23T08:00:00Z');
    const first = mo.presses('Turn back on');
    if (!atOnce) await first;
    await Promise.all([first, ada.presses('Turn back on')]);
    for (const admin of [mo, ada]) expect(admin.sees).toContain('The daily prompt is on.');
    expect(count(bot, ada)).toBe(2);
    await bot.close();
  });

  conversation(
    'and is turned off is turned on again by the button that was there',
    async ({ ada, mo, bot }) => {
      await mo.types('/server daily-prompt', berlin);
      await mo.presses('Keep');
      bot.world.permit(general, { send: false });
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      bot.world.permit(general, { send: true });
      await mo.types('/server daily-prompt-off');
      expect(mo.sees).toContain('The daily prompt is off.');
      expect(mo.sees).toContain(`is paused since ${at('2026-11-23T07:30:00Z')}`);
      await mo.presses('Turn back on');
      expect(mo.sees).toContain(`The next one comes ${at('2026-11-24T07:30:00Z')}.`);
      await bot.waitsUntil('2026-11-24T07:30:00Z');
      expect(count(bot, ada)).toBe(2);
    },
  );
});

describe('Do this privately', () => {
  conversation(
    'opens the exercise for whoever presses, after a restart and a month later; the prompt stays as it is',
    async ({ ada, bo, mo, bot }) => {
      await mo.types('/server daily-prompt', berlin);
      await mo.presses('Keep');
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      const [first, second] = posted(bot, ada);
      await bot.restart();
      for (const [person, message] of [
        [ada, second],
        [bo, second],
        [ada, first],
      ] as const) {
        if (!message) throw new Error('Expected two prompts.');
        await pressIn(person, message, 'Do this privately');
        expect(person.card.only_for).toBe(person.id);
        expect(person.sees).toContain('Step 1 of');
        await person.presses('Next');
        expect(person.sees).toContain('Step 2 of');
      }
      await bot.waitsUntil('2026-12-23T12:00:00Z');
      const now = posted(bot, ada);
      expect(now.slice(0, 2)).toEqual([first, second]);
      await pressIn(bo, newestIn(bot, bo), 'Do this privately');
      expect(bo.sees).toContain('Step 1 of');
      expect(await kept(bot)).not.toMatch(new RegExp([ada, bo, mo].map(({ id }) => id).join('|')));
    },
  );

  conversation('works for members while the prompt is off', async ({ ada, mo, bot }) => {
    await mo.types('/server daily-prompt', berlin);
    await pressIn(ada, newestIn(bot, ada), 'Do this privately');
    expect(ada.sees).toContain('Step 1 of');
    expect(await kept(bot)).toBe('"nothing"');
  });
});

describe('while Discord does not answer', () => {
  /** A router whose messages never get anywhere. */
  const asked = async (request: Request) => {
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const router = routerOf(await loadCommands(commandsFolder), () => library, {
      operator: {},
      log,
      ...keptIn({ now: () => 0 }, log),
    });
    return cardOf(router.answer(request));
  };
  const mo: Caller = { ...somebody, managesServer: true, server: '400000000000000001' };
  const wish = { time: '08:30', timezone: 'Europe/Berlin', channel: general };

  test.each([typed('/server daily-prompt', wish, mo), typed('/server panel', { channel: general }, mo)])(
    'nothing is set: $subcommand',
    async request => {
      expect(wordsOf(await asked(request))).toContain(
        `I could not post in <#${general}> this time, so nothing is set.`,
      );
    },
  );

  test.each(['server:remove', 'server:remove-panel'])(
    'what still stands can be removed later: %s',
    async id => {
      const card = await asked(pressed(id, [general, '7'], { caller: mo }));
      expect(wordsOf(card)).toContain(`It still stands in <#${general}>.`);
      const [label = ''] = labelsOf(card);
      expect(leadsTo(card, label)).toEqual([...id.split(':'), general, '7']);
    },
  );

  test('a prompt that there is none of cannot be turned on, and an exercise that is gone is said to be', async () => {
    const turnOn = await asked(pressed('server:turn-on', [], { caller: mo }));
    expect(wordsOf(turnOn)).toContain('There is no daily prompt here.');
    const gone = await asked(pressed('server:do', ['prompt', '2026-11-23', '0', 'gone'], { caller: mo }));
    expect(wordsOf(gone)).toContain('That exercise is not here any more.');
  });

  test.each([
    ['wish', general, '510', 'Middle/Earth'],
    ['wish', general, '480-1440', ''],
    ['keep', general, '1440', 'Europe/Berlin', '2026-11-22'],
    ['keep', 'general', '510', 'Europe/Berlin', '2026-11-22'],
  ])('a button that never was leads nowhere: %s', async (action, ...args) => {
    const card = await asked(pressed(`server:${action}`, args, { caller: mo }));
    expect(wordsOf(card)).toContain('This button is from an older card.');
  });

  test('a server that Discord does not name has nothing to set', async () => {
    const { server: _, ...nowhere } = mo;
    expect(wordsOf(await asked(typed('/server status', {}, nowhere)))).toContain(
      'It works in: channels of a server.',
    );
  });
});

describe('what prompts say', () => {
  test('comes again in no channel within thirty days, and is all fit for one', async () => {
    const words = library.words('en');
    const alone = new Set(words.nudges.grounding.flatMap(({ id, alone }) => (alone ? [id] : [])));
    expect(alone.size).toBeGreaterThan(0);
    for (const owner of ['400000000000000001', '1']) {
      const days = Array.from({ length: 365 }, (_, day) =>
        dealt(words, { owner, slot: addDays('2026-11-22', day) }),
      );
      expect(days.filter(id => alone.has(id))).toEqual([]);
      for (const [day, id] of days.entries()) expect(days.slice(day + 1, day + 31)).not.toContain(id);
    }
  });
});
