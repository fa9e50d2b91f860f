import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Fault, FaultSource } from './faults.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';

type Bindings = { Bindings: HttpBindings };

/** Counts requests against Discord's limits and lets the arranged faults happen to them. */
export function createTraffic(
  faults: FaultSource,
  limits: RateLimits = createRateLimits(),
): MiddlewareHandler<Bindings> {
  return async (context, next) => {
    const path = context.req.path.replace(/^\/api\/v\d+/, '');
    if (faults.isAway()) return cutOff(context);
    const { headers, refused } = limits.spend(context.req.method, path);
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    if (refused) return tooMany(context, refused.scope, refused.retryAfter);
    return suffer(context, faults.take(context.req.method, path), next);
  };
}

async function suffer(
  context: Context<Bindings>,
  fault: Fault | undefined,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  if (fault?.kind === 'drop') return cutOff(context);
  if (fault?.kind === 'rate-limit') return tooMany(context, fault.scope, fault.retryAfter);
  if (fault?.kind === 'status' && !fault.carriedOut) return withStatus(context, fault);
  if (fault?.kind === 'delay') await sleep(fault.ms);
  await next();
  if (fault?.kind === 'lose-answer') context.res = cutOff(context);
  if (fault?.kind === 'status') context.res = withStatus(context, fault);
  return undefined;
}

function withStatus(context: Context, fault: Extract<Fault, { kind: 'status' }>): Response {
  const { status, code = 0, message = `${status}: arranged by the test` } = fault;
  return context.json({ message, code }, status as ContentfulStatusCode);
}

function tooMany(context: Context, scope: 'user' | 'shared' | 'global', retryAfter: number): Response {
  context.header('retry-after', String(Math.ceil(retryAfter)));
  context.header('x-ratelimit-scope', scope);
  if (scope === 'global') context.header('x-ratelimit-global', 'true');
  const body = {
    message: 'You are being rate limited.',
    retry_after: retryAfter,
    global: scope === 'global',
  };
  return context.json(body, 429);
}

function cutOff(context: Context<Bindings>): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
