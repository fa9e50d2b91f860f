import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WontError } from '../../src/playground/standin/bot-api.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { off } from './scripted.ts';
import { raw } from './served.ts';

let dir: string;
let standin: Standin;
let port: number;
let ada: string;
let bo: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'standin-'));
  const page = join(dir, 'page');
  await mkdir(page);
  await writeFile(join(dir, 'outside.css'), 'secret');
  await writeFile(join(page, 'index.html'), '<!doctype html>');
  await writeFile(join(page, 'look.css'), 'body {}');
  await writeFile(join(page, 'main.js'), 'export {};');
  await writeFile(join(page, 'secret.yaml'), 'secret');
  standin = await startStandin({
    port: 0,
    token: 't',
    pageDir: page,
    moduleDir: page,
    restart: async () => void done.push('restart'),
    reset: async () => {
      done.push('reset');
      throw new WontError('That store is somebody else’s.');
    },
  });
  port = standin.port;
  [ada = '', bo = ''] = standin.world.people().map(({ id }) => id);
});

afterAll(async () => {
  await standin.close();
  await rm(dir, { recursive: true });
});

const json = { 'content-type': 'application/json' };
/** What came through the doors to the bot. */
const done: string[] = [];

/** Everything the page asks. */
const asked = (person: string) =>
  ['view', 'stored', 'wire'].map(what => `/playground/${what}?person=${person}`);

/** Everything by which the page changes something. */
const changed = (person: string) =>
  [
    ['POST', '/playground/act'],
    ['POST', '/playground/people'],
    ['PATCH', `/playground/people/${person}`],
    ['POST', '/playground/clock'],
    ['POST', '/playground/bot/restart'],
    ['POST', '/playground/bot/reset'],
  ] as const;

test.each([
  ['another name', 'steady.example:80'],
  ['another port', '127.0.0.1:1'],
  ['a name that only begins like it', '127.0.0.1.example.org'],
])('a request for %s is refused, on every side', async (_, host) => {
  for (const path of ['/', '/api/v10/gateway', '/attachments/1/2/a.png', ...asked(ada)])
    expect(await raw(port, path, { headers: { host } })).toMatchObject({ status: 403 });
  for (const [method, path] of changed(ada))
    expect(await raw(port, path, { method, headers: { ...json, host }, body: '{}' }), path).toMatchObject({
      status: 403,
    });
});

test.each(['127.0.0.1', 'localhost', '[::1]'])('a request for %s is served', async name => {
  expect(await raw(port, '/', { headers: { host: `${name}:${port}` } })).toMatchObject({ status: 200 });
});

