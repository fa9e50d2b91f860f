import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';

/** Refuses what does not come from this machine's own page or programs, so that no website can reach the playground. */
export interface Guard {
  /** Why the request is refused, if it is. */
  refusal(headers: { host?: string | undefined; origin?: string | undefined }): string | undefined;
  everywhere: MiddlewareHandler;
  /** For what changes something: only JSON, which no foreign form can send. */
  onlyJson: MiddlewareHandler;
}

export function createGuard(port: () => number): Guard {
  const guard: Guard = {
    refusal({ host, origin }) {
      // Browsers and programs leave out the port of plain HTTP.
      const hosts = LOOPBACK.flatMap(name => [`${name}:${port()}`, ...(port() === 80 ? [name] : [])]);
      if (host === undefined || !hosts.includes(host)) return `expected the Host ${hosts.join(' or ')}`;
      const origins = hosts.map(name => `http://${name}`);
      return origin === undefined || origins.includes(origin)
        ? undefined
        : "expected this page's own Origin or none";
    },
    async everywhere(context, next) {
      const { host, origin } = { host: context.req.header('host'), origin: context.req.header('origin') };
      const refused = guard.refusal({ host, origin });
      if (refused !== undefined) return context.text(`${refused}\n`, 403);
      await next();
    },
    async onlyJson(context, next) {
      const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
      const changes = context.req.method !== 'GET' && context.req.method !== 'HEAD';
      if (changes && type !== 'application/json') return context.text('expected application/json\n', 415);
      await next();
    },
  };
  return guard;
}

/** The refusal of a WebSocket upgrade, if any. */
export const upgradeRefusal = (guard: Guard, request: IncomingMessage): string | undefined =>
  guard.refusal({ host: request.headers.host, origin: request.headers.origin });

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
