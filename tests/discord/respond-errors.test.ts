import { afterEach, describe, expect, it } from 'vitest';
import { card, row, text, webLink } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { say } from '../router/toys.ts';
import { answering, type Setting } from './setting.ts';
import { toyTaking } from './toy.ts';

let setting: Setting;

afterEach(() => setting.close());

const callback = 'POST /interactions/:id/:token/callback';
const original = '/webhooks/:app/:token/messages/:message';

/** One card on the screen. */
async function withACard() {
  setting = await answering([toyTaking()]);
  await setting.ada.types('/toy');
  return setting;
}

/** Does what gets no answer, and waits only until Steady has given up on it. */
async function inVain(act: () => Promise<unknown>): Promise<void> {
  const acting = act();
  await setting.settled();
  setting.world.close();
  await acting;
}

describe('a reply over a limit of Discord’s', () => {
  it('is an apology, and a bug in the log', async () => {
    const { ada, lines, world } = await withACard();
    await ada.presses('odd');
    expect(ada.outcome).toMatchObject({ kind: 'updated' });
    expect(ada.sees).toBe(say('error.bug', { reference: String(lines[0]?.fields.reference) }));
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
    expect(lines).toMatchObject([{ level: 'error', fields: { where: 'drawing' } }]);
    expect(world.problems).toEqual([]);
  });

  it('is an apology where it was to be a form', async () => {
    const long = defineCommand({
      name: 'long',
      description: 'Too long',
      run: {
        answers: 'form',
        with: () => ({
          kind: 'form',
          title: 'x'.repeat(46),
          to: { command: 'long', action: 'a', args: [] },
          fields: [],
        }),
      },
    });
    setting = await answering([long]);
    await setting.ada.types('/long');
    expect(setting.ada.sees).toContain('Something broke on my side');
  });

  it('lists nothing where it was to be choices, rather than failing', async () => {
    const long = defineCommand({
      name: 'long',
      description: 'Too long',
      options: {
        a: { kind: 'text', description: 'A', complete: () => [{ name: 'x'.repeat(101), value: 'a' }] },
      },
      run: { answers: 'new', with: () => card([text('ran')]) },
    });
    setting = await answering([long]);
    expect((await setting.ada.isTyping('/long', 'a', 'x')).length).toBeLessThan(2);
  });

  it('is an apology too where a link is no address', async () => {
    const astray = defineCommand({
      name: 'astray',
      description: 'Leads nowhere',
      run: { answers: 'new', with: () => card([row(webLink('A page', 'no address'))]) },
    });
    setting = await answering([astray]);
    await setting.ada.types('/astray');
    expect(setting.ada.sees).toContain('Something broke on my side');
  });
});

describe('a card that Discord will not delete', () => {
  it('is blanked, and says so in one sentence', async () => {
    const { ada, world, lines } = await withACard();
    world.faults.next(`DELETE ${original}`, { kind: 'status', status: 403, code: 50013 });
    await ada.presses('vanish');
    expect(ada.outcome).toMatchObject({ kind: 'updated' });
    expect(ada.sees).toBe(say('card.hidden'));
    expect(ada.labels).toEqual([]);
    expect(lines).toMatchObject([{ level: 'warn', fields: { code: 50013 } }]);
  });

  it('because it is gone already is left at that', async () => {
    const { ada, world, sent, lines } = await withACard();
    world.faults.next(`DELETE ${original}`, { kind: 'status', status: 404, code: 10008 });
    await inVain(() => ada.presses('vanish'));
    expect(sent.filter(([how]) => how === 'edit')).toEqual([]);
    expect(lines).toEqual([]);
  });
});