test('a request from another website is refused, and from the page itself it is served', async () => {
  const ask = (origin: string) => raw(port, `/playground/view?person=${ada}`, { headers: { origin } });
  expect(await ask('https://example.org')).toMatchObject({ status: 403 });
  expect(await ask('null')).toMatchObject({ status: 403 });
  expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({ status: 403 });
  expect(await ask(`http://localhost:${port}`)).toMatchObject({ status: 200 });
  const foreign = { ...json, origin: 'https://example.org' };
  for (const path of asked(ada))
    expect(await raw(port, path, { headers: foreign }), path).toMatchObject({ status: 403 });
  for (const [method, path] of changed(ada))
    expect(await raw(port, path, { method, headers: foreign, body: '{}' }), path).toMatchObject({
      status: 403,
    });
  expect(done).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
  'a change sent as "%s" is refused',
  async type => {
    const body = JSON.stringify({ kind: 'dismiss', person: ada, message: '1' });
    const headers: Record<string, string> = type ? { 'content-type': type } : {};
    expect(await raw(port, '/playground/act', { method: 'POST', headers, body })).toMatchObject({
      status: 415,
    });
    for (const [method, path] of changed(ada))
      expect(await raw(port, path, { method, headers, body: '{}' }), path).toMatchObject({ status: 415 });
    expect(done).toEqual([]);
  },
);

test('what is kept about somebody, and what went over the wire, is told of people who live here only', async () => {
  for (const path of ['/playground/stored', '/playground/wire'])
    for (const query of ['', '?person=1', '?person='])
      expect(await raw(port, `${path}${query}`), path + query).toMatchObject({ status: 404 });
  expect(await raw(port, `/playground/stored?person=${ada}`)).toMatchObject({ status: 200, body: '{}' });
  expect(await raw(port, `/playground/wire?person=${ada}`)).toMatchObject({
    status: 200,
    body: '{"started":[]}',
  });
});

test('the bot is restarted and reset for whoever asks with an empty object, and for nothing else', async () => {
  const ask = (path: string, body: string) =>
    raw(port, `/playground/bot/${path}`, { method: 'POST', headers: json, body });
  for (const body of ['', '[]', '1', '{"now":true}', '{'])
    for (const path of ['restart', 'reset']) expect(await ask(path, body)).toMatchObject({ status: 400 });
  expect(done).toEqual([]);
  expect(await ask('restart', '{}')).toMatchObject({ status: 200, body: '{}' });
  expect(await ask('reset', '{}')).toMatchObject({
    status: 409,
    body: '{"error":"That store is somebody else’s."}',
  });
  expect(done).toEqual(['restart', 'reset']);
  expect(await raw(port, '/playground/bot/restart')).toMatchObject({ status: 404 });
});

test('a person’s view, acts and switches go over HTTP', async () => {
  const view = JSON.parse((await raw(port, `/playground/view?person=${ada}`)).body);
  expect(view).toEqual(JSON.parse(JSON.stringify(standin.world.view(ada))));
  expect(await raw(port, '/playground/view?person=1')).toMatchObject({ status: 404 });
  const place = standin.world.place('server', ada);
  const say = { kind: 'say', person: ada, place, text: 'Hello' };
  const act = (body: unknown) =>
    raw(port, '/playground/act', { method: 'POST', headers: json, body: JSON.stringify(body) });
  expect(await act(say)).toMatchObject({ status: 200, body: '{"kind":"done"}' });
  expect(await act({ ...say, kind: 'shout' })).toMatchObject({ status: 400 });
  expect(await act('{')).toMatchObject({ status: 400 });
  const change = { method: 'PATCH', headers: json, body: '{"closedDms":true}' };
  expect(await raw(port, `/playground/people/${ada}`, change)).toMatchObject({ status: 200 });
  expect(standin.world.people()[0]).toMatchObject({ closedDms: true });
  standin.world.change(ada, { closedDms: false });
  const elvish = { ...change, body: '{"locale":"elvish"}' };
  expect(await raw(port, `/playground/people/${ada}`, elvish)).toMatchObject({ status: 400 });
});

test.each([
  '/page/..%2f..%2fpackage.json',
  '/page/../../package.json',
  '/page/%2e%2e/package.json',
  '/page/.env',
  '/page/secret.yaml',
  '/page/..%2foutside.css',
  '/page/nothing.js',
  '/secret.yaml',
])('the page’s folder gives out only its own modules, styles and drawings: not %s', async path => {
  expect(await raw(port, path)).toMatchObject({ status: 404 });
});

test('the page comes with a policy that lets nothing in from elsewhere', async () => {
  const page = await raw(port, '/');
  expect(page.headers['content-type']).toMatch('text/html');
  expect(page.headers['content-security-policy']).toMatch("default-src 'self'");
  expect(page.headers['content-security-policy']).toMatch("frame-ancestors 'none'");
  expect(page.headers['content-security-policy']).not.toMatch('unsafe');
  expect(await raw(port, '/page/look.css')).toMatchObject({ status: 200, body: 'body {}' });
  expect((await raw(port, '/page/main.js')).headers['content-type']).toMatch('text/javascript');
});

test('what is sent along is served under its address, and runs nothing', async () => {
  const { world } = standin;
  const { id } = world.openDm(ada);
  const files = [
    { name: 'a.png', data: new Uint8Array([137, 80]) },
    { name: 'a.html', data: new TextEncoder().encode('<script>') },
  ];
  const { attachments } = world.createMessage(id, { content: 'Here', ...off }, files);
  const [picture, page] = await Promise.all(attachments.map(one => raw(port, new URL(one.url).pathname)));
  expect(attachments[0]?.url).toMatch(`http://127.0.0.1:${port}/attachments/`);
  expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  expect(page).toMatchObject({ headers: { 'content-type': 'application/octet-stream' } });
  expect(page?.headers['content-disposition']).toMatch('attachment');
  expect(await raw(port, '/attachments/1/2/a.png')).toMatchObject({ status: 404 });
});

/** What happens to a socket opened with these headers: its messages, or the status it was refused with. */
function live(person: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/playground/live?person=${person}`, { headers });
  const told: { kind: string }[] = [];
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString())));
  const opened = new Promise<number>(resolve => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('error', () => resolve(0));
  });
  return { socket, told, opened };
}

test('a page is told what its person sees, and nothing of others', async () => {
  const one = live(ada);
  const two = live(bo);
  expect(await Promise.all([one.opened, two.opened])).toEqual([101, 101]);
  standin.world.createMessage(standin.world.openDm(ada).id, { content: 'Only Ada', ...off });
  standin.world.createMessage(standin.world.openDm(bo).id, { content: 'Only Bo', ...off });
  await expect.poll(() => two.told).toMatchObject([{ kind: 'message', message: { content: 'Only Bo' } }]);
  expect(one.told).toMatchObject([{ kind: 'message', message: { content: 'Only Ada' } }]);
  one.socket.terminate();
  two.socket.terminate();
});

test('a socket from another website, for another name or for nobody is refused', async () => {
  expect(await live(ada, { origin: 'https://example.org' }).opened).toBe(403);
  expect(await live(ada, { host: 'steady.example' }).opened).toBe(403);
  expect(await live('1').opened).toBe(404);
});

test('a port that is taken is said so', async () => {
  await expect(startStandin({ port, token: 't' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
