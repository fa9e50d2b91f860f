import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStandin } from '../standin/server.ts';
import { createWorld } from '../standin/world.ts';
import { createStopwatch, runLoad } from './load.ts';
import { createPosting } from './posting.ts';
import type { Ask, Ready, Seen, StandinSettings } from './standin-contract.ts';

/**
 * The stand-in, and the people in it, in a process of their own, so that they take no time from the bot: `node standin.js <settings as
 * JSON>`. It answers what it is asked by its parent.
 */
const settings = JSON.parse(process.argv[2] ?? '{}') as StandinSettings;
const named = Array.from({ length: settings.people }, (_, index) => ({ name: `Person ${index}` }));
const stopwatch = createStopwatch();
const posting = createPosting();
// An answer that takes too long is to be measured, not refused.
const world = createWorld({ people: named, deadlines: { first: 120_000 }, verifyKey: posting.publicKey });
const seen: Seen = {
  messages: 0,
  firstAt: 0,
  lastAt: 0,
  requests: 0,
  requestsBefore: 0,
  refused: 0,
  problems: world.problems,
};

world.overhear((event, { id }) => {
  if (event === 'INTERACTION_CREATE') stopwatch.told(id);
});
subscribe('http.server.request.start', message => {
  const { method, url = '' } = (message as { request: IncomingMessage }).request;
  const answered = /^\/api\/v10\/interactions\/(\d+)\//.exec(url)?.[1];
  if (answered !== undefined) stopwatch.answered(answered);
  const isMessage = method === 'POST' && /^\/api\/v10\/channels\/\d+\/messages$/.test(url);
  if (isMessage) {
    seen.lastAt = performance.now();
    if (seen.messages === 0) seen.firstAt = seen.lastAt;
    seen.messages += 1;
  }
  if (seen.messages > 0) seen.requests += 1;
  else seen.requestsBefore += 1;
});
subscribe('http.server.response.finish', message => {
  if ((message as { response: ServerResponse }).response.statusCode === 429) seen.refused += 1;
});

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.kind) {
    case 'seen':
      return seen;
    case 'first-answer':
      return firstAnswer(ask.command);
    case 'post-to':
      posting.start(world, stopwatch, ask.port);
      return null;
    case 'load':
      return runLoad({ world, stopwatch }, ask);
  }
}

/** In the bot's own DM, which is told of on the first connection however many there are. */
async function firstAnswer(command: string): Promise<number> {
  const person = world.people()[0]?.id ?? '';
  const place = world.place('own-dm', person);
  while (!world.view(person).botConnected || !world.commands().some(({ name }) => name === command))
    await sleep(lookMs);
  const { kind } = await world.act({ kind: 'command', person, place, command, options: {} });
  if (kind === 'failed') return firstAnswer(command);
  return performance.timeOrigin + performance.now();
}

/** How exactly the first answer is timed at best, in milliseconds. */
const lookMs = 2;

const { token, servers = 1, intents } = settings;
const { apiUrl } = await startStandin({
  port: 0,
  token,
  world,
  servers,
  ...(intents !== undefined && { intents }),
});
if (settings.ping) world.overwriteCommands([{ name: 'ping', description: 'Replies with Pong!', type: 1 }]);
const ready: Ready = {
  apiUrl,
  publicKey: posting.publicKey,
  people: world.people().map(({ id }) => ({ id, channel: world.place('own-dm', id) })),
};
process.on('message', (ask: Ask) => void answer(ask).then(result => process.send?.(result)));
process.on('disconnect', () => process.exit());
process.send?.(ready);
