import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { type Board, button, type Card, card, row, text } from '../../src/core/reply.ts';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import { defineCommand } from '../../src/router/command.ts';
import { Actor } from '../bot/actor.ts';
import { textOf } from '../bot/parts.ts';
import { answering, expectNothingRefused, type Setting } from './setting.ts';

let setting: Setting;

afterEach(() => setting.close());

const link = (action: string) => ({ command: 'toy', action, args: [] });
const drawn = (words: string): Card =>
  card([text(words), row(...names.map(name => button(name, link(name))))]);
const names = ['join', 'next', 'refuse', 'tell', 'odd'] as const;

/** A message that all see, whose buttons answer in every way there is. */
async function posted(): Promise<SeenMessage> {
  const changed = (order: number, note?: Card): Board => ({
    kind: 'board',
    card: drawn(`changed ${order}`),
    order,
    ...(note && { note }),
  });
  const toy = defineCommand({
    name: 'toy',
    description: 'A toy',
    run: { answers: 'new', audience: 'public', with: () => drawn('posted') },
    actions: {
      join: { answers: 'board', with: () => changed(1, card([text('You are in.')])) },
      next: { answers: 'board', with: () => sleep(50, changed(2)) },
      refuse: {
        answers: 'board',
        with: () => {
          throw new UserError('Not yet.');
        },
      },
      tell: { answers: 'board', with: () => card([text('Only you.')]) },
      odd: {
        answers: 'board',
        with: () => ({ kind: 'board', card: card([text('x'.repeat(4_001))]), order: 3 }),
      },
    },
  });
  setting = await answering([toy]);
  await setting.ada.types('/toy');
  setting.sent.length = 0;
  return setting.ada.card;
}

const bo = () => new Actor(setting.world, setting.world.people()[1]?.id ?? '');
/** The message as it stands now. */
const stands = ({ id }: SeenMessage): string => {
  const message = bo().messages.find(message => message.id === id);
  return message ? (textOf(message).split('\n')[0] ?? '') : '';
};
const types = () =>
  setting.sent.map(([how, body]) => (how === 'answer' ? Reflect.get(body as object, 'type') : how));

describe('a press on a message that all see', () => {
  it('is acknowledged, told of privately with help beside it, and changes the message', async () => {
    const message = await posted();
    const person = bo();
    await person.pressesId('toy:join', message);
    expect(person.card).toMatchObject({ only_for: person.id });
    expect(person.sees).toContain('You are in.');
    expect(person.labels).toEqual(['Get help now', 'Hide']);
    await expect.poll(() => stands(message)).toBe('changed 1');
    expect(types()).toEqual([6, 'edit']);
    expect(setting.lines).toEqual([]);
    expectNothingRefused(setting.world);
  });

  it('that has nothing to say to the one person only changes it', async () => {
    const message = await posted();
    const person = bo();
    await person.pressesId('toy:next', message);
    expect(person.outcome).toMatchObject({ kind: 'updated', message: { id: message.id } });
    expect(stands(message)).toBe('changed 2');
    expect(person.messages).toHaveLength(1);
  });

  it.each([
    ['refuse', 'Not yet.'],
    ['tell', 'Only you.'],
    ['odd', 'Something broke on my side'],
  ])('that changes nothing is answered to that person alone: %s', async (name, says) => {
    const message = await posted();
    const person = bo();
    await person.pressesId(`toy:${name}`, message);
    expect(person.card).toMatchObject({ only_for: person.id });
    expect(person.sees).toContain(says);
    expect(person.labels).toEqual(['Get help now', 'Hide']);
    expect(stands(message)).toBe('posted');
    expectNothingRefused(setting.world);
  });

  it('changes the message also where the person could not be told', async () => {
    const message = await posted();
    setting.world.faults.next('POST /webhooks/:app/:token', { kind: 'status', status: 403, code: 50_013 });
    await bo().pressesId('toy:join', message);
    await expect.poll(() => stands(message)).toBe('changed 1');
    expect(setting.lines).toMatchObject([{ level: 'error' }]);
  });

  it('with an older count does not undo a newer one', async () => {
    const message = await posted();
    await bo().pressesId('toy:next', message);
    await bo().pressesId('toy:join', message);
    await setting.settled();
    expect(stands(message)).toBe('changed 2');
  });
});
