/** The live line from the stand-in: what happens while the page is open. */
import type { Happening } from '../standin/contract.ts';

export interface LiveHandlers {
  happened(happening: Happening): void;
  /** Called at every opening: what happened while the line was down has to be fetched. */
  opened(): void;
  closed(): void;
}

/** Opens the line for one person and keeps it open, with a growing pause between tries. Returns what ends it. */
export function openLive(person: string, handlers: LiveHandlers): () => void {
  let ended = false;
  let failures = 0;
  let socket: WebSocket | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const line = new WebSocket(
      `${scheme}://${location.host}/playground/live?person=${encodeURIComponent(person)}`,
    );
    socket = line;
    line.addEventListener('open', () => {
      failures = 0;
      if (!ended) handlers.opened();
    });
    line.addEventListener('message', event => {
      if (!ended) handlers.happened(JSON.parse(String(event.data)) as Happening);
    });
    line.addEventListener('close', () => {
      if (ended) return;
      handlers.closed();
      retry = setTimeout(connect, Math.min(longestPause, firstPause * 2 ** failures));
      failures += 1;
    });
  };

  connect();
  return () => {
    ended = true;
    clearTimeout(retry);
    socket?.close();
  };
}

/** Milliseconds. */
const firstPause = 300;
const longestPause = 5000;
