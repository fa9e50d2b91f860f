import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The wire between a store and its Redis, which a test can cut. */
export interface Wire {
  /** The Redis behind it, as if it stood here. */
  url: string;
  /** Cuts each connection as soon as Redis has answered what fits on it: what was asked is done, and nobody hears of it. */
  loseAnswersTo(fits: (asked: string) => boolean): void;
  /** How many connections were made through it. */
  connections(): number;
  /** Loses no answers any more. */
  mend(): void;
  /** Lets nothing through on the connections there are, without a word, as when a network has forgotten them. */
  forget(): void;
  cut(): void;
  close(): Promise<void>;
}

export async function startWire(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let loses: (asked: string) => boolean = () => false;
  let forgotten = new Set<Socket>();
  let made = 0;
  const server = createServer(near => {
    made += 1;
    const far = connect(port, '127.0.0.1');
    const end = (): void => {
      for (const socket of [near, far]) {
        open.delete(socket);
        socket.destroy();
      }
    };
    let isLosing = false;
    near.on('data', data => {
      isLosing ||= loses(data.toString('latin1'));
      if (!forgotten.has(near)) far.write(data);
    });
    far.on('data', data => {
      if (isLosing) end();
      else if (!forgotten.has(far)) near.write(data);
    });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('Expected an address, got none.');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    loseAnswersTo: fits => {
      loses = fits;
    },
    connections: () => made,
    mend: () => {
      loses = () => false;
    },
    forget: () => {
      forgotten = new Set(open);
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
