import { describe, expect, test } from 'vitest';

import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from '../bot/actor.ts';
import { labelsOn } from '../bot/dm.ts';
import { idOn, join, keptInChannel, nowSeen, posts, pressesOn, saysNow } from '../bot/group.ts';
import { type Bot, lanes, openBot } from '../bot/lanes.ts';
import { textOf } from '../bot/parts.ts';
import { castOf, conversation } from '../bot.ts';

describe('/ground together:true', () => {
  conversation('asks first, privately, because people will see who started it', async ({ ada, bo, bot }) => {
    await bot.allowsTogether(true);
    await ada.types('/ground', { together: true });
    expect(ada.card.only_for).toBe(ada.id);
    expect(ada.sees).toContain('People will see that you started this.');
    expect(ada.labels).toEqual(['Post it', 'Not now', 'Get help now', 'Hide']);
    expect(bo.messages).toEqual([]);
    expect(await keptInChannel(bot, ada)).toEqual({});
  });

  conversation('is posted for all to see, and the question goes', async ({ ada, bo, bot }) => {
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    expect(ada.messages.map(({ id }) => id)).toEqual([message.id]);
    expect(bo.messages.map(({ id }) => id)).toEqual([message.id]);
    expect(saysNow(bo, message)).toContain('Look around');
    expect(saysNow(bo, message)).toContain('Step 1 of 5');
    expect(saysNow(bo, message)).toContain('1 person is here.');
    expect(labelsOn(nowSeen(bo, message))).toEqual(['Join', 'Next', 'Carry on by myself']);
  });

  conversation('Not now posts nothing, and leaves the way to do it alone', async ({ ada, bo, bot }) => {
    await bot.allowsTogether(true);
    await ada.types('/ground', { exercise: 'five-senses', together: true });
    await ada.presses('Not now');
    expect(ada.sees).toContain('Nothing was posted.');
    await ada.presses('Do it by myself');
    expect(ada.sees).toContain('Five senses');
    expect(bo.messages).toEqual([]);
  });

  conversation('takes the exercise that was named, where a group may do it', async ({ ada, bot }) => {
    await bot.allowsTogether(true);
    const message = await posts(bot, ada, { exercise: 'category-game' });
    expect(saysNow(ada, message)).toContain('Animals and towns');
  });

  conversation('takes another where the one that was named is for one alone', async ({ ada, bot }) => {
    await bot.allowsTogether(true);
    await ada.types('/ground', { exercise: 'long-exhale', together: true });
    expect(ada.sees).toContain('is for doing alone, so this is another one.');
    await ada.presses('Not now');
    await ada.presses('Do it by myself');
    expect(ada.sees).toContain('A longer breath out');
  });

  conversation('says so where there is no exercise of that name', async ({ ada, bot }) => {
    await bot.allowsTogether(true);
    await ada.types('/ground', { exercise: 'qqqq', together: true });
    expect(ada.sees).toContain('I have no exercise by that name.');
    expect(ada.labels).toContain('Post it');
  });

  conversation('together:false is the usual private exercise', async ({ ada, bot }) => {
    await bot.allowsTogether(true);
    await ada.types('/ground', { together: false });
    expect(ada.labels).toEqual(['Next', 'Skip this step', 'Stop here', 'Get help now', 'Hide']);
  });
});

