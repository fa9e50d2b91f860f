import { expect, test } from 'vitest';

import { Actor } from './bot/actor.ts';
import { type Bot, lanes, openBot } from './bot/lanes.ts';

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
 * A conversation is held in every lane: with the router in this process, and with the real discord.js client over the
 * stand-in's REST and gateway. What the bot sent must be the same in both, to the last flag; nothing it did may be refused by
 * the stand-in, and nothing may be logged as going wrong.
 */
export function conversation(name: string, talk: (cast: Cast) => Promise<void>): void {
  test(name, async () => {
    const sent: unknown[] = [];
    for (const lane of lanes) {
      const bot = await openBot(lane);
      try {
        await talk(castOf(bot));
        expect(bot.world.problems, `what the stand-in refused in the ${lane} lane`).toEqual([]);
        expect(bot.wentWrong(), `what was logged in the ${lane} lane`).toEqual([]);
        sent.push(bot.sent);
      } finally {
        await bot.close();
      }
    }
    expect(sent[1], 'the gateway lane sent something else than the router lane').toEqual(sent[0]);
  });
}

export function castOf(bot: Bot): Cast {
  const person = (name: string) => {
    const found = bot.world.people().find(person => person.name === name);
    if (!found) throw new Error(`Expected ${name} in the stand-in, found nobody of that name.`);
    return new Actor(bot.world, found.id);
  };
  return { ada: person('Ada'), bo: person('Bo'), mo: person('Mo'), bot };
}
