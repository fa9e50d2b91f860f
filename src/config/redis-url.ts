/** Where a Redis is, and who comes to it. */
export interface RedisAddress {
  host: string;
  port: number;
  tls: boolean;
  username?: string;
  /** Never to be printed. */
  password?: string;
  database: number;
}

/** Reads `redis://user:password@host:port/database`, of which only the host has to be there; `rediss:` for TLS. Undefined for all else. */
export function readRedisUrl(text: string): RedisAddress | undefined {
  if (!/^rediss?:\/\/[^\s?#]+$/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const [username, password] = [decoded(url.username), decoded(url.password)];
  const database = /^\/?$/.test(url.pathname) ? '0' : /^\/(\d{1,5})$/.exec(url.pathname)?.[1];
  const port = Number(url.port === '' ? usualPort : url.port);
  if (username === undefined || password === undefined || database === undefined) return undefined;
  if (url.hostname === '' || port === 0) return undefined;
  return {
    // Without the brackets around an IPv6 address.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    tls: url.protocol === 'rediss:',
    ...(username && { username }),
    ...(password && { password }),
    database: Number(database),
  };
}

/** Whether it is meant to be one, right or wrong. */
export const isRedisUrl = (text: string): boolean => /^rediss?:/i.test(text);

/** Undefined where a percent sign stands for nothing. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const usualPort = 6379;
