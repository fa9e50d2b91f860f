import type { Outbox, Outgoing, Sent } from '../../core/ports.ts';
import { parseCustomId } from '../../discord/custom-id.ts';
import { partsOf } from '../../discord/measure.ts';
import { bodyOf, sentOf } from '../../discord/outbox.ts';
import type { World } from '../standin/api.ts';
import { ApiError } from '../standin/errors.ts';
import type { Crashes } from './crashes.ts';
import { botRefused, type Failure } from './failure.ts';
import type { Power } from './power.ts';
import { count, type Tally } from './tally.ts';
import type { Time } from './time.ts';
import type { Weather } from './weather.ts';

export interface WireParts {
  world: World;
  weather: Weather;
  crashes: Crashes;
  time: Time;
  tally: Tally;
  /** Told of every request about a channel that did not go well. */
  troubled: (channel: string, isUnsure: boolean) => void;
}

/** Messages of one process into the world, through all that may happen on the way. */
export function outboxThrough(power: Power, parts: WireParts): Outbox {
  const { world, weather, crashes, time, tally, troubled } = parts;
  return {
    turn: () =>
      power.through(async () => {
        time.pass(turnMs);
      }),
    send: outgoing =>
      power.through(async () => {
        const failure = weather.sending(outgoing.channel);
        if (failure) {
          count(tally.faults, failure.isMade ? `${failure.kind}, carried out` : failure.kind);
          troubled(outgoing.channel, failure.status !== 429);
        }
        const made = failure && !failure.isMade ? undefined : make(world, outgoing);
        if (made?.kind === 'sent' && crashes.strikes('after the message is made, before the answer'))
          power.cut();
        return failure ? told(failure, outgoing) : (made ?? { kind: 'unsure', reason: 'nothing came back' });
      }),
    open: personId =>
      power.through(async () =>
        weather.isDiscordWell() ? { channel: world.openDm(personId).id } : 'not-now',
      ),
    find: ({ channel }, _since, fits) =>
      power.through(async () => {
        time.pass(turnMs);
        count(tally.faults, 'look-up');
        if (crashes.strikes('during a look-up')) power.cut();
        const failure = weather.reading();
        if (failure !== undefined) {
          count(tally.faults, `look-up that is ${failure}`);
          troubled(channel, true);
          return failure;
        }
        const found = world
          .listMessages(channel, { limit: 100 })
          .filter(({ author }) => author.id === world.bot.id)
          .flatMap(({ components }) => partsOf(components ?? []))
          .some(({ custom_id }) => custom_id !== undefined && fits(parseCustomId(custom_id)));
        count(tally.faults, found ? 'look-up: there' : 'look-up: not there');
        return found ? 'there' : 'not-there';
      }),
  };
}

/** What Discord makes of it. */
function make(world: World, outgoing: Outgoing): Sent {
  try {
    world.createMessage(outgoing.channel, bodyOf(outgoing));
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return sentOf({ status: error.status, code: error.code, reason: error.message }, outgoing.kind);
  }
}

/** What the process is told of a failure. */
function told({ kind, status, code }: Failure, outgoing: Outgoing): Sent {
  if (kind === 'refused')
    return sentOf({ status: 403, code: botRefused, reason: 'the bot is refused' }, outgoing.kind);
  const all = kind === '429 for everything';
  return sentOf({ status, code, reason: kind, retryAfterMs: retryMs, all }, outgoing.kind);
}

/** The bot's own pace: 45 messages a second. */
const turnMs = 22;
const retryMs = 2_000;
