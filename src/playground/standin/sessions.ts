import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { BotEvent } from './api.ts';
import { type Shard, shardOf } from './servers.ts';
import type { ServedWorld } from './world.ts';

/** One bot's session: what it asked to hear, and what it heard, kept so that it can resume. */
export interface Session {
  readonly id: string;
  /** Sends the dispatch now, and keeps it for a resume. */
  send(event: string, data: unknown): void;
  /** The socket is gone but may come back: everything is still kept. Ends by itself after a while. */
  sleep(): void;
  /** Takes a new socket and sends what came after `seq`. False when that is no longer known. */
  wake(socket: WebSocket, seq: number): boolean;
  socket(): WebSocket | undefined;
  end(): void;
}

interface Identity {
  intents: number;
  shard: Shard;
  socket: WebSocket;
}

/** Opens a session and attaches it to the world. `ended` is called once it can no longer be resumed. */
export function openSession(
  world: ServedWorld,
  identity: Identity,
  ended: (session: Session) => void,
): Session {
  let socket: WebSocket | undefined = identity.socket;
  let seq = 0;
  let timer: NodeJS.Timeout | undefined;
  const kept: { seq: number; frame: string }[] = [];

  const send = (event: string, data: unknown): void => {
    seq += 1;
    const frame = JSON.stringify({ op: 0, t: event, s: seq, d: data });
    kept.push({ seq, frame });
    if (kept.length > MOST_KEPT) kept.shift();
    if (socket?.readyState === OPEN) socket.send(frame);
  };
  const hear = (...told: BotEvent): void => {
    if (concerns(told, identity)) send(told[0], told[1]);
  };
  let unlink = world.connect(hear);
  const relink = (quiet: boolean): void => {
    const before = unlink;
    before();
    unlink = world.connect(hear, { quiet });
  };

  const session: Session = {
    id: randomUUID().replaceAll('-', ''),
    send,
    socket: () => socket,
    sleep() {
      socket = undefined;
      relink(true);
      timer = setTimeout(() => session.end(), RESUMABLE);
      timer.unref();
    },
    wake(next, from) {
      if (from > seq || from < (kept[0]?.seq ?? 1) - 1) return false;
      clearTimeout(timer);
      if (socket && socket !== next) socket.close(1000);
      socket = next;
      relink(false);
      for (const one of kept) if (one.seq > from) next.send(one.frame);
      send('RESUMED', { _trace: ['stand-in'] });
      return true;
    },
    end() {
      clearTimeout(timer);
      unlink();
      socket = undefined;
      ended(session);
    },
  };
  return session;
}

/** Direct messages go to shard 0, and only to those who asked for them; a server's go to its own shard. */
function concerns([event, payload]: BotEvent, { intents, shard: [shard, shards] }: Identity): boolean {
  if (event === 'MESSAGE_CREATE') return (intents & DIRECT_MESSAGES) !== 0 && shard === 0;
  const guild = payload.guild_id;
  return shard === (guild === undefined ? 0 : shardOf(guild, shards));
}

export const DIRECT_MESSAGES = 1 << 12;
const OPEN = 1;
const MOST_KEPT = 1000;
/** Milliseconds a session without a socket can be resumed. */
const RESUMABLE = 120_000;
