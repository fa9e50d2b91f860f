import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';

/** What one replica was sent, by the ids of interactions. */
interface Share {
  port: number;
  taken: Set<string>;
  inFlight: Set<string>;
  /** How many connections to it were made. */
  connections: number;
}

/** Spreads requests over replicas, as the proxy of compose.scale.yaml does. */
export interface Balancer {
  shares: readonly Share[];
  /**
   * Posts to the next replica, and to the one after it where the connection was refused: then nobody took it. Every request has a
   * connection of its own, so that none meets one that is just being closed. @throws what became of a request that was taken.
   */
  post(id: string, body: string, headers: Record<string, string>): Promise<Response>;
}

export function createBalancer(ports: readonly number[]): Balancer {
  const shares = ports.map(port => ({
    port,
    taken: new Set<string>(),
    inFlight: new Set<string>(),
    connections: 0,
  }));
  let turn = 0;
  return {
    shares,
    async post(id, body, headers) {
      for (let tries = 0; tries < shares.length; tries += 1) {
        const share = shares[turn++ % shares.length] as Share;
        share.inFlight.add(id);
        try {
          const response = await posted(share.port, body, headers, false, () => (share.connections += 1));
          share.taken.add(id);
          share.inFlight.delete(id);
          return response;
        } catch (error) {
          if (!isRefused(error)) throw error;
          share.inFlight.delete(id);
        }
      }
      throw new Error('Expected a replica that takes connections, found none.');
    },
  };
}

/** Posts one request, on a connection of its own unless an agent holds one open. */
export async function posted(
  port: number,
  body: string,
  headers: Record<string, string>,
  agent: Agent | false = false,
  connected: () => void = () => {},
): Promise<Response> {
  const asking = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers, agent });
  asking.once('socket', socket => void socket.once('connect', connected));
  asking.end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const { connection = '', 'content-type': type = 'text/plain' } = answer.headers;
  const status = answer.statusCode ?? 0;
  return new Response(Buffer.concat(chunks), { status, headers: { connection, 'content-type': type } });
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
