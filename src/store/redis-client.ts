import { createClient } from '@keyv/redis';
import type { RedisAddress } from '../config/redis-url.ts';

/** A client for a library that holds its own: it connects again by itself until it is closed, and what is asked meanwhile waits. */
export function lastingClient(address: RedisAddress, isClosed: () => boolean) {
  const { host, port, tls, username, password, database } = address;
  return createClient({
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: {
      host,
      port,
      connectTimeout,
      reconnectStrategy: tries => (isClosed() ? false : Math.min(50 * 2 ** tries, longestPause)),
      ...(tls ? { tls } : {}),
    },
  }).setMaxListeners(0);
}

/** Milliseconds. */
const connectTimeout = 2_000;
const longestPause = 2_000;
