/**
 * Loaded into Steady's own process before anything else (`node --import`), for what cannot be done from outside: its wall clock is set,
 * timers going on as they do on a real machine, and it says what it holds.
 */
export type Asked = { kind: 'step'; ms: number } | { kind: 'measure' };

/** What is still held once everything that can be freed is. */
export interface Held {
  heapBytes: number;
  /** What keeps the process turning: sockets, timers, files. */
  handles: number;
}

let stepMs = 0;
const now = Date.now.bind(Date);
globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now() + stepMs] : given, newTarget) as object,
  apply: target => new target(now() + stepMs).toString(),
  get: (target, name) => (name === 'now' ? () => now() + stepMs : Reflect.get(target, name)),
});

process.on('message', (asked: Asked) => {
  if (asked.kind === 'step') stepMs = asked.ms;
  else process.send?.(held());
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

function held(): Held {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  return { heapBytes: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
}
