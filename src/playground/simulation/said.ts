import TinyQueue from 'tinyqueue';
import type { World } from '../standin/api.ts';
import type { SeenMessage } from '../standin/contract.ts';
import type { Time } from './time.ts';

/** What was said in the world. */
export interface Said {
  /** Deletes what is older, so that memory stays as it is. */
  forget(before: number): void;
}

/** `came` is told of every message, as it stands in the world, at its instant. */
export function createSaid(world: World, time: Time, came: (message: SeenMessage, at: number) => void): Said {
  const all = new TinyQueue<{ at: number; channel: string; id: string }>([], (a, b) => a.at - b.at);
  world.on(happening => {
    if (happening.kind !== 'message') return;
    const { message } = happening;
    all.push({ at: time.now(), channel: message.channel_id, id: message.id });
    came(message, time.now());
  });
  return {
    forget(before) {
      for (let oldest = all.peek(); oldest && oldest.at < before; oldest = all.peek()) {
        all.pop();
        world.deleteMessage(oldest.channel, oldest.id);
      }
    },
  };
}
