import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LibrarySource } from '../../src/library/watch.ts';
import { createPreview } from '../../src/playground/preview/preview.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { CONTENT } from '../library/content-copy.ts';
import { library } from '../library/shipped.ts';
import { raw } from './served.ts';

let standin: Standin;
let words: LibrarySource | undefined;

beforeAll(async () => {
  words = { current: () => library, readings: () => 1, isWatched: false };
  const preview = createPreview({ words: () => words, content: CONTENT });
  standin = await startStandin({ port: 0, token: 't', preview });
});
afterAll(() => standin.close());

const ask = (path: string, headers: Record<string, string> = {}) => raw(standin.port, path, { headers });
const paths = ['', '?language=en', '/check', '/version', '/pictures/paced-4-6.gif'].map(
  path => `/playground/library${path}`,
);

test.each(paths)('%s is served, and refused to another website and for another name', async path => {
  expect(await ask(path)).toMatchObject({ status: 200 });
  expect(await ask(path, { origin: 'https://example.org' })).toMatchObject({ status: 403 });
  expect(await ask(path, { host: 'steady.example' })).toMatchObject({ status: 403 });
});

test('a language or a country that content/ does not have is refused in a sentence', async () => {
  expect(await ask('/playground/library?language=xx')).toMatchObject({
    status: 404,
    body: JSON.stringify({ error: 'Expected a language that content/ has (en), came "xx".' }),
  });
  const { status, body } = await ask('/playground/library?language=en&country=XX');
  expect(status).toBe(404);
  expect(body).toContain('Expected a country that content/ has (US, ');
  expect(await ask('/playground/library?language=../..')).toMatchObject({ status: 404 });
  expect(await ask('/playground/library?language=en&country=')).toMatchObject({ status: 200 });
});

test('a picture comes as a picture, and only those of exercises do', async () => {
  const { headers } = await ask('/playground/library/pictures/paced-4-6.gif');
  expect(headers['content-type']).toBe('image/gif');
  for (const name of ['other.gif', '..%2Fsources.yaml', 'paced-4-6.yaml'])
    expect(await ask(`/playground/library/pictures/${name}`)).toMatchObject({ status: 404 });
});

test('nothing there is changed from outside', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const method of ['POST', 'PUT', 'PATCH'])
    expect(await raw(standin.port, '/playground/library', { method, headers, body: '{}' })).toMatchObject({
      status: 404,
    });
});

test('while the bot is starting it says so, and a stand-in without words says that', async () => {
  const given = words;
  words = undefined;
  expect(await ask('/playground/library/version')).toMatchObject({
    status: 503,
    body: '{"error":"Steady is still starting."}',
  });
  words = given;
  const bare = await startStandin({ port: 0, token: 't' });
  expect(await raw(bare.port, '/playground/library')).toMatchObject({
    status: 404,
    body: '{"error":"This stand-in has no words to show."}',
  });
  await bare.close();
});
