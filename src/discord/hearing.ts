import { type Client, Events, Status } from 'discord.js';

/** Says why nothing is heard of Discord just now, in a few words; nothing where all is well. */
export type Hearing = () => string | undefined;

/**
 * Watches a client that has not connected yet. discord.js takes a silent connection for a whole one until it has sent two heartbeats, and
 * then waits half a minute for a goodbye: so the time of the last answered one counts as well.
 */
export function watchHearing(client: Client): Hearing {
  let beatMs = usualBeatMs;
  let connectedAt = Date.now();
  // The one place where the client says how often its heart beats; where it says so otherwise one day, the usual time holds.
  client.on(Events.Debug, line => {
    const said = /to beat every (\d+)ms/.exec(line)?.[1];
    if (said !== undefined) beatMs = Number(said);
  });
  const connected = () => {
    connectedAt = Date.now();
  };
  client.on(Events.ShardReady, connected);
  client.on(Events.ShardResume, connected);
  return () => {
    const shards = [...client.ws.shards.values()];
    if (shards.length === 0 || shards.some(({ status }) => status !== Status.Ready)) return 'not connected';
    const heardAt = Math.min(...shards.map(shard => Math.max(shard.lastPingTimestamp, connectedAt)));
    return Date.now() - heardAt > beatMs + answerMs ? 'silent' : undefined;
  };
}

/** Discord's, in milliseconds. */
const usualBeatMs = 41_250;
/** How long an answer to a heartbeat may take. */
const answerMs = 4_000;
