import { expect, test } from 'vitest';

import type { Share } from '../src/router/shares.ts';
import { Actor } from './bot/actor.ts';
import { type Bot, type Lane, lanes, openBot } from './bot/lanes.ts';

/** The people of a conversation, and the bot they talk to. */
export interface Cast {
  /** New to all this. */
  ada: Actor;
  bo: Actor;
  /** May manage the server. */
  mo: Actor;
  bot: Bot;
}

/**
 * A conversation is held in every lane: with the router in this process, with the real discord.js client over the stand-in's REST
 * and gateway, and with interactions posted to the bot. What it sent must be the same in all, to the last flag; nothing it did may be
 * refused by the stand-in, and nothing may be logged as going wrong. `words`: plain words are written, which only a gateway brings. `asking`: how
 * much one person may ask for.
 */
export function conversation(
  name: string,
  talk: (cast: Cast) => Promise<void>,
  { words = false, asking }: { words?: boolean; asking?: Share } = {},
): void {
  test(name, async () => {
    const held = lanes.filter(lane => !(words && lane === 'http'));
    // Side by side, for most of it is waiting.
    const sent = await Promise.all(held.map(lane => inLane(lane, talk, asking)));
    for (const [at, other] of sent.entries())
      expect(other, `the ${lanes[at]} lane sent something else than the router lane`).toEqual(sent[0]);
  });
}

/** What the bot sent. */
async function inLane(lane: Lane, talk: (cast: Cast) => Promise<void>, asking?: Share): Promise<unknown[]> {
  const bot = await openBot(lane, asking);
  try {
    await talk(castOf(bot));
    expect(bot.world.problems, `what the stand-in refused in the ${lane} lane`).toEqual([]);
    expect(bot.wentWrong(), `what was logged in the ${lane} lane`).toEqual([]);
    return bot.sent;
  } finally {
    await bot.close();
  }
}

export function castOf(bot: Bot): Cast {
  const person = (name: string) => {
    const found = bot.world.people().find(person => person.name === name);
    if (!found) throw new Error(`Expected ${name} in the stand-in, found nobody of that name.`);
    return new Actor(bot.world, found.id);
  };
  return { ada: person('Ada'), bo: person('Bo'), mo: person('Mo'), bot };
}
