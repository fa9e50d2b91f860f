import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plain } from '../../src/core/reply.ts';
import { messagesOver } from '../../src/discord/messenger.ts';
import { outboxOver, sentOf } from '../../src/discord/outbox.ts';
import { createPacer } from '../../src/discord/pacer.ts';
import { botRest } from '../../src/discord/rest.ts';
import type { Fault } from '../../src/playground/standin/faults.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { adaIn, token } from './setting.ts';

let standin: Standin;
beforeEach(async () => {
  standin = await startStandin({ port: 0, token });
});
afterEach(() => {
  vi.useRealTimers();
  return standin.close();
});

const line: Plain = {
  kind: 'plain',
  content: 'Your note for today is ready.',
  rows: [
    [
      {
        label: 'Open',
        to: { command: 'nudge', action: 'open', args: ['daily', '2026-11-23', '0'] },
        style: 'plain',
      },
    ],
  ],
};
const send = 'POST /channels/:id/messages';

function setting() {
  const { world, apiUrl } = standin;
  const rest = botRest(token, apiUrl);
  const outbox = outboxOver(rest, token, createPacer());
  const ada = adaIn(world).at('own-dm');
  const channel = world.place('own-dm', ada.id);
  const sends = (nonce: string, kind: 'dm' | 'channel' = 'dm') =>
    outbox.send({ channel, kind, message: line, nonce, silent: false });
  return { world, rest, outbox, ada, channel, sends };
}

describe('a message that the bot starts itself', () => {
  it('arrives once, however often it is sent with the same nonce', async () => {
    const { world, ada, sends } = setting();
    expect(await sends('one')).toEqual({ kind: 'sent' });
    expect(await sends('one')).toEqual({ kind: 'sent' });
    expect(ada.messages).toMatchObject([{ content: line.content, flags: 0, nonce: 'one' }]);
    expect(world.problems).toEqual([]);
  });

  it('waits for no limit of a clock that was set back', async () => {
    const { rest, outbox, sends } = setting();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
    await sends('before');
    vi.useRealTimers();
    // What is left of that second's requests.
    rest.globalRemaining = 0;
    expect(await sends('one')).toMatchObject({ kind: 'later', all: true });
    outbox.clockWasSetBack?.();
    expect(await sends('one')).toEqual({ kind: 'sent' });
  });

  it('makes no sound where that is wanted', async () => {
    const { outbox, ada, channel } = setting();
    await outbox.send({ channel, kind: 'dm', message: line, nonce: 'one', silent: true });
    expect(ada.messages).toMatchObject([{ flags: 1 << 12 }]);
  });

  it('counts as sent where the first one was deleted meanwhile', async () => {
    const { world, ada, channel, sends } = setting();
    await sends('one');
    world.deleteMessage(channel, ada.messages[0]?.id ?? '');
    expect(await sends('one')).toEqual({ kind: 'sent' });
    expect(ada.messages).toEqual([]);
  });

  it('is told of somebody who lets nobody write, with Discord’s code', async () => {
    const { world, ada, sends } = setting();
    world.change(ada.id, { closedDms: true });
    expect(await sends('one')).toEqual({ kind: 'gone', code: 50_007 });
  });

  it.each<[Fault, object]>([
    [
      { kind: 'status', status: 403, code: 50_278 },
      { kind: 'gone', code: 50_278 },
    ],
    [
      { kind: 'status', status: 404, code: 10_013 },
      { kind: 'gone', code: 10_013 },
    ],
    [{ kind: 'status', status: 404, code: 10_003 }, { kind: 'no-channel' }],
    [
      { kind: 'status', status: 400, code: 40_003 },
      { kind: 'later', afterMs: 60_000, all: false },
    ],
    [{ kind: 'status', status: 403, code: 20_026 }, { kind: 'refused' }],
    [{ kind: 'status', status: 401 }, { kind: 'refused' }],
    [{ kind: 'status', status: 400, code: 50_035 }, { kind: 'rejected' }],
    [{ kind: 'status', status: 500 }, { kind: 'unsure' }],
    [{ kind: 'status', status: 502, carriedOut: true }, { kind: 'unsure' }],
    [{ kind: 'drop' }, { kind: 'unsure' }],
    [{ kind: 'lose-answer' }, { kind: 'unsure' }],
    [
      { kind: 'rate-limit', scope: 'shared', retryAfter: 3 },
      { kind: 'later', all: false },
    ],
    [
      { kind: 'rate-limit', scope: 'global', retryAfter: 3 },
      { kind: 'later', all: true },
    ],
  ])('%j is %j', async (fault, sent) => {
    const { world, sends } = setting();
    world.faults.next(send, fault);
    expect(await sends('one')).toMatchObject(sent);
  });

  it('can be sent again after a refusal, for which discord.js forgets the token', async () => {
    const { world, ada, sends } = setting();
    world.faults.next(send, { kind: 'status', status: 401 });
    await sends('one');
    expect(await sends('one')).toEqual({ kind: 'sent' });
    expect(ada.messages).toHaveLength(1);
  });

  it('is not tried again by itself, whatever happens', async () => {
    const { world, ada, sends } = setting();
    world.faults.next(send, { kind: 'status', status: 503 });
    await sends('one');
    expect(ada.messages).toEqual([]);
  });

  it('of a channel that may not be written to says so of the channel alone', () => {
    const missing = { status: 403, code: 50_013, reason: 'Missing Permissions' };
    expect(sentOf(missing, 'channel')).toEqual({ kind: 'gone', code: 50_013 });
    expect(sentOf(missing, 'dm')).toMatchObject({ kind: 'refused' });
  });
});

