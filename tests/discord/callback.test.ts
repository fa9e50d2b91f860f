import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type APIInteraction, DiscordAPIError, HTTPError, REST } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPostCallback } from '../../src/discord/callback.ts';
import { answersOver, interactionRest } from '../../src/discord/rest.ts';

const route = '/interactions/1/a-token/callback';

/** Something that answers in Discord's place, and how a first answer is posted to it. */
async function postTo(listener: RequestListener, giveUpMs = 2_000) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return createPostCallback(new REST({ version: '10', api: `http://127.0.0.1:${port}/api` }), giveUpMs);
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
    await expect(post(route, {})).rejects.toMatchObject({
      status: 429,
      code: 0,
      message: 'You are being rate limited.',
    });
  });

  it.each([
    [403, '<html>Forbidden</html>'],
    [404, '{"error":"no such page"}'],
    [400, 'null'],
    [400, '{"message":"no","errors":"x"}'],
    [502, '{"message":"Bad gateway","code":0}'],
  ])('that something in between answers, %i %s, fails with the status alone', async (status, said) => {
    const post = await postTo((_, response) => response.writeHead(status).end(said));
    const error = await post(route, {}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(HTTPError);
    expect(error).toMatchObject({ status });
  });

  it('is given up after its time where nobody answers', async () => {
    const post = await postTo(() => undefined, 50);
    await expect(post(route, {})).rejects.toThrow('Discord did not answer within 50 ms.');
  });

  it('is given up after its time where there is no connection yet', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const post = createPostCallback(new REST({ version: '10', api: `https://127.0.0.1:${port}/api` }), 50);
    await expect(post(route, {})).rejects.toThrow('Discord did not answer within 50 ms.');
  });

  it('is given up where the head of the answer comes and its end does not', async () => {
    let wrote = false;
    const post = await postTo((_, response) => {
      response.writeHead(404).write('{"mess', () => {
        wrote = true;
      });
    }, 1_000);
    await expect(post(route, {})).rejects.toThrow('Discord did not answer within 1000 ms.');
    expect(wrote).toBe(true);
  });

  it.each<[string, RequestListener]>([
    [
      'is refused',
      (_, response) => response.writeHead(404).end('{"message":"Unknown interaction","code":10062}'),
    ],
    ['is refused by something in between', (_, response) => response.writeHead(403).end()],
    ['loses its connection', request => request.destroy()],
    ['is given up', () => undefined],
  ])('that %s tells nothing of the token in the address', async (_, listener) => {
    const post = await postTo(listener, 300);
    const error = await post(route, {}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a-token');
  });
});

describe('the second try of a first answer', () => {
  it('never goes over a connection that was kept: that may be dead like the one of the first', async () => {
    const tried: (number | undefined)[] = [];
    const server = createServer((request, response) => {
      const { remotePort } = request.socket;
      // Whoever came at the beginning is not heard any more.
      if (tried.length >= 3 && tried.slice(0, 3).includes(remotePort)) tried.push(remotePort);
      else {
        tried.push(remotePort);
        request.resume().on('end', () => setTimeout(() => response.writeHead(204).end(), 20));
      }
    });
    server.keepAliveTimeout = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const answers = answersOver(interactionRest(`http://127.0.0.1:${port}/api`));
    const send = () => answers.callback({ id: '1', token: 'a-token' } as APIInteraction, { type: 6 }, []);
    await Promise.all([send(), send(), send()]);
    // Until the three are at rest.
    await sleep(100);
    await send();
    expect(tried).toHaveLength(5);
    expect(tried.slice(0, 3)).toContain(tried[3]);
    expect(tried.slice(0, 4)).not.toContain(tried[4]);
  });
});
