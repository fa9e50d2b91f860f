import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import { textOf } from '../bot/parts.ts';
import { say } from '../router/toys.ts';
import { type Connection, openConnection, wentWrong } from './connected.ts';
import { expectNothingRefused, V2 } from './setting.ts';

let connection: Connection;

beforeEach(async () => {
  connection = await openConnection();
  await connection.start();
});

afterEach(async () => {
  await connection.close();
  expectNothingRefused(connection.standin.world);
});

const SILENT = 1 << 12;

/** What Steady wrote in its own DM with Ada, once there is this much. */
async function written(count: number): Promise<SeenMessage[]> {
  const { ada } = connection;
  const found = () => ada.messages.filter(({ author }) => author.bot);
  await expect.poll(() => found().length).toBe(count);
  await sleep(100);
  return found();
}

describe('plain words in Steady’s own DM', () => {
  it('are answered without a sound, and without mentioning anybody', async () => {
    await connection.ada.at('own-dm').says('hello there');
    const [answer] = await written(1);
    expect(answer).toMatchObject({ flags: SILENT | V2, mentions: [] });
    expect(answer && textOf(answer)).toContain(say('words.only-commands'));
    expect(wentWrong(connection)).toEqual([]);
  });

  it('are answered with the card each time they need a human', async () => {
    const { ada } = connection;
    await ada.at('own-dm').says('hello there');
    await ada.says('I want to die');
    await ada.says('I want to die');
    await ada.says('hello again');
    expect(await written(3)).toHaveLength(3);
  });

  it('of a bot are not answered, its own least of all', async () => {
    const { ada, standin, sent } = connection;
    const dm = standin.world.place('own-dm', ada.id);
    standin.world.createMessage(dm, { content: 'I want to die', allowed_mentions: { parse: [] } });
    await sleep(200);
    expect(sent).toHaveLength(1);
  });

  it('lead to Get help now and Hide that work', async () => {
    const { ada, standin } = connection;
    await ada.at('own-dm').says('hello there');
    const [answer] = await written(1);
    if (!answer) throw new Error('Expected an answer, got none.');
    expect(await ada.pressesId('card:hide', answer)).toMatchObject({ kind: 'deleted' });
    expect(standin.world.view(ada.id).messages[answer.channel_id]).toHaveLength(1);
  });

  it('anywhere else are none of Steady’s business', async () => {
    const { ada, sent } = connection;
    await ada.at('server').says('I want to die');
    await ada.at('other-dm').says('I want to die');
    await sleep(150);
    expect(sent).toEqual([]);
  });

  it('of somebody who lets nobody write are left unanswered, and that is a warning without their words', async () => {
    const { ada, standin, lines } = connection;
    standin.world.change(ada.id, { closedDms: true });
    await ada.at('own-dm').says('I want to die');
    await expect.poll(() => wentWrong(connection).length).toBe(1);
    expect(wentWrong(connection)).toMatchObject([{ level: 'warn', fields: { code: 50007 } }]);
    expect(JSON.stringify(lines)).not.toContain('want to die');
    expect(JSON.stringify(lines)).not.toContain(ada.id);
  });
});
