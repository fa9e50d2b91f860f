import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayFault } from '../standin/faults.ts';
import { demand, type Fault } from './fault.ts';
import type { Scene } from './scene.ts';

/** What happens to the connection to the gateway. */
export const gatewayFaults: readonly Fault[] = [
  {
    name: 'socket dropped',
    befall: ({ world }) => lost(world, () => world.faults.gateway({ kind: 'drop' })),
  },
  {
    name: 'socket closed by Discord',
    befall: ({ world }, dice) =>
      lost(world, () => world.faults.gateway({ kind: 'drop', code: dice.one([4000, 4009, 1012]) })),
  },
  {
    name: 'socket stalled',
    async befall({ world }, dice) {
      world.faults.gateway({ kind: 'silence' });
      await sleep(dice.between(4_500, 6_000));
      world.faults.gateway({ kind: 'silence', over: true });
    },
  },
  { name: 'asked to reconnect', befall: ({ world }) => lost(world, said(world, { kind: 'reconnect' })) },
  {
    name: 'resume refused',
    befall: ({ world }) =>
      lost(world, () => {
        world.faults.gateway({ kind: 'drop' });
        // The socket is gone before it is told, so it learns only when it tries to resume.
        world.faults.gateway({ kind: 'invalid-session', resumable: false });
      }),
  },
  {
    name: 'session invalidated, resumable',
    befall: ({ world }) => lost(world, said(world, { kind: 'invalid-session', resumable: true })),
  },
  {
    name: 'session invalidated',
    befall: ({ world }) => lost(world, said(world, { kind: 'invalid-session', resumable: false })),
  },
  {
    name: 'Discord away',
    expects: /An answer could not be sent/,
    async befall({ world }, dice) {
      await lost(world, () => world.faults.away(true));
      await sleep(dice.between(2_000, 5_000));
      world.faults.away(false);
    },
  },
];

type World = Scene['world'];

const said = (world: World, fault: GatewayFault) => () => world.faults.gateway(fault);

/** Does it, and waits until the bot is seen without its connection: else nothing happened. */
async function lost(world: World, befall: () => void): Promise<void> {
  let stop = () => {};
  const gone = new Promise<boolean>(resolve => {
    stop = world.on(happening => {
      if (happening.kind === 'bot' && !happening.connected) resolve(true);
    });
  });
  befall();
  const isLost = await Promise.race([gone, sleep(noticedMs, false)]);
  stop();
  demand(isLost, 'the connection to be lost', 'none that was');
}

const noticedMs = 5_000;
