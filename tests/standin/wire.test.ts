import { afterEach, expect, test } from 'vitest';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import type { WireView } from '../../src/playground/standin/contract.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { card, hello, off, PRIVATE, text } from './scripted.ts';
import { raw } from './served.ts';

let standin: Standin;
afterEach(() => standin.close());

const token = 'Ym90.stand-in.test';

/** A stand-in that notes requests, and a bot that answers over REST when the test says so. */
async function noting(notesWire = true) {
  standin = await startStandin({ port: 0, token, notesWire });
  const { world, port } = standin;
  const heard: BotInteraction[] = [];
  world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') heard.push(payload);
  });
  world.overwriteCommands([hello]);
  const [ada = '', bo = ''] = world.people().map(({ id }) => id);
  const wire = async (person: string) =>
    JSON.parse((await raw(port, `/playground/wire?person=${person}`)).body) as WireView;
  const send = (method: string, path: string, body?: object) =>
    raw(port, `/api/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const asks = (person: string, kind: 'command' | 'complete' = 'command') => {
    const place = world.place('server', person);
    const options = kind === 'complete' ? { who: 'A' } : {};
    const act = { person, place, command: 'hello', options };
    const outcome = world.act(kind === 'complete' ? { ...act, kind, focused: 'who' } : { ...act, kind });
    const asked = heard.at(-1);
    if (!asked) throw new Error('expected the bot to be asked');
    return { asked, outcome };
  };
  const answer = ({ id, token }: BotInteraction, body: object) =>
    send('POST', `/interactions/${id}/${token}/callback`, body);
  return { world, port, ada, bo, wire, send, asks, answer };
}

const said = { type: 4, data: card([text('Hello')]) };

test('the last thing done is told with what the bot was told and everything it sent for it, as it was', async () => {
  const { ada, bo, wire, send, asks, answer } = await noting();
  const { asked, outcome } = asks(ada);
  await answer(asked, said);
  await outcome;
  const hook = `/webhooks/${asked.application_id}/${asked.token}`;
  await send('PATCH', `${hook}/messages/@original`, { ...card([text('Changed')]), flags: 1 << 15 });
  await send('POST', hook, { content: 'More', flags: PRIVATE, ...off });
  await send('DELETE', `${hook}/messages/@original`);

  const { last, typing, started } = await wire(ada);
  expect(last).toMatchObject({ event: 'INTERACTION_CREATE', at: expect.any(Number) });
  expect(last?.payload).toMatchObject({ id: asked.id, type: 2, data: { name: 'hello' } });
  const short = `${asked.token.slice(0, 8)}…`;
  expect(last?.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['POST', `/interactions/${asked.id}/${short}/callback`, 204],
    ['PATCH', `/webhooks/${asked.application_id}/${short}/messages/@original`, 200],
    ['POST', `/webhooks/${asked.application_id}/${short}`, 200],
    ['DELETE', `/webhooks/${asked.application_id}/${short}/messages/@original`, 204],
  ]);
  expect(last?.requests[0]?.body).toEqual(said);
  expect(last?.requests[3]).not.toHaveProperty('body');
  for (const { after } of last?.requests ?? []) expect(after).toBeGreaterThanOrEqual(0);
  expect({ typing, started }).toEqual({ started: [] });
  expect(JSON.stringify(last)).not.toContain(asked.token);
  expect(await wire(bo)).toEqual({ started: [] });
});

test('what the bot starts by itself stands apart, for those who see it, until they act again', async () => {
  const { world, ada, bo, wire, send, asks, answer } = await noting();
  const { asked, outcome } = asks(ada);
  await answer(asked, said);
  await outcome;
  const body = { content: 'Good morning', ...off };
  await send('POST', `/channels/${world.openDm(ada).id}/messages`, body);
  expect((await wire(ada)).started).toMatchObject([{ method: 'POST', body, status: 200 }]);
  expect((await wire(ada)).started[0]).not.toHaveProperty('after');
  expect((await wire(ada)).last?.requests).toHaveLength(1);
  expect((await wire(bo)).started).toEqual([]);
  await send('POST', `/channels/${world.place('server', ada)}/messages`, body);
  expect((await wire(ada)).started).toHaveLength(2);
  expect((await wire(bo)).started).toHaveLength(1);

  const again = asks(ada);
  await answer(again.asked, said);
  await again.outcome;
  expect(await wire(ada)).toMatchObject({ last: { payload: { id: again.asked.id } }, started: [] });
});

test('choices for what is being typed stand beside the last answer, and go with the next', async () => {
  const { ada, wire, asks, answer } = await noting();
  const first = asks(ada);
  await answer(first.asked, said);
  await first.outcome;
  const typed = asks(ada, 'complete');
  await answer(typed.asked, { type: 8, data: { choices: [{ name: 'Ada', value: 'Ada' }] } });
  await typed.outcome;
  const both = await wire(ada);
  expect(both).toMatchObject({ last: { payload: { type: 2 } }, typing: { payload: { type: 4 } } });
  expect(both.typing?.requests).toMatchObject([{ body: { type: 8 }, status: 204 }]);
  const next = asks(ada);
  await answer(next.asked, said);
  await next.outcome;
  expect(await wire(ada)).not.toHaveProperty('typing');
});

test('a refusal is told with what Discord said, and a bot that says nothing with nothing', async () => {
  const { ada, wire, asks, answer } = await noting();
  const { asked, outcome } = asks(ada);
  expect((await wire(ada)).last?.requests).toEqual([]);
  await answer(asked, { type: 7, data: {} });
  const { last } = await wire(ada);
  expect(last?.requests).toMatchObject([{ status: 400, refusal: { code: 50035 }, body: { type: 7 } }]);
  await answer(asked, said);
  await outcome;
  standin.world.problems.length = 0;
});

test('plain words in the DM and the message that answers them belong together', async () => {
  const { world, ada, wire, send } = await noting();
  const dm = world.openDm(ada).id;
  await world.act({ kind: 'say', person: ada, place: dm, text: 'Hello?' });
  await send('POST', `/channels/${dm}/messages`, { content: 'I only understand commands.', ...off });
  const { last, started } = await wire(ada);
  expect(last).toMatchObject({ event: 'MESSAGE_CREATE', payload: { content: 'Hello?' } });
  expect(last?.requests).toMatchObject([{ body: { content: 'I only understand commands.' }, status: 200 }]);
  expect(started).toEqual([]);
});

test('files are told by name and size, and a cut connection by no answer at all', async () => {
  const { world, port, ada, wire } = await noting();
  const dm = world.openDm(ada).id;
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content: 'A picture', ...off }));
  form.set('files[0]', new Blob([new Uint8Array(5)]), 'a.png');
  const post = () =>
    fetch(`http://127.0.0.1:${port}/api/v10/channels/${dm}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}` },
      body: form,
    });
  expect((await post()).status).toBe(200);
  world.faults.next('POST /channels/:id/messages', { kind: 'drop' });
  await expect(post()).rejects.toThrow('fetch failed');
  expect((await wire(ada)).started).toMatchObject([
    { body: { content: 'A picture' }, files: [{ name: 'a.png', bytes: 5 }], status: 200 },
    { status: 0 },
  ]);
});

test('little is kept: the newest, and nothing after a reset', async () => {
  const { world, ada, wire } = await noting();
  const dm = world.openDm(ada).id;
  const look = () =>
    raw(standin.port, `/api/v10/channels/${dm}/messages`, { headers: { authorization: `Bot ${token}` } });
  for (let count = 0; count < 40; count++) await look();
  expect((await wire(ada)).started.length).toBeLessThanOrEqual(30);
  world.reset();
  expect(await wire(ada)).toEqual({ started: [] });
});

test('a stand-in that is not asked to notes nothing', async () => {
  const { ada, wire, asks, answer } = await noting(false);
  const { asked, outcome } = asks(ada);
  await answer(asked, said);
  await outcome;
  expect(await wire(ada)).toEqual({ started: [] });
});
