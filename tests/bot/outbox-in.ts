import type { Outbox } from '../../src/core/ports.ts';
import { parseCustomId } from '../../src/discord/custom-id.ts';
import { bodyOf, foundOf, sentOf } from '../../src/discord/outbox.ts';
import type { World } from '../../src/playground/standin/api.ts';
import { ApiError } from '../../src/playground/standin/errors.ts';
import { partsOf } from './parts.ts';

/** Messages that the bot starts itself, straight into a world in the same process. What fails is told as over REST. */
export function outboxIn(world: Pick<World, 'createMessage' | 'openDm' | 'listMessages' | 'bot'>): Outbox {
  return {
    turn: async () => {},
    async send(outgoing) {
      try {
        world.createMessage(outgoing.channel, JSON.parse(JSON.stringify(bodyOf(outgoing))));
        return { kind: 'sent' };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return sentOf({ status: error.status, code: error.code, reason: error.message }, outgoing.kind);
      }
    },
    open: async personId => ({ channel: world.openDm(personId).id }),
    async find({ channel, kind }, _since, fits) {
      try {
        const messages = world.listMessages(channel, { limit: 100 });
        if (messages.length === 0 && kind === 'channel') return 'unreadable';
        const found = messages
          .filter(({ author }) => author.id === world.bot.id)
          .flatMap(({ components }) => partsOf(components))
          .some(({ custom_id }) => custom_id !== undefined && fits(parseCustomId(custom_id)));
        return found ? 'there' : 'not-there';
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return foundOf({ code: error.code }, kind);
      }
    },
  };
}
