import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayFault } from '../../src/playground/standin/faults.ts';
import { type Connection, openConnection, wentWrong } from './connected.ts';
import { toyTaking } from './toy.ts';

let connection: Connection;

async function connected(ms = 0): Promise<Connection> {
  connection = await openConnection([toyTaking(ms)]);
  await connection.start();
  return connection;
}

afterEach(() => connection.close());

const isConnected = ({ standin, ada }: Connection) => standin.world.view(ada.id).botConnected;

describe('a connection that breaks', () => {
  beforeEach(() => connected());

  it.each<[string, GatewayFault]>([
    ['Discord asks it to reconnect', { kind: 'reconnect' }],
    ['the line is cut', { kind: 'drop' }],
    ['Discord closes it for now', { kind: 'drop', code: 4000 }],
    ['the session may be resumed', { kind: 'invalid-session', resumable: true }],
    ['the session is over for good', { kind: 'invalid-session', resumable: false }],
  ])('comes back by itself and answers: %s', { timeout: 30_000 }, async (_, fault) => {
    const { standin, ada, ended, sent } = connection;
    await ada.types('/toy');
    standin.world.faults.gateway(fault);
    await expect.poll(() => isConnected(connection), { timeout: 15_000 }).toBe(true);
    await ada.types('/toy');
    expect(ada.sees).toContain('new');
    expect(sent).toHaveLength(2);
    expect(ended).toEqual([]);
    expect(standin.world.problems).toEqual([]);
  });

  it('brings what was asked meanwhile along when it comes back', async () => {
    const { standin, ada } = connection;
    standin.world.faults.gateway({ kind: 'drop' });
    await ada.types('/toy');
    expect(ada.sees).toContain('new');
  });

  it.each([4004, 4014])('for good is told to the program, with Discord’s code %i', async code => {
    const { standin, ended } = connection;
    standin.world.faults.gateway({ kind: 'drop', code });
    await expect.poll(() => ended.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(ended[0]).toContain(String(code));
  });
});

describe('a stop', () => {
  it('is quiet, and tells nobody that the connection ended', async () => {
    await connected();
    await connection.close();
    expect(connection.ended).toEqual([]);
    expect(wentWrong(connection)).toEqual([]);
    connection = await openConnection();
  });

  it('waits for the answers being worked on', async () => {
    const { ada, standin, sent } = await connected(400);
    const gateway = await connection.start();
    await gateway.stop();
    const typing = ada.types('/toy');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(sent).toEqual([]);
    await connection.close();
    await typing;
    expect(sent).toHaveLength(1);
    expect(ada.sees).toContain('new');
    expect(standin.world.problems).toEqual([]);
    connection = await openConnection();
  });

  it('takes nothing new while it waits', async () => {
    const { ada, sent, standin } = await connected(600);
    const bo = standin.world.people()[1]?.id ?? '';
    const slow = ada.types('/toy');
    await new Promise(resolve => setTimeout(resolve, 50));
    const closing = connection.close();
    // What is on its way when a stop begins is read first.
    await new Promise(resolve => setTimeout(resolve, 120));
    const place = standin.world.place('server', bo);
    const late = standin.world.act({ kind: 'command', person: bo, place, command: 'toy', options: {} });
    await slow;
    expect(sent).toHaveLength(1);
    await closing;
    expect(await late).toMatchObject({ kind: 'failed' });
    expect(sent).toHaveLength(1);
    connection = await openConnection();
  });
});
