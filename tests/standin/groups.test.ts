import { expect, test } from 'vitest';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { textOf } from '../bot/parts.ts';
import { button, card, LAYOUT, off, row, scripted, text } from './scripted.ts';

test('whoever presses on a message that all see may have it changed, and be told alone', async () => {
  const { world, ask, bo, shows } = scripted();
  const message = await shows([text('One is here'), row(button('next'))], open);
  const { asked, outcome } = ask({ kind: 'press', person: bo, message: message.id, customId: 'next' });
  world.answer(asked.id, asked.token, { type: 6 });
  world.followUp(asked.token, card([text('You are in')]));
  expect(await outcome).toMatchObject({ kind: 'message', message: { only_for: bo } });
  world.editOriginal(asked.token, seenByAll('Two are here'));
  const place = world.place('server', bo);
  expect(world.view(bo).messages[place]?.map(textOf)).toEqual(['Two are here', 'You are in']);
});

test('all who wait for a message see it change, whichever press it is changed for, and each change is noted', async () => {
  const { world, ask, ada, bo, shows } = scripted();
  const message = await shows([text('One is here'), row(button('next'))], open);
  const presses = [ada, bo].map(person =>
    ask({ kind: 'press', person, message: message.id, customId: 'next' }),
  );
  for (const { asked } of presses) world.answer(asked.id, asked.token, { type: 6 });
  expect(world.changesOf(message.id)).toEqual([]);
  world.editOriginal(presses[1]?.asked.token ?? '', seenByAll('Two are here'));
  for (const { outcome } of presses)
    expect(await outcome).toMatchObject({ kind: 'updated', message: { id: message.id } });
  expect(world.changesOf(message.id)).toHaveLength(1);
  world.deleteMessage(message.channel_id, message.id);
  expect(world.changesOf(message.id)).toEqual([]);
});

test('a person who may not write in a channel is told of so in the payload, until they may again', async () => {
  const { world, ada, bo, ask } = scripted();
  const place = world.place('server', ada);
  const held = (person: string) =>
    mayWrite(ask({ kind: 'command', person, place, command: 'hello', options: {} }).asked);
  const says = () => world.act({ kind: 'say', person: ada, place, text: 'hello' });
  world.mute(ada, place);
  expect([held(ada), held(bo)]).toEqual([
    [false, false],
    [true, true],
  ]);
  expect(await says()).toMatchObject({ kind: 'failed' });
  world.mute(ada, place, false);
  expect(held(ada)).toEqual([true, true]);
  expect(await says()).toEqual({ kind: 'done' });
  expect(() => world.mute('nobody', place)).toThrow('nobody');
  world.close();
});

/** What the person, and the channel for that person, say of sending messages. */
function mayWrite({ member, channel }: BotInteraction): boolean[] {
  return [member, channel].map(
    part => (BigInt(String(part && Reflect.get(part, 'permissions'))) & sendMessages) !== 0n,
  );
}

const sendMessages = 1n << 11n;
const open = { flags: LAYOUT };
const seenByAll = (words: string) => ({ ...open, ...off, components: [text(words)] });
