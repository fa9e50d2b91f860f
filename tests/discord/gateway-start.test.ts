import { afterEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../../src/discord/retry.ts';
import { type Connection, openConnection, wentWrong } from './connected.ts';

let connection: Connection;

afterEach(() => connection.close());

const told = () => connection.lines.map(({ message }) => message);

describe('a start', () => {
  it('registers the commands and answers, with nothing to complain of', async () => {
    connection = await openConnection();
    await connection.start();
    const { ada, standin } = connection;
    expect(told()).toEqual(['Commands registered']);
    expect(standin.world.view(ada.id).botConnected).toBe(true);
    for (const place of ['server', 'own-dm', 'other-dm'] as const) {
      await ada.at(place).types('/toy');
      expect(ada.card).toMatchObject({ only_for: ada.id });
      await ada.presses('next');
      expect(ada.sees).toContain('next');
    }
    expect(wentWrong(connection)).toEqual([]);
    expect(standin.world.problems).toEqual([]);
  });

  it('on 2,501 servers makes the two connections that Discord asks for', { timeout: 30_000 }, async () => {
    connection = await openConnection(undefined, undefined, 2_501);
    await connection.start();
    const { ada, standin } = connection;
    await ada.at('server').types('/toy');
    await ada.at('own-dm').types('/toy');
    expect(connection.sent).toHaveLength(2);
    expect(wentWrong(connection)).toEqual([]);
    expect(standin.world.problems).toEqual([]);
  });

  it('the second time leaves the commands as they are', async () => {
    connection = await openConnection();
    await (await connection.start()).stop();
    await connection.start();
    expect(told()).toEqual(['Commands registered', 'Commands unchanged']);
  });

  it('waits for a Discord that is away, and then answers', async () => {
    connection = await openConnection(undefined, ({ level }, { world }) => {
      if (level === 'warn') world.faults.away(false);
    });
    connection.standin.world.faults.away(true);
    await connection.start();
    expect(wentWrong(connection)).toMatchObject([
      { message: expect.stringMatching(/^Discord cannot be reached/) },
    ]);
    await connection.ada.types('/toy');
    expect(connection.ada.sees).toContain('new');
    expect(connection.ended).toEqual([]);
  });

  it('waits for a gateway that is away while the rest answers, and then answers once', async () => {
    connection = await openConnection(undefined, ({ level, message }, { world }) => {
      if (message === 'Commands registered') world.faults.next('GET /gateway/bot', { kind: 'drop' }, 4);
      if (level === 'warn') world.faults.clear();
    });
    await connection.start();
    expect(wentWrong(connection)).toHaveLength(1);
    await connection.ada.types('/toy');
    expect(connection.sent).toHaveLength(1);
    expect(connection.ended).toEqual([]);
  });

  it('waits for a gateway that breaks off as it is reached, and then answers once', async () => {
    connection = await openConnection(undefined, ({ message }, { world }) => {
      if (message !== 'Commands registered') return;
      world.faults.next('GET /gateway/bot', { kind: 'delay', ms: 60 });
      setTimeout(() => world.faults.away(true), 30);
      setTimeout(() => world.faults.away(false), 400);
    });
    await connection.start();
    await connection.ada.types('/toy');
    expect(connection.ada.sees).toContain('new');
    expect(connection.sent).toHaveLength(1);
    expect(connection.ended).toEqual([]);
  });

  it('ends with what to do where Discord refuses the token', async () => {
    connection = await openConnection();
    const failure = connection.start({ token: 'dGVzdA.another.token' });
    await expect(failure).rejects.toThrow(RefusedError);
    await expect(failure).rejects.toThrow(/^DISCORD_TOKEN: /);
    expect(told()).toEqual([]);
    connection.standin.world.problems.length = 0;
  });

  it('ends with Discord’s words where Discord refuses the commands', async () => {
    connection = await openConnection();
    connection.standin.world.faults.next('PUT /applications/:app/commands', {
      kind: 'status',
      status: 400,
      code: 50035,
      message: 'Invalid Form Body',
    });
    await expect(connection.start()).rejects.toThrow('Discord refused the start: Invalid Form Body');
  });

  it('is given up when the program is stopped meanwhile', async () => {
    connection = await openConnection(undefined, ({ level }) => {
      if (level === 'warn') connection.stopping.abort();
    });
    connection.standin.world.faults.away(true);
    await expect(connection.start()).rejects.toMatchObject({ name: 'AbortError' });
    expect(connection.ended).toEqual([]);
  });
});
