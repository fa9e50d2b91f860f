import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HistoryQuery } from './api.ts';
import { ApiError, unauthorized, unknownRoute } from './errors.ts';
import type { RateLimits } from './rate-limits.ts';
import { readRequest } from './rest-body.ts';
import type { Servers } from './servers.ts';
import { createTraffic } from './traffic.ts';
import type { Wire } from './wire.ts';
import type { ServedWorld } from './world.ts';

interface RestOptions {
  world: ServedWorld;
  servers: Pick<Servers, 'shards'>;
  token: string;
  /** What `GET /gateway/bot` answers. */
  gatewayUrl: () => string;
  /** Discord's when left out. */
  limits?: RateLimits | undefined;
  /** Where requests are noted; nowhere when left out. */
  wire?: Wire | undefined;
}

type Rest = Hono<{ Bindings: HttpBindings }>;

/** Discord's REST API v10, as far as the bot and discord.js use it. Paths start behind `/api/v10`. */
export function createRest(options: RestOptions): Rest {
  const { world, token, limits, wire } = options;
  const app: Rest = new Hono();
  if (wire) app.use(wire.noting);
  app.use(createTraffic(world.faults, limits));
  app.use(async (context, next) => {
    if (!OPEN_ROUTES.test(apiPath(context)) && context.req.header('authorization') !== `Bot ${token}`)
      throw noted(world, context, unauthorized('expected the bot token; came another or none'));
    await next();
  });
  addBotRoutes(app, options);
  addChannelRoutes(app, world);
  addInteractionRoutes(app, world);
  app.all('*', context => {
    throw noted(world, context, unknownRoute('expected a route the stand-in knows'));
  });
  app.onError((error, context) => {
    if (error instanceof ApiError) return context.json(error.toJSON(), error.status as ContentfulStatusCode);
    world.problems.push(
      `${context.req.method} ${apiPath(context)}: the stand-in itself failed: ${error.stack}`,
    );
    return context.json({ message: '500: Internal Server Error', code: 0 }, 500);
  });
  return app;
}

function addBotRoutes(app: Rest, { world, servers, gatewayUrl }: RestOptions): void {
  const { application, bot } = world;
  app.get('/gateway', context => context.json({ url: gatewayUrl() }));
  app.get('/gateway/bot', context =>
    context.json({
      url: gatewayUrl(),
      shards: servers.shards,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
    }),
  );
  app.get('/users/@me', context => context.json(bot));
  app.get('/applications/@me', context =>
    context.json({
      id: application.id,
      name: application.name,
      icon: null,
      description: '',
      bot,
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: application.verifyKey,
      flags: 0,
      interactions_endpoint_url: application.interactionsEndpoint ?? null,
      approximate_guild_count: 1,
      integration_types_config: Object.fromEntries(application.integrationTypes.map(type => [type, {}])),
    }),
  );
  app.get('/applications/:app/commands', context => {
    ownApplication(world, context);
    return context.json(
      world.commands({ localizations: context.req.query('with_localizations') === 'true' }),
    );
  });
  app.put('/applications/:app/commands', async context => {
    ownApplication(world, context);
    return context.json(world.overwriteCommands((await readRequest(context)).body));
  });
  app.post('/users/@me/channels', async context => {
    const { body } = await readRequest(context);
    const id = typeof body === 'object' && body !== null ? Reflect.get(body, 'recipient_id') : undefined;
    return context.json(world.openDm(String(id)));
  });
}

function addChannelRoutes(app: Rest, world: ServedWorld): void {
  const channel = '/channels/:channel';
  const message = `${channel}/messages/:message`;
  app.get(channel, context => context.json(world.getChannel(context.req.param('channel'))));
  app.get(`${channel}/messages`, context =>
    context.json(world.listMessages(context.req.param('channel'), history(context.req.query()))),
  );
  app.post(`${channel}/messages`, async context => {
    const { body, files } = await readRequest(context);
    return context.json(world.createMessage(context.req.param('channel'), body, files));
  });
  app.get(message, context => {
    const { channel, message } = context.req.param();
    return context.json(world.getMessage(channel, message));
  });
  app.patch(message, async context => {
    const { channel, message } = context.req.param();
    const { body, files } = await readRequest(context);
    return context.json(world.editMessage(channel, message, body, files));
  });
  app.delete(message, context => {
    const { channel, message } = context.req.param();
    world.deleteMessage(channel, message);
    return context.body(null, 204);
  });
}

function addInteractionRoutes(app: Rest, world: ServedWorld): void {
  const webhook = '/webhooks/:app/:token';
  const message = `${webhook}/messages/:message`;
  app.post('/interactions/:id/:token/callback', async context => {
    const { id, token } = context.req.param();
    const { body, files } = await readRequest(context);
    const answer = world.answer(id, token, body, files);
    return context.req.query('with_response') === 'true' ? context.json(answer) : context.body(null, 204);
  });
  app.post(webhook, async context => {
    ownApplication(world, context);
    const { body, files } = await readRequest(context);
    return context.json(world.followUp(context.req.param('token'), body, files));
  });
  app.get(message, context => {
    ownApplication(world, context);
    const { token, message } = context.req.param();
    return context.json(world.getAnswer(token, message));
  });
  app.patch(message, async context => {
    ownApplication(world, context);
    const { token, message } = context.req.param();
    const { body, files } = await readRequest(context);
    return context.json(world.editAnswer(token, message, body, files));
  });
  app.delete(message, context => {
    ownApplication(world, context);
    const { token, message } = context.req.param();
    world.deleteAnswer(token, message);
    return context.body(null, 204);
  });
}

function history({ limit, before, after, around }: Record<string, string>): HistoryQuery {
  return {
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(around !== undefined && { around }),
  };
}

function ownApplication(world: ServedWorld, context: Context): void {
  const came = context.req.param('app');
  if (came !== world.application.id)
    throw noted(
      world,
      context,
      unknownRoute(`expected the application ${world.application.id}; came ${came}`),
    );
}

function noted(world: ServedWorld, context: Context, error: ApiError): ApiError {
  world.problems.push(`${context.req.method} ${apiPath(context)}: ${error.problem}`);
  return error;
}

/** The path behind `/api/v10`. */
const apiPath = (context: Context): string => context.req.path.replace(/^\/api\/v\d+/, '');

const OPEN_ROUTES = /^\/(interactions|webhooks)\//;