describe('starting one together', () => {
  conversation('is off until the people who manage the server turn it on', async ({ ada, bot }) => {
    await ada.types('/ground', { together: true });
    await expectRefusal(ada, 'off in this server. An admin can turn it on with /server');
    await bot.allowsTogether(true);
    await ada.types('/ground', { together: true });
    const question = ada.card;
    await bot.allowsTogether(false);
    await ada.pressesId(idOn(question, 'Post it'), question);
    await expectRefusal(ada, 'off in this server');
  });

  conversation('works in servers only', async ({ ada, bot }) => {
    await bot.allowsTogether(true);
    for (const place of ['own-dm', 'other-dm'] as const) {
      await ada.at(place).types('/ground', { exercise: 'far-sounds', together: true });
      await expectRefusal(ada, 'works in the channels of a server', 'The furthest sound');
    }
  });

  conversation(
    'is for those who may write in the channel, also when they post it',
    async ({ ada, bo, bot }) => {
      await bot.allowsTogether(true);
      await ada.types('/ground', { together: true });
      const question = ada.card;
      bot.world.mute(ada.id, channelOf(ada));
      await ada.types('/ground', { together: true });
      await expectRefusal(ada, "You can't write in this channel");
      await ada.pressesId(idOn(question, 'Post it'), question);
      await expectRefusal(ada, "You can't write in this channel");
      expect(bo.messages).toEqual([]);
      bot.world.mute(ada.id, channelOf(ada), false);
      await posts(bot, ada);
    },
  );

  conversation('is possible once at a time in a channel', async ({ ada, bo, bot }) => {
    await bot.allowsTogether(true);
    await bo.types('/ground', { together: true });
    const question = bo.card;
    await posts(bot, ada);
    await bo.types('/ground', { together: true });
    await expectRefusal(bo, 'One is going on in this channel already.');
    await bo.pressesId(idOn(question, 'Post it'), question);
    await expectRefusal(bo, 'One is going on in this channel already.');
    expect(publicIn(bo)).toHaveLength(1);
  });

  test.each(lanes)('begins once where two press Post it at once (%s)', async lane => {
    const bot = await openBot(lane);
    const { ada, bo } = castOf(bot);
    await bot.allowsTogether(true);
    for (const person of [ada, bo]) await person.types('/ground', { together: true });
    await Promise.all([ada.presses('Post it'), bo.presses('Post it')]);
    await bot.settles();
    expect(publicIn(ada)).toHaveLength(1);
    const alone = [ada, bo].filter(({ card }) => card.only_for !== undefined);
    expect(alone.map(({ sees }) => sees)).toEqual([
      'One is going on in this channel already. Look for Join on it.',
    ]);
    expect([bot.world.problems, bot.wentWrong()]).toEqual([[], []]);
    await bot.close();
  });

  conversation(
    'is possible where the one before has been left by everybody',
    async ({ ada, bo, mo, bot }) => {
      await bot.allowsTogether(true);
      const first = await posts(bot, ada);
      await bot.waitsUntil('2026-11-22T20:09:00Z');
      await join(bot, first, bo);
      await bot.waitsUntil('2026-11-22T20:18:59Z');
      await mo.types('/ground', { together: true });
      await expectRefusal(mo, 'One is going on in this channel already.');
      await bot.waitsUntil('2026-11-22T20:19:00Z');
      const second = await posts(bot, mo);
      await pressesOn(bot, bo, first, 'Next');
      expect(bo.sees).toContain('This one is over.');
      expect(saysNow(bo, first)).toContain('This one is over.');
      expect(saysNow(bo, second)).toContain('1 person is here.');
    },
  );

  conversation('is possible once in ten minutes for each person', async ({ ada, bo, bot }) => {
    await bot.allowsTogether(true);
    await toTheEnd(bot, ada, await posts(bot, ada));
    await ada.types('/ground', { together: true });
    await expectRefusal(
      ada,
      'You started one a short while ago. You can start the next one <t:1795378200:R>',
    );
    const second = await posts(bot, bo);
    await toTheEnd(bot, bo, second);
    await bot.waitsUntil('2026-11-22T20:10:00Z');
    await posts(bot, ada);
  });
});

