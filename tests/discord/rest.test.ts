import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../../src/core/reply.ts';
import { sendTo } from '../../src/discord/messenger.ts';
import { botRest } from '../../src/discord/rest.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { adaIn, token, V2 } from './setting.ts';

let standin: Standin;

beforeEach(async () => {
  standin = await startStandin({ port: 0, token });
});

afterEach(() => standin.close());

describe('a message of Steady’s own', () => {
  it('makes no sound, mentions nobody, and is there for the person', async () => {
    const { world, apiUrl } = standin;
    const ada = adaIn(world).at('own-dm');
    await sendTo(botRest(token, apiUrl), world.place('own-dm', ada.id), card([text('@everyone')]));
    expect(ada.messages).toMatchObject([{ flags: V2 | (1 << 12), author: { bot: true }, mentions: [] }]);
    expect(world.problems).toEqual([]);
  });

  it('is refused with Discord’s code where the person lets nobody write', async () => {
    const { world, apiUrl } = standin;
    const { id } = world.change(adaIn(world).id, { closedDms: true });
    const sending = sendTo(botRest(token, apiUrl), world.place('own-dm', id), card([text('Hello')]));
    await expect(sending).rejects.toMatchObject({ code: 50007 });
  });
});
