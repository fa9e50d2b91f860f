/** What can go wrong with one request. */
export type Fault =
  /** Answered with this status, without being done unless it is `carriedOut`. `code` and `message` are Discord's. */
  | { kind: 'status'; status: number; code?: number; message?: string; carriedOut?: true }
  /** Done after this many milliseconds. */
  | { kind: 'delay'; ms: number }
  /** The connection breaks before anything is done. */
  | { kind: 'drop' }
  /** It is done, then the connection breaks. */
  | { kind: 'lose-answer' }
  /** Refused with 429. `retryAfter` in seconds. */
  | { kind: 'rate-limit'; scope: 'user' | 'shared' | 'global'; retryAfter: number };

export type GatewayFault =
  /** The connection breaks, or is closed with this code. */
  | { kind: 'drop'; code?: number }
  /** Discord asks the client to reconnect and resume. */
  | { kind: 'reconnect' }
  | { kind: 'invalid-session'; resumable: boolean }
  /** Connections stay open and nothing said on them is heard, nor a goodbye; `over`: what was said meanwhile is heard after all. */
  | { kind: 'silence'; over?: true };

/** Arranges what goes wrong next. Routes are written `POST /channels/:id/messages`; each `:word` stands for one part. */
export interface Faults {
  /** The next `times` requests to the route meet this fault; one when left out. */
  next(route: string, fault: Fault, times?: number): void;
  /** How many of these are still to be met. */
  left(): number;
  /** While true every request loses its connection and the gateway turns everyone away. */
  away(isAway: boolean): void;
  /** Befalls every gateway connection at once. */
  gateway(fault: GatewayFault): void;
  clear(): void;
}

/** The server's side of the faults. */
export interface FaultSource extends Faults {
  /** The fault this request meets, if any, and uses it up. `path` starts behind `/api/v10`. */
  take(method: string, path: string): Fault | undefined;
  isAway(): boolean;
  onGateway(listener: (fault: GatewayFault) => void): () => void;
}

/** Starts with nothing arranged. */
export function createFaults(): FaultSource {
  let arranged: { route: string; fault: Fault; left: number }[] = [];
  let isAway = false;
  const listeners = new Set<(fault: GatewayFault) => void>();

  return {
    next(route, fault, times = 1) {
      arranged.push({ route, fault, left: times });
    },
    left: () => arranged.reduce((sum, { left }) => sum + left, 0),
    away(value) {
      isAway = value;
      if (value) for (const listener of listeners) listener({ kind: 'drop' });
    },
    gateway(fault) {
      for (const listener of listeners) listener(fault);
    },
    clear() {
      arranged = [];
      isAway = false;
    },
    take(method, path) {
      const met = arranged.find(({ route }) => matchesRoute(route, method, path));
      if (!met) return undefined;
      met.left -= 1;
      if (met.left <= 0) arranged = arranged.filter(one => one !== met);
      return met.fault;
    },
    isAway: () => isAway,
    onGateway(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function matchesRoute(route: string, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ''] = route.split(' ');
  const wanted = wantedPath.split('/');
  const parts = path.split('/').map(part => decodeURIComponent(part));
  return (
    wantedMethod === method &&
    wanted.length === parts.length &&
    wanted.every((part, index) => part.startsWith(':') || part === parts[index])
  );
}
