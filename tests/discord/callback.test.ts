import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiscordAPIError, HTTPError, REST } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPostCallback } from '../../src/discord/callback.ts';

const route = '/interactions/1/a-token/callback';

/** Something that answers in Discord's place, and how a first answer is posted to it. */
async function postTo(listener: RequestListener, timeout = 2_000) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return createPostCallback(new REST({ version: '10', api: `http://127.0.0.1:${port}/api`, timeout }));
}

describe('a first answer', () => {
  it('is posted as JSON to the address of the interaction, by a client that says what it is', async () => {
    const came: unknown[] = [];
    const post = await postTo((request, response) => {
      const { method, url, headers } = request;
      request.setEncoding('utf8').on('data', (body: string) => {
        came.push([method, url, headers['content-type'], headers['user-agent'], body]);
      });
      request.on('end', () => response.writeHead(204).end());
    });
    await post(route, { type: 4, data: { content: 'Füße' } });
    const body = '{"type":4,"data":{"content":"Füße"}}';
    const agent = expect.stringMatching(/^DiscordBot \(https:\/\/discord\.js\.org, /);
    expect(came).toEqual([['POST', `/api/v10${route}`, 'application/json', agent, body]]);
  });

  it('that Discord refuses fails with Discord’s code and words', async () => {
    const post = await postTo((_, response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"message":"Unknown interaction","code":10062}');
    });
    const error = await post(route, {}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ code: 10_062, status: 404, message: 'Unknown interaction' });
  });

  it('that comes too often fails with the status that says so', async () => {
    const post = await postTo((_, response) => {
      response.writeHead(429, { 'content-type': 'application/json' });
      response.end('{"message":"You are being rate limited.","retry_after":3,"global":false}');
    });
    await expect(post(route, {})).rejects.toMatchObject({ status: 429, code: 0 });
  });

  it.each([
    [403, '<html>Forbidden</html>'],
    [404, '{"error":"no such page"}'],
    [400, 'null'],
    [502, '{"message":"Bad gateway","code":0}'],
  ])('that something in between answers, %i %s, fails with the status alone', async (status, said) => {
    const post = await postTo((_, response) => response.writeHead(status).end(said));
    const error = await post(route, {}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(HTTPError);
    expect(error).toMatchObject({ status });
  });

  it('is given up after its time', async () => {
    const post = await postTo(() => undefined, 50);
    await expect(post(route, {})).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is given up where the head of the answer comes and its end does not', async () => {
    const post = await postTo((_, response) => void response.writeHead(404).write('{"mess'), 200);
    await expect(post(route, {})).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that fails tells nothing of the token in the address', async () => {
    const post = await postTo((_, response) => response.writeHead(403).end());
    const error = await post(route, {}).catch((error: unknown) => error);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('a-token');
  });
});
