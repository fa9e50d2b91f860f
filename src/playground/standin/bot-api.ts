import { type Context, Hono } from 'hono';
import type { ServedWorld } from './world.ts';

export interface BotOptions {
  /** Stops the bot and starts it anew; resolves when it is connected again. */
  restart?: (() => Promise<void>) | undefined;
  /** Stops the bot, makes it and the playground forget everything, and starts it anew. */
  reset?: (() => Promise<void>) | undefined;
}

/** Something that was asked for is not done here; the message is a sentence for whoever asked. */
export class WontError extends Error {
  override name = 'WontError';
}

/** `POST /restart` and `POST /reset`, of `{}`: both answer `{}` once the bot is connected again. */
export function createBotApi(world: ServedWorld, { restart, reset }: BotOptions): Hono {
  const app = new Hono();
  const does = (work: (() => Promise<void>) | undefined) => async (context: Context) => {
    if (!work) return context.json({ error: 'This stand-in does not run its bot.' }, 404);
    if (!isNothing(await context.req.json().catch(() => undefined)))
      return context.json({ error: 'Expected {}; something else came.' }, 400);
    await work();
    return context.json({});
  };
  app.post('/restart', does(restart));
  app.post('/reset', does(reset));
  app.onError((error, context) => {
    if (error instanceof WontError) return context.json({ error: error.message }, 409);
    world.problems.push(`${context.req.method} ${context.req.path}: ${error.stack}`);
    return context.json({ error: `The bot could not be started again: ${error.message}` }, 500);
  });
  return app;
}

const isNothing = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;
