import type { APIInteraction } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { createEdits } from '../../src/discord/edits.ts';
import { definitions } from '../../src/discord/registration.ts';
import { respond } from '../../src/discord/respond.ts';
import { answersOver, interactionRest } from '../../src/discord/rest.ts';
import type { World, WorldOptions } from '../../src/playground/standin/api.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import type { Command } from '../../src/router/command.ts';
import { Actor } from '../bot/actor.ts';
import type { Line } from '../router/log.ts';
import { routerOver } from '../router/toys.ts';

/** What was sent to Discord, in order, as it arrived there. */
export type Sent = [how: 'answer' | 'edit' | 'delete' | 'message', body?: unknown];

/** Toy commands answered over real REST, by a responder that is handed each interaction as it is made. */
export interface Setting {
  world: ServedWorld;
  ada: Actor;
  sent: Sent[];
  lines: Line[];
  /** From now on answers are deferred after so many milliseconds. */
  defersAfter(ms: number): void;
  /** Waits until every answer under way is given or given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function answering(
  commands: Command[],
  { deferAfter, ...options }: WorldOptions & { deferAfter?: number } = {},
): Promise<Setting> {
  const world = createWorld(options);
  const sent: Sent[] = [];
  const standin = await startStandin({ port: 0, token, world: noting(world, sent) });
  const { router, log, lines } = routerOver(...commands);
  const port = answersOver(interactionRest(standin.apiUrl));
  const edits = createEdits({ log });
  const responder = { router, port, edits, log, deferAfter };
  const working: Promise<void>[] = [];
  world.overwriteCommands(definitions(commands, [0, 1]));
  const disconnect = world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') working.push(respond(responder, payload as APIInteraction));
  });
  return {
    world,
    ada: adaIn(world),
    sent,
    lines,
    defersAfter(ms) {
      responder.deferAfter = ms;
    },
    settled: async () => void (await Promise.all(working)),
    async close() {
      disconnect();
      await Promise.all(working);
      await edits.finish();
      await standin.close();
    },
  };
}

export function adaIn(world: World): Actor {
  return new Actor(world, world.people().find(({ name }) => name === 'Ada')?.id ?? '');
}

/** The same world, writing down what the bot does in it. */
export function noting(world: ServedWorld, sent: Sent[]): ServedWorld {
  return {
    ...world,
    answer(id, token, body, files) {
      sent.push(['answer', body]);
      return world.answer(id, token, body, files);
    },
    editAnswer(token, message, body, files) {
      sent.push(['edit', body]);
      return world.editAnswer(token, message, body, files);
    },
    deleteAnswer(token, message) {
      sent.push(['delete']);
      world.deleteAnswer(token, message);
    },
    createMessage(channel, body, files) {
      sent.push(['message', body]);
      return world.createMessage(channel, body, files);
    },
  };
}

/** Everything the bot did was something Discord takes. */
export function expectNothingRefused({ problems }: World): void {
  expect(problems).toEqual([]);
}

export const token = 'dGVzdA.steady.not-a-secret';
export const EPHEMERAL = 1 << 6;
export const V2 = 1 << 15;
