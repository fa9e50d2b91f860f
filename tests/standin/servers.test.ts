import { Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { token } from './served.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function standinWith(servers: number): Promise<Standin> {
  const standin = await startStandin({ port: 0, token, servers, intents: GatewayIntentBits.Guilds });
  closers.push(() => standin.close());
  return standin;
}

async function ready(standin: Standin, intents: number): Promise<Client<true>> {
  const client: Client = new Client({ intents, shards: 'auto', rest: { api: standin.apiUrl, retries: 0 } });
  closers.push(() => client.destroy());
  const becoming = new Promise<Client<true>>(resolve => client.once(Events.ClientReady, resolve));
  await client.login(token);
  return becoming;
}

test('a bot that asks for its servers is told each of them, with its channels and roles', async () => {
  const standin = await standinWith(3);
  const { guilds } = await ready(standin, GatewayIntentBits.Guilds);
  expect(guilds.cache.size).toBe(3);
  expect(guilds.cache.every(guild => guild.available)).toBe(true);
  expect(guilds.cache.every(guild => guild.channels.cache.size >= 24 && guild.roles.cache.size === 13)).toBe(
    true,
  );
  const own = guilds.cache.get(standin.world.guildId);
  expect(own?.channels.cache.map(({ name }) => name)).toEqual(expect.arrayContaining(['general']));
  expect(new Set(guilds.cache.map(({ id }) => id)).size).toBe(3);
  expect(standin.world.problems).toEqual([]);
});

test('a bot that does not ask for them is told only that they are there', async () => {
  const standin = await standinWith(3);
  const { guilds } = await ready(standin, 0);
  expect(guilds.cache.map(({ available }) => available)).toEqual([false, false, false]);
});

test('more than 2,500 servers take more than one connection, and each server is told to one of them', async () => {
  const standin = await standinWith(2_501);
  const { guilds, options } = await ready(standin, 0);
  expect(options.shardCount).toBe(2);
  expect(guilds.cache.size).toBe(2_501);
}, 20_000);
