import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startStandin } from './standin/server.ts';
import { createWorld } from './standin/world.ts';

/** What the parent is sent first. */
export interface Ready {
  apiUrl: string;
  people: { id: string; channel: string }[];
}

/** What it is sent whenever it asks. Times in milliseconds. */
export interface Seen {
  messages: number;
  firstAt: number;
  lastAt: number;
  /** REST requests since the first message, and before it. */
  requests: number;
  requestsBefore: number;
  /** Answered with 429. */
  refused: number;
  problems: string[];
}

/** The stand-in in a process of its own, so that it takes no time from the bot: `node bench-nudges-standin.js <token> <people>`. */
const [token = '', people = '1'] = process.argv.slice(2);
const named = Array.from({ length: Number(people) }, (_, index) => ({ name: `Person ${index}` }));
const world = createWorld({ people: named });
const seen: Seen = {
  messages: 0,
  firstAt: 0,
  lastAt: 0,
  requests: 0,
  requestsBefore: 0,
  refused: 0,
  problems: world.problems,
};

subscribe('http.server.request.start', message => {
  const { method, url = '' } = (message as { request: IncomingMessage }).request;
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

const { apiUrl } = await startStandin({ port: 0, token, world });
const ready: Ready = {
  apiUrl,
  people: world.people().map(({ id }) => ({ id, channel: world.place('own-dm', id) })),
};
process.on('message', () => process.send?.(seen));
process.on('disconnect', () => process.exit());
process.send?.(ready);
