/**
 * What Steady is measured beside: a bot as discord.js's own guide writes it, which answers /ping. No part of Steady, and not started by it.
 * `shards` is what the guide says of bots on many servers.
 */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_TOKEN, DISCORD_API_URL = 'https://discord.com/api' } = process.env;

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  shards: 'auto',
  rest: { api: DISCORD_API_URL },
});

client.once(Events.ClientReady, ready => console.log(`Ready! Logged in as ${ready.user.tag}`));

// oxlint-disable-next-line typescript/no-misused-promises -- as the guide writes it
client.on(Events.InteractionCreate, async interaction => {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'ping') await interaction.reply('Pong!');
});

await client.login(DISCORD_TOKEN);
