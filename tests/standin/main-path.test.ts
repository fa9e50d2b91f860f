import { Client, Events, REST } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotInteraction } from '../../src/playground/standin/api.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';

const token = 'Ym90.test.token';
const off = { allowed_mentions: { parse: [] } };
let standin: Standin;
let client: Client;
let ada: string;

beforeEach(async () => {
  standin = await startStandin({ port: 0, token });
  client = new Client({ intents: 1 << 12, rest: { api: standin.apiUrl } });
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  ada = standin.world.people()[0]?.id ?? '';
});

afterEach(async () => {
  await client.destroy();
  await standin.close();
});

test('the real client logs in, registers, answers, updates, opens a form, completes and deletes', async () => {
  const { world } = standin;
  const app = world.application.id;
  await client.rest.put(`/applications/${app}/commands`, {
    body: [
      {
        name: 'hello',
        description: 'Says hello',
        contexts: [0, 1, 2],
        integration_types: [0, 1],
        options: [{ type: 3, name: 'who', description: 'Whom', autocomplete: true }],
      },
    ],
  });
  const callback = (interaction: BotInteraction, body: object) =>
    client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, { auth: false, body });
  const answers: Record<string, (interaction: BotInteraction) => Promise<unknown>> = {
    '2': i => callback(i, { type: 4, data: { flags: 64 | (1 << 15), ...off, components: card('one') } }),
    '4': i => callback(i, { type: 8, data: { choices: [{ name: 'Ann', value: 'ann' }] } }),
    '5': i => callback(i, { type: 7, data: { flags: 64 | (1 << 15), ...off, components: card('typed') } }),
    next: i => callback(i, { type: 7, data: { flags: 1 << 15, ...off, components: card('two') } }),
    form: i => callback(i, { type: 9, data: { custom_id: 'f', title: 'Words', components: [label] } }),
    slow: async i => {
      await callback(i, { type: 6 });
      await client.rest.patch(`/webhooks/${app}/${i.token}/messages/@original`, {
        auth: false,
        body: { flags: 1 << 15, ...off, components: card('three') },
      });
    },
    hide: async i => {
      await callback(i, { type: 6 });
      await client.rest.delete(`/webhooks/${app}/${i.token}/messages/@original`, { auth: false });
    },
  };
  const failures: unknown[] = [];
  client.ws.on('INTERACTION_CREATE' as never, (interaction: BotInteraction) => {
    const key = interaction.type === 3 ? interaction.data.custom_id : String(interaction.type);
    answers[key]?.(interaction).catch((error: unknown) => failures.push(error));
  });

  for (const kind of ['server', 'own-dm', 'other-dm'] as const) {
    const place = world.place(kind, ada);
    const act = { person: ada, place, command: 'hello', options: {} };
    expect(await world.act({ kind: 'complete', ...act, focused: 'who' })).toMatchObject({
      kind: 'choices',
      choices: [{ name: 'Ann', value: 'ann' }],
    });
    const outcome = await world.act({ kind: 'command', ...act });
    expect(outcome).toMatchObject({ kind: 'message', message: { only_for: ada, flags: 64 | (1 << 15) } });
    if (outcome.kind !== 'message') throw new Error('expected a message');
    const message = outcome.message.id;
    const press = (customId: string) => world.act({ kind: 'press', person: ada, message, customId });
    expect(await press('next')).toMatchObject({ kind: 'updated', message: { id: message } });
    const form = await press('form');
    if (form.kind !== 'form') throw new Error(`expected a form, came ${JSON.stringify(form)}`);
    expect(
      await world.act({ kind: 'submit', person: ada, form: form.form.id, fields: { words: 'hi' } }),
    ).toMatchObject({ kind: 'updated' });
    expect(await press('slow')).toMatchObject({ kind: 'updated' });
    expect(await press('hide')).toMatchObject({ kind: 'deleted' });
    expect(world.view(ada).messages[place]).toEqual([]);
  }
  expect(failures).toEqual([]);
  expect(world.problems).toEqual([]);
});

test('a message in a DM goes by the bot token, and what people write there reaches the bot', async () => {
  const { world } = standin;
  const heard: string[] = [];
  client.ws.on('MESSAGE_CREATE' as never, (message: { content: string }) => heard.push(message.content));
  const rest = new REST({ api: standin.apiUrl }).setToken(token);
  const channel = (await rest.post('/users/@me/channels', { body: { recipient_id: ada } })) as { id: string };
  await rest.post(`/channels/${channel.id}/messages`, { body: { content: 'Time for you', ...off } });
  await world.act({ kind: 'say', person: ada, place: channel.id, text: 'hello there' });
  await world.act({ kind: 'say', person: ada, place: world.place('server', ada), text: 'not for the bot' });
  await expect.poll(() => heard).toEqual(['Time for you', 'hello there']);
  expect(world.problems).toEqual([]);
});

const label = { type: 18, label: 'Your words', component: { type: 4, custom_id: 'words', style: 1 } };
const card = (text: string) => [
  { type: 17, components: [{ type: 10, content: text }] },
  {
    type: 1,
    components: ['next', 'form', 'slow', 'hide'].map(id => ({ type: 2, style: 2, label: id, custom_id: id })),
  },
];
