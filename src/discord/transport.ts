import type { Clock } from '../core/ports.ts';
import type { Lease } from '../store/lease.ts';
import { type Gateway, type GatewayParts, startGateway } from './gateway.ts';
import { startHeldGateway } from './held.ts';
import type { EndpointParts } from './http.ts';

export interface TransportParts extends GatewayParts {
  rest: EndpointParts['rest'];
  clock: Clock;
  note?: EndpointParts['note'];
  /** Where Discord posts interactions, in place of a connection to its gateway. */
  endpoint?: Pick<EndpointParts, 'publicKey' | 'port' | 'listening'> | undefined;
  /** Held by the one of several processes that is connected to the gateway. */
  lease?: Lease | undefined;
}

/**
 * Takes interactions the way the settings say: posted, over the gateway, or over the gateway in turn with other processes.
 * @throws RefusedError when Discord refuses the token or the settings of the application; Error with the code EADDRINUSE.
 */
export async function startTransport({ endpoint, lease, ...parts }: TransportParts): Promise<Gateway> {
  const { log, onEnd, signal } = parts;
  if (endpoint) {
    // Loaded only where it is asked for.
    const { startEndpoint } = await import('./http.ts');
    return startEndpoint({ ...parts, ...endpoint });
  }
  const start = () => startGateway(parts);
  return lease ? startHeldGateway({ lease, start, log, onEnd, signal }) : start();
}
