import { request } from 'node:http';
import { Client, Events, type REST } from 'discord.js';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { hello } from './scripted.ts';

export const token = 'Ym90.stand-in.test';

/** A served stand-in with the real discord.js client logged in to it. */
export interface Served {
  standin: Standin;
  client: Client;
  ada: string;
  /** Interactions the client was handed, oldest first. */
  asked: BotInteraction[];
  heard: string[];
  sayHello(): ReturnType<Standin['world']['act']>;
  close(): Promise<void>;
}

export async function served(): Promise<Served> {
  const standin = await startStandin({ port: 0, token });
  const client = await loggedIn(standin);
  standin.world.overwriteCommands([hello]);
  const ada = standin.world.people()[0]?.id ?? '';
  const asked: BotInteraction[] = [];
  const heard: string[] = [];
  client.ws.on('INTERACTION_CREATE' as never, (interaction: BotInteraction) => asked.push(interaction));
  client.ws.on('MESSAGE_CREATE' as never, (message: { content: string }) => heard.push(message.content));
  return {
    standin,
    client,
    ada,
    asked,
    heard,
    sayHello: () =>
      standin.world.act({
        kind: 'command',
        person: ada,
        place: standin.world.place('server', ada),
        command: 'hello',
        options: {},
      }),
    async close() {
      await client.destroy();
      await standin.close();
    },
  };
}

/** A client of its own, ready. */
export async function loggedIn(standin: Standin, as = token): Promise<Client> {
  const client = new Client({ intents: 1 << 12, rest: { api: standin.apiUrl, retries: 0 } });
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve));
  await client.login(as);
  await ready;
  return client;
}

/** Answers an interaction through the client's own REST. */
export function answer(rest: REST, { id, token }: BotInteraction, body: object): Promise<unknown> {
  return rest.post(`/interactions/${id}/${token}/callback`, { auth: false, body });
}

export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One request with headers of one's own choice, the Host too, which fetch would not send. */
export function raw(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
