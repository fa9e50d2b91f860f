import type { Log } from '../core/ports.ts';
import type { RedisConnection } from './redis-connection.ts';

/** Warns of settings of a Redis under which it loses what it keeps. Says nothing where it does not tell its settings. */
export async function adviseOn({ client, reason }: RedisConnection, log: Log): Promise<void> {
  const told = await client.info().catch((error: unknown) => {
    // A connection that is lost is another matter.
    if (reason() !== undefined) throw error;
    return '';
  });
  const policy = infoOf(told, 'maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    log.warn(
      { policy },
      'Redis may throw records away when it is full: set its maxmemory-policy to noeviction.',
    );
  }
  if (infoOf(told, 'aof_enabled') === '0') {
    log.warn({}, 'Redis loses its last minutes, or everything, when it stops: set its appendonly to yes.');
  }
}

/** One field of what INFO tells. */
export const infoOf = (told: string, field: string): string | undefined =>
  new RegExp(`^${field}:(.*?)\\r?$`, 'm').exec(told)?.[1];
