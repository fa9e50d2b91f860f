import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { card, text } from '../../src/core/reply.ts';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import { defineCommand } from '../../src/router/command.ts';
import { Actor } from '../bot/actor.ts';
import { answering, expectNothingRefused, type Setting } from './setting.ts';
import { board } from './toy.ts';

let setting: Setting;

afterEach(async () => {
  await setting.close();
  expectNothingRefused(setting.world);
});

const refusal = 'One is running here already.';

/** A command whose post everybody sees, and which refuses to post again, or to be joined, after so many milliseconds. */
async function posted(ms: number): Promise<SeenMessage> {
  let posts = 0;
  const refuse = async () => {
    await sleep(ms);
    throw new UserError(refusal);
  };
  const toy = defineCommand({
    name: 'toy',
    description: 'A toy',
    run: {
      answers: 'new',
      audience: 'public',
      with: () => {
        posts += 1;
        return posts === 1 ? board('posted') : refuse();
      },
    },
    actions: {
      join: { answers: 'update', audience: 'public', with: refuse },
      odd: { answers: 'update', audience: 'public', with: () => sleep(ms, card([text('x'.repeat(4001))])) },
    },
  });
  setting = await answering([toy]);
  await setting.ada.types('/toy');
  // What takes no time is not deferred, however busy the machine.
  if (ms > 0) setting.defersAfter(40);
  return setting.ada.card;
}

/** What somebody else in the same place sees. */
const others = () => new Actor(setting.world, setting.world.people()[1]?.id ?? '').messages;

describe('why an answer for all cannot be given', () => {
  it('is said only to the person who asked: a command', async () => {
    const post = await posted(0);
    await setting.ada.types('/toy');
    expect(setting.ada.sees).toBe(refusal);
    expect(setting.ada.card).toMatchObject({ only_for: setting.ada.id });
    expect(others()).toEqual([post]);
  });

  it('is said only to the person who asked, and the post stays as it was: a button', async () => {
    const post = await posted(0);
    await setting.ada.pressesId('toy:join', post);
    expect(setting.ada.sees).toBe(refusal);
    expect(setting.ada.labels).toEqual(['Get help now', 'Hide']);
    expect(others()).toEqual([post]);
  });

  it('is said only to the person who asked, however late: a button', async () => {
    const post = await posted(120);
    await setting.ada.pressesId('toy:join', post);
    await setting.settled();
    expect(setting.ada.messages.at(-1)).toMatchObject({ only_for: setting.ada.id });
    expect(JSON.stringify(setting.ada.messages.at(-1))).toContain(refusal);
    expect(others()).toEqual([post]);
  });

  it('is said only to the person who asked, however late: a command', async () => {
    const post = await posted(120);
    await setting.ada.types('/toy');
    await setting.settled();
    expect(JSON.stringify(setting.ada.messages.at(-1))).toContain(refusal);
    expect(others()).toEqual([post]);
  });

  it.each([0, 120])('is said only to the person who asked: what cannot be drawn, after %i ms', async ms => {
    const post = await posted(ms);
    await setting.ada.pressesId('toy:odd', post);
    await setting.settled();
    expect(JSON.stringify(setting.ada.messages.at(-1))).toContain('Something broke on my side');
    expect(others()).toEqual([post]);
  });
});
