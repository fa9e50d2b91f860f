import { Hono } from 'hono';
import { z } from 'zod';
import type { PushedClock } from '../clock.ts';
import type { ServedWorld } from './world.ts';

export interface ClockOptions {
  /** The world's clock, where it can be pushed. */
  clock?: PushedClock | undefined;
  /** Awaited after every push, so that what has become due is sent. */
  pushed?: (() => Promise<void>) | undefined;
}

/** `GET` says what the clock shows, `POST { "to": … }` pushes it: both answer `{ "now": … }`, in milliseconds since 1970. */
export function createClockApi(world: ServedWorld, { clock, pushed }: ClockOptions): Hono {
  const app = new Hono();
  if (!clock)
    return app.all('/', context =>
      context.json({ error: 'This stand-in has no clock that can be pushed.' }, 404),
    );
  app.get('/', context => context.json({ now: clock.now() }));
  app.post('/', async context => {
    const read = wanted.safeParse(await context.req.json().catch(() => undefined));
    const refused = read.success ? refusal(clock, read.data.to) : NO_TIME;
    if (refused !== undefined) return context.json({ error: refused }, 400);
    world.tellTime();
    await pushed?.();
    return context.json({ now: clock.now() });
  });
  app.onError((error, context) => {
    world.problems.push(`${context.req.method} /clock: ${error.stack}`);
    return context.json(
      { error: `The clock was pushed, but not all that is due was sent: ${error.message}` },
      500,
    );
  });
  return app;
}

/** Pushes the clock; why it refused, if it did. */
function refusal(clock: PushedClock, to: number): string | undefined {
  try {
    clock.push(to);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

const wanted = z.strictObject({ to: z.number() });
const NO_TIME = 'Expected { "to": milliseconds since 1970 }; something else came.';
