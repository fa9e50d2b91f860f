import { join } from 'node:path';
import { freePort, redisProgram, startRedis } from '../redis-server.ts';
import { type Bot, startMinimal, startSteady } from './bot-process.ts';
import { type Standin, startStandinProcess } from './standin-process.ts';

/** Steady and the minimal bot, ready, each in a stand-in of its own and in a process of its own. */
export interface Lane {
  steady: { bot: Bot; standin: Standin };
  minimal: { bot: Bot; standin: Standin };
  stop(): Promise<void>;
}

/** Both connected to a gateway. */
export async function gatewayLane(folder: string): Promise<Lane> {
  const standins = await bothStandins();
  const [forSteady, forMinimal] = standins;
  const steady = startSteady({
    DISCORD_API_URL: forSteady.apiUrl,
    STORE_URL: `sqlite://${join(folder, 'answers.sqlite')}`,
  });
  const minimal = startMinimal('bot', { DISCORD_API_URL: forMinimal.apiUrl });
  await Promise.all([steady.says('Steady is ready.'), minimal.says('Ready!')]);
  return laneOf(steady, minimal, standins, []);
}

/** Both with interactions posted to them; nothing where there is no Redis for Steady's store. */
export async function httpLane(folder: string): Promise<Lane | undefined> {
  if (redisProgram === undefined) return undefined;
  const redis = await startRedis(folder, ['--maxmemory-policy', 'noeviction']);
  const standins = await bothStandins();
  const [forSteady, forMinimal] = standins;
  const [one, other] = [await freePort(), await freePort()];
  const steady = startSteady({
    DISCORD_API_URL: forSteady.apiUrl,
    STORE_URL: redis.url,
    TRANSPORT: 'http',
    DISCORD_PUBLIC_KEY: forSteady.publicKey,
    PORT: String(one),
  });
  const minimal = startMinimal('endpoint', { DISCORD_PUBLIC_KEY: forMinimal.publicKey, PORT: String(other) });
  await Promise.all([steady.says('Steady is ready.'), minimal.says('Ready')]);
  await forSteady.ask({ kind: 'post-to', port: one });
  await forMinimal.ask({ kind: 'post-to', port: other });
  return laneOf(steady, minimal, standins, [() => redis.kill()]);
}

const bothStandins = () =>
  Promise.all([
    startStandinProcess({ people }),
    startStandinProcess({ people, intents: GUILDS, ping: true }),
  ]);

function laneOf(
  steady: Bot,
  minimal: Bot,
  [forSteady, forMinimal]: readonly [Standin, Standin],
  more: readonly (() => Promise<void>)[],
): Lane {
  return {
    steady: { bot: steady, standin: forSteady },
    minimal: { bot: minimal, standin: forMinimal },
    async stop() {
      for (const one of [steady, minimal, forSteady, forMinimal]) await one.stop();
      for (const stop of more) await stop();
    },
  };
}

/** More than can be waiting at once, so that nobody waits for their own answer before. */
const people = 1_000;
export const GUILDS = 1 << 0;
