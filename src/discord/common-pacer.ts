import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../store/errors.ts';
import type { RedisLink } from '../store/redis-link.ts';
import type { Pacer } from './pacer.ts';
import { requestsPerSecond, usualMessagesPerSecond } from './pacer.ts';

/**
 * Keeps all processes on one Redis below Discord's ceiling together: each request has a moment of its own, by the clock of that Redis.
 * BullMQ's limiter counts deliveries as they begin, in seconds that it cuts itself; what counts here is every request, also a second try
 * and a look-up. While Redis is away messages wait for a while, and then each process keeps to its own pace.
 */
export function commonPacer(
  own: Pacer,
  link: RedisLink,
  messagesPerSecond: number = usualMessagesPerSecond,
): Pacer {
  const each = [messagesPerSecond, Math.max(messagesPerSecond, requestsPerSecond)].map(perSecond =>
    String(Math.ceil(1_000_000 / perSecond)),
  );
  const wait = async (kind: string, patience: number): Promise<void> => {
    try {
      const moment = await link.run(performance.now() + patience, ({ client }) =>
        client.eval(momentScript, { keys: [key], arguments: [kind, ...each] }),
      );
      await sleep(Number(moment) / 1_000);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  };
  return {
    async turn(kind) {
      await own.turn(kind);
      await wait(kind, kind === 'message' ? patienceMs : shortPatienceMs);
    },
    async going() {
      await own.going();
      await wait('going', shortPatienceMs);
    },
  };
}

/** Gives in how many microseconds it is. ARGV: the kind, the microseconds between two messages, and between two requests. */
const momentScript = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function after(what) return math.min(tonumber(redis.call('GET', KEYS[1] .. what) or '0'), now + ${60_000_000}) end
local function spend(what, at) redis.call('SET', KEYS[1] .. what, string.format('%.0f', at), 'PX', ${120_000}) end
if ARGV[1] == 'going' then
  local at = math.max(now, after(':going'))
  spend(':going', at + ARGV[2])
  return at - now
end
local at = math.max(now, after(':requests'))
if ARGV[1] == 'message' then
  at = math.max(at, after(':messages'))
  spend(':messages', at + ARGV[2])
end
spend(':requests', at + ARGV[3])
return at - now
`;

const key = 'steady:#pace';
/** A moment that is not told by then, in milliseconds, is done without: nobody is to wait long for what they asked for. */
const patienceMs = 5_000;
const shortPatienceMs = 600;
