import { describe, expect, it } from 'vitest';
import { callerOf, toRequest } from '../../src/discord/request.ts';
import {
  ada,
  bo,
  command,
  completion,
  inOtherDm,
  inOwnDm,
  inServer,
  inServerAsManager,
  interaction,
  messageCommand,
} from './payloads.ts';

const caller = {
  id: ada.id,
  locale: 'en-GB',
  place: 'server',
  channel: '300000000000000001',
  managesServer: false,
  server: '400000000000000001',
  mayWrite: true,
};

const { server: _, ...elsewhere } = caller;

describe('who asked, and where', () => {
  const callerIn = (where: object) => callerOf(command({ name: 'toy' }, { ...where }) as never);

  it('is a member in a server, and a user everywhere else', () => {
    expect(callerIn(inServer())).toEqual(caller);
    expect(callerIn(inOwnDm)).toEqual({ ...elsewhere, place: 'own-dm' });
    expect(callerIn(inOtherDm)).toEqual({ ...elsewhere, place: 'other-dm' });
  });

  it('manages the server only with that permission, and never outside one', () => {
    expect(callerIn(inServerAsManager).managesServer).toBe(true);
    expect(callerIn(inServer(1n << 4n)).managesServer).toBe(false);
    expect(callerIn(inOwnDm).managesServer).toBe(false);
  });

  it('is read from the server id where Discord names no context', () => {
    expect(callerIn({ ...inServer(), context: undefined }).place).toBe('server');
    expect(callerIn({ user: ada }).place).toBe('own-dm');
  });

  it('stays in another DM even for a command that a server brought along', () => {
    expect(callerIn({ ...inOtherDm, guild_id: '400000000000000001' }).place).toBe('other-dm');
  });

  it('has no id where Discord names nobody', () => {
    expect(callerIn({ context: 1 }).id).toBe('');
  });
});

describe('a slash command', () => {
  it('brings its options by name, each as what it is', () => {
    const options = [
      { type: 3, name: 'exercise', value: 'look-around' },
      { type: 4, name: 'days', value: 0 },
      { type: 5, name: 'together', value: false },
    ];
    expect(toRequest(command({ name: 'ground', options }))).toEqual({
      kind: 'command',
      caller,
      command: 'ground',
      options: { exercise: 'look-around', days: 0, together: false },
    });
  });

  it('without options brings none', () => {
    expect(toRequest(command({ name: 'help' }))).toEqual({
      kind: 'command',
      caller,
      command: 'help',
      options: {},
    });
  });

  it('brings the options of its subcommand', () => {
    const options = [{ type: 1, name: 'on', options: [{ type: 3, name: 'time', value: '08:30' }] }];
    expect(toRequest(command({ name: 'nudge', options }))).toMatchObject({
      command: 'nudge',
      subcommand: 'on',
      options: { time: '08:30' },
    });
    expect(toRequest(command({ name: 'nudge', options: [{ type: 1, name: 'status' }] }))).toMatchObject({
      subcommand: 'status',
      options: {},
    });
  });
});

describe('an option being typed', () => {
  it('is the one in focus, whatever else is filled in', () => {
    const options = [
      { type: 5, name: 'together', value: true },
      { type: 3, name: 'exercise', value: 'lo', focused: true },
    ];
    expect(toRequest(completion({ name: 'ground', options }))).toEqual({
      kind: 'completion',
      caller,
      command: 'ground',
      option: 'exercise',
      typed: 'lo',
    });
  });

  it('is found inside a subcommand, and may still be empty', () => {
    const options = [
      { type: 1, name: 'on', options: [{ type: 3, name: 'timezone', value: '', focused: true }] },
    ];
    expect(toRequest(completion({ name: 'nudge', options }))).toMatchObject({
      command: 'nudge',
      subcommand: 'on',
      option: 'timezone',
      typed: '',
    });
  });

  it('asks nothing without a focus', () => {
    expect(toRequest(completion({ name: 'ground', options: [] }))).toBeUndefined();
  });
});

describe('a command in a message’s menu', () => {
  const said = { id: '6', content: 'I jump at every sound', author: ada };

  it('brings the words of the message, and knows one’s own', () => {
    expect(toRequest(messageCommand('Explain this', said))).toEqual({
      kind: 'message',
      caller,
      name: 'Explain this',
      message: { text: 'I jump at every sound', own: true },
    });
  });

  it('knows that somebody else wrote it', () => {
    const request = toRequest(messageCommand('Explain this', { ...said, author: bo }));
    expect(request).toMatchObject({ message: { text: said.content, own: false } });
  });

  it('takes a message that Discord left out for empty, and for somebody else’s', () => {
    const data = { id: '7', type: 3, name: 'Explain this', target_id: '6', resolved: { messages: {} } };
    expect(toRequest(interaction(2, data))).toMatchObject({ message: { text: '', own: false } });
  });
});

describe('what Steady never registered', () => {
  it('asks nothing', () => {
    expect(toRequest(interaction(1, {}))).toBeUndefined();
    expect(toRequest(interaction(99, {}))).toBeUndefined();
    const ofUsers = { id: '7', type: 2, name: 'Look', target_id: '6', resolved: { users: {} } };
    expect(toRequest(interaction(2, ofUsers))).toBeUndefined();
  });
});
