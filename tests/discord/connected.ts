import { type Gateway, startGateway } from '../../src/discord/gateway.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import type { Command } from '../../src/router/command.ts';
import type { Actor } from '../bot/actor.ts';
import { collectingLog, type Line } from '../router/log.ts';
import { routerOver } from '../router/toys.ts';
import { adaIn, noting, type Sent, token } from './setting.ts';
import { toyTaking } from './toy.ts';

/** A stand-in, and what a bot connected to it logs, sends and is told. */
export interface Connection {
  standin: Standin;
  ada: Actor;
  sent: Sent[];
  lines: Line[];
  /** Why the connection ended for good, each time it was said. */
  ended: string[];
  stopping: AbortController;
  /** Connects the bot; what was started is stopped by `close`. */
  start(more?: { token?: string }): Promise<Gateway>;
  close(): Promise<void>;
}

export async function openConnection(
  commands: Command[] = [toyTaking()],
  heard: (line: Line, standin: Standin) => void = () => {},
  servers = 1,
): Promise<Connection> {
  const sent: Sent[] = [];
  const ended: string[] = [];
  const world = createWorld();
  const standin = await startStandin({ port: 0, token, world: noting(world, sent), servers });
  const { log, lines } = collectingLog(line => heard(line, standin));
  const { router } = routerOver(...commands);
  const stopping = new AbortController();
  const started: Gateway[] = [];
  return {
    standin,
    ada: adaIn(world),
    sent,
    lines,
    ended,
    stopping,
    async start(more = {}) {
      const onEnd = (reason: string) => void ended.push(reason);
      const parts = {
        token,
        apiUrl: standin.apiUrl,
        router,
        commands,
        log,
        onEnd,
        patience: { first: 20, most: 80 },
      };
      const gateway = await startGateway({ ...parts, ...more, signal: stopping.signal });
      started.push(gateway);
      return gateway;
    },
    async close() {
      stopping.abort();
      for (const gateway of started) await gateway.stop();
      await standin.close();
    },
  };
}

export const wentWrong = ({ lines }: Connection) => lines.filter(({ level }) => level !== 'info');
