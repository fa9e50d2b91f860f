import { describe, expect, test } from 'vitest';
import type { Machine, OpenMachine } from '../machine.ts';

/** What is sent to a channel of a server, whose owner is the server, is held to the same. */
export function inChannels(name: string, open: OpenMachine): void {
  /** A machine whose server wants something in its channel at 8:30 in Berlin. */
  const opened = async (start = '2026-11-23T06:00:00Z') => {
    const machine = await open(start, 1);
    const { guildId: server } = machine.world;
    const channel = machine.world.place('server', machine.ids[0] ?? '');
    await machine.wants(server, 'Europe/Berlin', '08:30', { address: { kind: 'channel', channel } });
    return { machine, server, channel };
  };
  const pauseOf = async (machine: Machine, server: string) =>
    (await machine.record(server))?.nudges.daily?.paused;

  describe(`${name}: in a channel`, () => {
    test('one comes each day, and makes no sound', async () => {
      const { machine, channel } = await opened();
      await machine.runUntil('2026-11-25T12:00:00Z', 600_000);
      expect(machine.arrivedIn(channel)).toEqual([
        '2026-11-23 part 0',
        '2026-11-24 part 0',
        '2026-11-25 part 0',
      ]);
      for (const { flags } of machine.world.listMessages(channel)) expect(flags).toBe(1 << 12);
      expect(machine.requests).toEqual({ messages: 3, lookUps: 0, openings: 0 });
    });

    test('a late one says so, and none comes at night', async () => {
      const { machine, channel } = await opened();
      await machine.at('2026-11-23T09:00:00Z');
      expect(machine.world.listMessages(channel)[0]?.content).toBe('hello, late');
      machine.clock.time = Date.parse('2026-11-24T22:00:00Z');
      await machine.killed();
      expect(machine.arrivedIn(channel)).toEqual(['2026-11-23 part 0']);
    });

    test.each<[when: string, made: boolean]>([
      ['before Discord made it', false],
      ['after Discord made it', true],
    ])('a process that dies %s leaves one message', async (_, made) => {
      const { machine, server, channel } = await opened();
      // A channel that reads as empty may be one whose history is closed.
      machine.world.createMessage(channel, { content: 'Hello all', allowed_mentions: { parse: [] } });
      machine.fates = [{ made, heard: 'never' }];
      await machine.at('2026-11-23T07:30:00Z');
      machine.clock.time += 30 * 60_000;
      await machine.killed();
      await machine.runUntil('2026-11-23T08:30:00Z', 10_000);
      expect(machine.arrivedIn(channel)).toEqual(['2026-11-23 part 0']);
      expect(machine.requests.lookUps).toBe(1);
      expect((await machine.record(server))?.nudges.daily?.claim).toBeUndefined();
      expect(machine.world.problems).toEqual([]);
    });

    test.each<[again: string, lookUps: number]>([
      ['2026-11-23T07:30:10Z', 0],
      ['2026-11-23T07:50:00Z', 1],
    ])('an answer that was lost, with another try at %s, doubles nothing', async (again, lookUps) => {
      const { machine, channel } = await opened();
      machine.fates = [{ made: true, heard: { kind: 'unsure', reason: 'the connection broke' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at(again);
      expect(machine.arrivedIn(channel)).toEqual(['2026-11-23 part 0']);
      expect(machine.requests.lookUps).toBe(lookUps);
    });

    test.each([true, false])(
      'whose history may not be read, nothing is sent twice (it was made: %s)',
      async made => {
        const { machine, server, channel } = await opened();
        machine.world.permit(channel, { history: false });
        machine.fates = [{ made, heard: { kind: 'unsure', reason: 'the connection broke' } }];
        await machine.at('2026-11-23T07:30:00Z');
        await machine.at('2026-11-23T07:32:00Z');
        await machine.runUntil('2026-11-23T09:30:00Z', 60_000);
        expect(machine.requests).toMatchObject({ messages: 1, lookUps: 1 });
        expect(machine.ended).toEqual(['unknown']);
        expect(await pauseOf(machine, server)).toBeUndefined();
        machine.world.permit(channel, { history: true });
        expect(machine.arrivedIn(channel)).toHaveLength(made ? 1 : 0);
      },
    );

    test.each<[what: string, code: number, change: (machine: Machine, channel: string) => void]>([
      ['cannot be seen', 50_001, ({ world }, channel) => world.permit(channel, { view: false })],
      ['may not be written in', 50_013, ({ world }, channel) => world.permit(channel, { send: false })],
      ['is there no more', 10_003, ({ world }, channel) => world.removeChannel(channel)],
    ])('that %s costs one request and is paused (%i); no person is told', async (_, code, change) => {
      const { machine, server, channel } = await opened();
      change(machine, channel);
      await machine.runUntil('2026-11-26T08:00:00Z', 600_000);
      const since = Date.parse('2026-11-23T07:30:00Z');
      expect(await pauseOf(machine, server)).toEqual({ why: 'gone', since, code });
      expect(machine.requests).toEqual({ messages: 1, lookUps: 0, openings: 0 });
      for (const id of [server, ...machine.ids]) expect(machine.nudges.unreached(id)).toBeUndefined();
      await machine.killed();
      for (const id of [server, ...machine.ids]) expect(machine.nudges.unreached(id)).toBeUndefined();
      expect(machine.nudges.state()).toMatchObject({ waiting: 0, wanted: 0, stopped: undefined });
    });

    test('a press on the message says that it arrived', async () => {
      const { machine, server, channel } = await opened();
      machine.fates = [{ made: true, heard: 'never' }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.nudges.arrived({ owner: server, name: 'daily', slot: '2026-11-23', part: 0 });
      expect((await machine.record(server))?.nudges.daily?.claim).toBeUndefined();
      await machine.killed();
      await machine.runUntil('2026-11-23T08:30:00Z', 60_000);
      expect(machine.arrivedIn(channel)).toEqual(['2026-11-23 part 0']);
    });
  });
}
