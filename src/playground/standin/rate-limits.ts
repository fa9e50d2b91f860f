import { createHash } from 'node:crypto';

/** What one request may do now. Times in seconds. */
interface Allowance {
  headers: Record<string, string>;
  /** Set when the request is one too many. */
  refused?: { retryAfter: number; scope: 'user' | 'global' };
}

/** Counts requests as Discord does: a bucket for each route and channel, and a ceiling over all of a bot's own. */
export interface RateLimits {
  spend(method: string, path: string): Allowance;
}

/** For tests in which days pass in milliseconds: Discord counts real time. */
export const noLimits: RateLimits = { spend: () => ({ headers: {} }) };

interface Limit {
  name: string;
  route: RegExp;
  method?: string;
  most: number;
  /** Seconds. */
  per: number;
}

/** `now` gives real milliseconds. `ceiling` is how many a second the bot may make in all. */
export function createRateLimits(now: () => number = () => performance.now(), ceiling = 50): RateLimits {
  const windows = new Map<string, { used: number; until: number }>();

  const use = (key: string, most: number, seconds: number) => {
    const at = now();
    const open = windows.get(key);
    const current = open && open.until > at ? open : { used: 0, until: at + seconds * 1000 };
    windows.set(key, current);
    const left = (current.until - at) / 1000;
    if (current.used >= most) return { over: true, remaining: 0, left };
    current.used += 1;
    return { over: false, remaining: most - current.used, left };
  };

  return {
    spend(method, path) {
      if (windows.size > MOST_WINDOWS) forgetPast(windows, now());
      const isExempt = EXEMPT.test(path);
      const overall = isExempt ? undefined : use('global', ceiling, 1);
      if (overall?.over)
        return {
          headers: { 'x-ratelimit-global': 'true' },
          refused: { retryAfter: overall.left, scope: 'global' },
        };
      if (path.startsWith('/interactions/')) return { headers: {} };
      const limit = LIMITS.find(one => one.route.test(path) && (one.method ?? method) === method) ?? ANY;
      const owner = limit.route.exec(path)?.[1] ?? '';
      const name = limit === ANY ? `${method} ${path.replace(/\d{15,}/g, ':id')}` : limit.name;
      const { over, remaining, left } = use(`${name} ${owner}`, limit.most, limit.per);
      const headers = {
        'x-ratelimit-limit': String(limit.most),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': (Date.now() / 1000 + left).toFixed(3),
        'x-ratelimit-reset-after': left.toFixed(3),
        'x-ratelimit-bucket': createHash('sha1').update(name).digest('hex').slice(0, 32),
      };
      return over ? { headers, refused: { retryAfter: left, scope: 'user' } } : { headers };
    },
  };
}

function forgetPast(windows: Map<string, { until: number }>, at: number): void {
  for (const [key, { until }] of windows) if (until <= at) windows.delete(key);
}

/** These cost the bot nothing of its ceiling. */
const EXEMPT = /^\/(interactions|webhooks)\//;
const MOST_WINDOWS = 10_000;
const LIMITS: Limit[] = [
  { name: 'message-create', route: /^\/channels\/(\d+)\/messages$/, method: 'POST', most: 5, per: 5 },
  { name: 'message-change', route: /^\/channels\/(\d+)\/messages\/\d+$/, most: 5, per: 1 },
  { name: 'webhook', route: /^\/webhooks\/\d+\/([^/]+)/, most: 5, per: 2 },
];
const ANY: Limit = { name: 'any', route: /^()/, most: 50, per: 1 };
