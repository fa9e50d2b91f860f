import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Locale } from 'discord-api-types/v10';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { type BotOptions, createBotApi } from './bot-api.ts';
import { type ClockOptions, createClockApi } from './clock-api.ts';
import type { Act } from './contract.ts';
import type { Guard } from './guard.ts';
import type { Wire } from './wire.ts';
import type { ServedWorld } from './world.ts';

/** What the bot keeps about a person, by kind, as stored: sealed fields stay sealed. */
export type Stored = (personId: string) => Promise<Record<string, unknown>>;

export interface PersonApiOptions extends ClockOptions, BotOptions {
  world: ServedWorld;
  guard: Guard;
  /** What the bot keeps about a person; nothing when left out. */
  stored?: Stored | undefined;
  /** What went over the wire; nothing when left out. */
  wire?: Wire | undefined;
}

/**
 * What the page asks: `GET /view`, `/stored` and `/wire`, `POST /act` and `/people`, `PATCH /people/:id`, `GET` and `POST /clock`,
 * `POST /bot/restart` and `/bot/reset`. Paths start behind `/playground`.
 */
export function createPersonApi(options: PersonApiOptions): Hono {
  const { world, guard } = options;
  const app = new Hono();
  app.use(guard.onlyJson);
  app.route('/clock', createClockApi(world, options));
  app.route('/bot', createBotApi(world, options));
  addAsking(app, options);
  addDoing(app, world);
  return app;
}

/** What is asked about one person, who has to live here. */
function addAsking(app: Hono, { world, stored, wire }: PersonApiOptions): void {
  const asking = (path: string, answer: (person: string) => object | Promise<object>, usual = '') =>
    app.get(path, async context => {
      const person = context.req.query('person') ?? usual;
      if (!lives(world, person)) return context.json(unknown(person), 404);
      return context.json(await answer(person));
    });
  asking('/view', person => world.view(person), world.people()[0]?.id);
  asking('/stored', async person => (await stored?.(person)) ?? {});
  asking('/wire', person => wire?.of(person) ?? { started: [] });
  app.onError((error, context) => {
    world.problems.push(`${context.req.method} ${context.req.path}: ${error.stack}`);
    return context.json({ error: error.message }, 500);
  });
}

function addDoing(app: Hono, world: ServedWorld): void {
  app.post('/act', async context => {
    const read = act.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) return context.json({ error: `expected an act; ${z.prettifyError(read.error)}` }, 400);
    return context.json(await world.act(read.data as Act));
  });
  app.post('/people', async context => {
    const read = nothing.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) return context.json({ error: 'expected {}; something else came' }, 400);
    const person = world.join();
    return person ? context.json(person) : context.json({ error: CROWDED }, 409);
  });
  app.patch('/people/:id', async context => {
    const id = context.req.param('id');
    if (!lives(world, id)) return context.json(unknown(id), 404);
    const read = change.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success)
      return context.json({ error: `expected a change; ${z.prettifyError(read.error)}` }, 400);
    return context.json(world.change(id, JSON.parse(JSON.stringify(read.data))));
  });
}

/** Pushes to a page what its person sees, as it happens. */
export interface Live {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createLive(world: ServedWorld): Live {
  const server = new WebSocketServer({ noServer: true });
  return {
    upgrade(request, socket, head) {
      const person = new URL(request.url ?? '/', 'ws://live').searchParams.get('person') ?? '';
      if (!lives(world, person))
        return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, opened => {
        const stop = world.on((happening, seenBy) => {
          if (seenBy.includes(person)) opened.send(JSON.stringify(happening));
        });
        opened.on('close', stop);
        opened.on('error', () => opened.terminate());
      });
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const lives = (world: ServedWorld, id: string): boolean => world.people().some(person => person.id === id);

const unknown = (id: string) => ({ error: `expected a person's id; came "${id}"` });

const CROWDED = 'There is no name left for anybody new. Reset the playground to begin anew.';

const nothing = z.strictObject({});
const value = z.union([z.string(), z.number(), z.boolean()]);
const slash = {
  person: z.string(),
  place: z.string(),
  command: z.string(),
  subcommand: z.string().optional(),
  options: z.record(z.string(), value),
};
const act = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), ...slash }),
  z.strictObject({ kind: z.literal('complete'), ...slash, focused: z.string() }),
  z.strictObject({
    kind: z.literal('message-command'),
    person: z.string(),
    command: z.string(),
    message: z.string(),
  }),
  z.strictObject({ kind: z.literal('press'), person: z.string(), message: z.string(), customId: z.string() }),
  z.strictObject({
    kind: z.literal('choose'),
    person: z.string(),
    message: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('submit'),
    person: z.string(),
    form: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  z.strictObject({ kind: z.literal('say'), person: z.string(), place: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal('dismiss'), person: z.string(), message: z.string() }),
]);
const change = z.strictObject({
  closedDms: z.boolean().optional(),
  managesServer: z.boolean().optional(),
  locale: z.enum(Locale).optional(),
});