describe('a message that may have been sent', () => {
  const isIt = ({ args }: { args: readonly (string | number)[] }) => args[1] === '2026-11-23';
  const long = 0;

  it('is found by its buttons, among others, also further back', async () => {
    const { world, ada, channel, outbox, sends } = setting();
    const address = { channel, kind: 'dm' } as const;
    expect(await outbox.find(address, long, isIt)).toBe('not-there');
    await sends('one');
    expect(await outbox.find(address, long, isIt)).toBe('there');
    expect(await outbox.find(address, long, () => false)).toBe('not-there');
    for (let n = 0; n < 120; n += 1) await ada.says('hello');
    expect(await outbox.find(address, long, isIt)).toBe('there');
    expect(await outbox.find(address, Date.now() + 60_000, isIt)).toBe('not-there');
    expect(world.problems).toEqual([]);
  });

  it('is not found in what somebody else wrote', async () => {
    const { ada, channel, outbox } = setting();
    await ada.says('Open');
    expect(await outbox.find({ channel, kind: 'dm' }, long, () => true)).toBe('not-there');
  });

  it('cannot be found out where the history of a channel reads as empty, or is not shown at all', async () => {
    const { world, ada, outbox } = setting();
    const channel = world.place('server', ada.id);
    expect(await outbox.find({ channel, kind: 'channel' }, long, isIt)).toBe('unreadable');
    world.permit(channel, { view: false });
    expect(await outbox.find({ channel, kind: 'channel' }, long, isIt)).toBe('unreadable');
  });

  it('is looked up another time where Discord refuses the bot: a DM can always be read', async () => {
    const { world, channel, outbox } = setting();
    world.faults.next('GET /channels/:id/messages', { kind: 'status', status: 403, code: 40_001 });
    expect(await outbox.find({ channel, kind: 'dm' }, long, isIt)).toBe('failed');
    world.faults.next('GET /channels/:id/messages', { kind: 'status', status: 404, code: 10_003 });
    expect(await outbox.find({ channel, kind: 'dm' }, long, isIt)).toBe('not-there');
  });

  it('is looked up another time while Discord is away', async () => {
    const { world, channel, outbox } = setting();
    world.faults.next('GET /channels/:id/messages', { kind: 'status', status: 503 });
    expect(await outbox.find({ channel, kind: 'dm' }, long, isIt)).toBe('failed');
  });
});

describe('a DM', () => {
  it('is opened, or not where Discord will not', async () => {
    const { world, ada, channel, outbox } = setting();
    expect(await outbox.open(ada.id)).toEqual({ channel });
    world.faults.next('POST /users/@me/channels', { kind: 'status', status: 500 });
    expect(await outbox.open(ada.id)).toBe('not-now');
    world.faults.next('POST /users/@me/channels', { kind: 'status', status: 404, code: 10_013 });
    expect(await outbox.open(ada.id)).toEqual({ code: 10_013 });
  });

  it('is written to without a sound; why it cannot be is told', async () => {
    const { world, rest, ada, channel } = setting();
    const messages = messagesOver(rest, createPacer());
    expect(await messages.write(ada.id, line)).toEqual({ channel, message: ada.messages[0]?.id });
    expect(ada.messages).toMatchObject([{ flags: 1 << 12 }]);
    world.faults.next(send, { kind: 'status', status: 502 });
    expect(await messages.write(ada.id, line)).toBe('not-now');
    world.change(ada.id, { closedDms: true });
    expect(await messages.write(ada.id, line)).toEqual({ code: 50_007 });
    world.faults.next(send, { kind: 'status', status: 401 });
    await expect(messages.write(ada.id, line)).rejects.toMatchObject({ status: 401 });
  });
});