describe('an answer that may not have arrived', () => {
  it.each([
    ['the connection breaks', { kind: 'drop' }],
    ['Discord is broken', { kind: 'status', status: 502 }],
  ] as const)('is sent once more: %s', async (_, fault) => {
    const { ada, world, lines } = await withACard();
    world.faults.next(callback, fault);
    await ada.presses('next');
    expect(ada.outcome).toMatchObject({ kind: 'updated' });
    expect(lines).toEqual([]);
  });

  it.each([
    ['the connection breaks', { kind: 'lose-answer' }],
    ['Discord is broken', { kind: 'status', status: 502, carriedOut: true }],
  ] as const)('but did, as a deferral, is filled in all the same: %s', async (_, fault) => {
    setting = await answering([toyTaking(60)], { deferAfter: 20 });
    const { ada, world, lines } = setting;
    world.faults.next(callback, fault);
    await ada.types('/toy');
    expect(ada.outcome).toMatchObject({ kind: 'message' });
    expect(lines).toEqual([]);
  });

  it('is shown once where it is a change of what stands there', async () => {
    setting = await answering([toyTaking(60)], { deferAfter: 20 });
    const { ada, world, lines } = setting;
    world.faults.next(`PATCH ${original}`, { kind: 'lose-answer' });
    await ada.types('/toy');
    await setting.settled();
    expect(ada.messages).toHaveLength(1);
    expect(lines).toEqual([]);
  });
});

describe('an answer that Discord refuses', () => {
  it.each([
    ['another session answered', 40060, 400],
    ['the interaction had ended', 10062, 404],
    ['the message is gone', 10008, 404],
  ])('without harm is a line for information: %s', async (_, code, status) => {
    const { ada, world, lines } = await withACard();
    world.faults.next(callback, { kind: 'status', status, code });
    await inVain(() => ada.presses('next'));
    expect(lines).toEqual([
      { level: 'info', message: expect.any(String), fields: { why: expect.any(String) } },
    ]);
  });

  it('because its message was deleted meanwhile is a line for information', async () => {
    setting = await answering([toyTaking(60)], { deferAfter: 20 });
    const { ada, world, lines } = setting;
    world.faults.next(`PATCH ${original}`, { kind: 'status', status: 404, code: 10008 });
    await inVain(() => ada.types('/toy'));
    expect(lines).toMatchObject([{ level: 'info' }]);
  });

  it.each([
    ['it is not allowed', { kind: 'status', status: 403, code: 50001, message: 'Missing Access' }],
    ['Discord is broken', { kind: 'status', status: 500 }],
    ['the connection breaks', { kind: 'drop' }],
  ] as const)('is an error in the log, with the reason: %s', async (_, fault) => {
    const { ada, world, lines } = await withACard();
    world.faults.next(callback, fault, 3);
    await inVain(() => ada.presses('next'));
    expect(lines).toMatchObject([{ level: 'error', message: 'An answer could not be sent' }]);
    expect(lines[0]?.fields.reason).toEqual(expect.stringMatching(/\w/));
  });

  it('is an error in the log, with the reason: it comes too often', async () => {
    const { ada, world, lines } = await withACard();
    world.faults.next(callback, { kind: 'rate-limit', scope: 'user', retryAfter: 1 });
    await inVain(() => ada.presses('next'));
    expect(lines).toMatchObject([{ level: 'error', message: 'An answer could not be sent' }]);
    expect(lines[0]?.fields.reason).toEqual(expect.stringMatching(/\w/));
  });

  it('waits for no limit of its own: one refused for coming too often is given up at once', async () => {
    const { ada, world, sent } = await withACard();
    const start = performance.now();
    world.faults.next(callback, { kind: 'rate-limit', scope: 'shared', retryAfter: 30 });
    await inVain(() => ada.presses('next'));
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(sent).toHaveLength(1);
  });

  it('is logged without the token of the interaction, its address or who asked', async () => {
    const { ada, world, lines } = await withACard();
    const secrets: string[] = [];
    world.connect((event, payload) => {
      if (event === 'INTERACTION_CREATE') secrets.push(payload.token, payload.id);
    });
    const { card } = ada;
    world.faults.next(callback, { kind: 'status', status: 403, code: 50001 });
    await inVain(() => ada.pressesId('toy:next', card));
    world.faults.next(callback, { kind: 'drop' }, 3);
    await inVain(() => ada.pressesId('toy:next', card));
    await setting.settled();
    expect(lines).toHaveLength(2);
    expect(secrets).toHaveLength(4);
    for (const secret of [...secrets, ada.id, 'callback', 'http'])
      expect(JSON.stringify(lines)).not.toContain(secret);
  });
});