describe('an exercise done together', () => {
  conversation('counts everybody once, and tells each privately that nobody sees who', async cast => {
    const { ada, bo, mo, bot } = cast;
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    expect(bo.card.only_for).toBe(bo.id);
    expect(bo.sees).toContain('You are in. Nobody sees who.');
    expect(bo.labels).toEqual(['Get help now', 'Hide']);
    await pressesOn(bot, bo, message, 'Join');
    expect(bo.sees).toContain('You are in already.');
    await pressesOn(bot, ada, message, 'Join');
    expect(ada.sees).toContain('You are in already.');
    await join(bot, message, mo);
    for (const { id } of [ada, bo, mo])
      expect(JSON.stringify(drawnOf(nowSeen(ada, message)))).not.toContain(id);
  });

  conversation('is moved on by whoever started it, at any time, and ends after the last step', async cast => {
    const { ada, bo, bot } = cast;
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    for (const step of [2, 3, 4, 5]) {
      await pressesOn(bot, ada, message, 'Next');
      expect(saysNow(bo, message)).toContain(`Step ${step} of 5`);
      expect(saysNow(bo, message)).toContain('2 people are here.');
    }
    const last = nowSeen(bo, message);
    await pressesOn(bot, ada, message, 'Next');
    expect(saysNow(bo, message)).toContain('That was the last step.');
    expect(saysNow(bo, message)).toContain('2 people were here.');
    expect(labelsOn(nowSeen(bo, message))).toEqual(['Carry on by myself']);
    await bo.pressesId(idOn(last, 'Carry on by myself'), message);
    expect(bo.outcome.kind).toBe('failed');
    await pressesOn(bot, bo, message, 'Carry on by myself');
    expect(bo.card.only_for).toBe(bo.id);
    expect(bo.sees).toContain('Step 1 of 5');
  });

  conversation('is moved on by anyone who joined after two quiet minutes', async ({ ada, bo, mo, bot }) => {
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    await pressesOn(bot, bo, message, 'Next');
    expect(bo.sees).toContain(
      'Whoever started this presses Next. If it stays quiet, you can too, <t:1795377720:R>',
    );
    await pressesOn(bot, mo, message, 'Next');
    expect(mo.sees).toContain('Next is for those who joined.');
    await bot.waitsUntil('2026-11-22T20:01:59Z');
    await pressesOn(bot, bo, message, 'Next');
    expect(saysNow(bo, message)).toContain('Step 1 of 5');
    await bot.waitsUntil('2026-11-22T20:02:00Z');
    await pressesOn(bot, mo, message, 'Next');
    expect(mo.sees).toContain('Next is for those who joined.');
    await pressesOn(bot, bo, message, 'Next');
    expect(saysNow(ada, message)).toContain('Step 2 of 5');
    await pressesOn(bot, bo, message, 'Next');
    expect(bo.sees).toContain('<t:1795377840:R>');
    expect(saysNow(bo, message)).toContain('Step 2 of 5');
  });

  test.each(lanes)('moves on once where two press Next on the same step (%s)', async lane => {
    const bot = await openBot(lane);
    const { ada, bo } = castOf(bot);
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    await bot.waitsUntil('2026-11-22T20:03:00Z');
    const next = idOn(nowSeen(ada, message), 'Next');
    await Promise.all([ada.pressesId(next, message), bo.pressesId(next, message)]);
    await bot.settles();
    expect(saysNow(ada, message)).toContain('Step 2 of 5');
    const told = [ada, bo].flatMap(({ messages }) => messages.map(textOf));
    expect(told.filter(words => words.includes('It is at step 2 already.'))).toHaveLength(1);
    expect([bot.world.problems, bot.wentWrong()]).toEqual([[], []]);
    await bot.close();
  });

  conversation(
    'can be carried on privately from where it is, with help beside it',
    async ({ ada, bo, bot }) => {
      await bot.allowsTogether(true);
      const message = await posts(bot, ada);
      await pressesOn(bot, ada, message, 'Next');
      expect(saysNow(bo, message)).toContain('Step 2 of 5');
      await pressesOn(bot, bo, message, 'Carry on by myself');
      expect(bo.card.only_for).toBe(bo.id);
      expect(bo.sees).toContain('Step 2 of 5');
      expect(bo.labels).toEqual(['Next', 'Skip this step', 'Stop here', 'Get help now', 'Hide']);
      expect(saysNow(bo, message)).toContain('1 person is here.');
    },
  );

  conversation(
    'is over after two hours: nothing of it is kept, and its buttons say so',
    async ({ ada, bo, bot }) => {
      await bot.allowsTogether(true);
      const message = await posts(bot, ada);
      await join(bot, message, bo);
      await pressesOn(bot, ada, message, 'Next');
      expect(saysNow(bo, message)).toContain('Step 2 of 5');
      await bot.waitsUntil('2026-11-22T21:59:00Z');
      expect(Object.keys(await keptInChannel(bot, ada))).toEqual(['together']);
      await bot.waitsUntil('2026-11-22T22:00:00Z');
      expect(await keptInChannel(bot, ada)).toEqual({});
      expect(await bot.stored('recent')).toEqual({});
      await pressesOn(bot, bo, message, 'Join');
      expect(bo.card.only_for).toBe(bo.id);
      expect(bo.sees).toContain('This one is over. You can carry on by yourself.');
      expect(saysNow(ada, message)).toContain('This one is over.');
      expect(labelsOn(nowSeen(ada, message))).toEqual(['Carry on by myself']);
      await bo.presses('Carry on by myself');
      expect(bo.sees).toContain('Step 2 of 5');
    },
  );

  conversation('goes on after a restart, with the right count', async ({ ada, bo, mo, bot }) => {
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    await bot.restart();
    await pressesOn(bot, bo, message, 'Join');
    expect(bo.sees).toContain('You are in already.');
    await join(bot, message, mo);
    await pressesOn(bot, ada, message, 'Next');
    expect(saysNow(mo, message)).toContain('Step 2 of 5');
    await bot.restart();
    expect(saysNow(mo, message)).toContain('3 people are here.');
  });

  conversation('names nobody in what is kept', async ({ ada, bo, mo, bot }) => {
    await bot.allowsTogether(true);
    const message = await posts(bot, ada);
    await join(bot, message, bo);
    await join(bot, message, mo);
    const kept = JSON.stringify([await keptInChannel(bot, ada), await bot.stored('recent')]);
    expect(kept).toContain('"count":3');
    // Any two letters may stand in what is sealed.
    const open = kept.replace(/"s1\.[^"]*"/g, '');
    for (const { id } of [ada, bo, mo]) expect(kept).not.toContain(id);
    for (const { name } of bot.world.people()) expect(open).not.toContain(name);
    expect(Object.keys(await bot.stored(bo.id))).toEqual([]);
  });

  conversation(
    'tells everybody in /my-data of their own mark, and takes it away there',
    async ({ ada, bo, bot }) => {
      await bot.allowsTogether(true);
      const message = await posts(bot, ada);
      await join(bot, message, bo);
      await bo.types('/my-data show');
      expect(bo.sees).toContain(
        'A mark with no name on it counts you in one. It goes by 2026-11-22T22:00 (UTC).',
      );
      await bo.types('/my-data delete');
      await bo.presses('Everything');
      expect(bo.sees).toContain('Records deleted: 1.');
      await bo.types('/my-data show');
      expect(bo.sees).toContain('Nothing is kept about you.');
      await join(bot, message, bo);
      expect(bo.sees).toContain('You are in. Nobody sees who.');
      await ada.types('/my-data delete');
      await ada.presses('Everything');
      await pressesOn(bot, ada, message, 'Next');
      expect(ada.sees).toContain('Next is for those who joined.');
    },
  );
});

/** Refused privately, with one sentence and the same thing alone. */
async function expectRefusal(actor: Actor, why: string, exercise = 'Step 1 of 5'): Promise<void> {
  expect(actor.card.only_for).toBe(actor.id);
  expect(actor.sees).toContain(why);
  expect(actor.labels).toEqual(['Do it by myself', 'Get help now', 'Hide']);
  await actor.presses('Do it by myself');
  expect(actor.sees).toContain(exercise);
}

/** Whoever started it presses Next until it is over. */
async function toTheEnd(bot: Bot, starter: Actor, message: SeenMessage): Promise<void> {
  for (const step of [2, 3, 4, 5]) {
    await pressesOn(bot, starter, message, 'Next');
    expect(saysNow(starter, message)).toContain(`Step ${step} of 5`);
  }
  await pressesOn(bot, starter, message, 'Next');
  expect(saysNow(starter, message)).toContain('That was the last step.');
}

const channelOf = ({ messages }: Actor): string => messages[0]?.channel_id ?? '';
const publicIn = ({ messages }: Actor) => messages.filter(({ only_for }) => only_for === undefined);
/** What is drawn of a message; who answered whom is Discord's own. */
const drawnOf = ({ content, components }: SeenMessage) => ({ content, components });
