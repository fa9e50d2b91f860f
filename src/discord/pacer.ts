/**
 * Deals out the requests that the bot starts itself, one after the other, below Discord's ceiling of 50 a second. Messages come
 * before openings of DMs, those before look-ups, and tidying comes last; what is left of the ceiling above the messages' own is
 * for the others, so that a full minute holds nobody up for long.
 */
export interface Pacer {
  /** Resolves when one more request of that kind may be made. */
  turn(kind: Kind): Promise<void>;
  /** Right before a message goes: what it had to wait for after its turn may have made several of them late together. */
  going(): Promise<void>;
}

const kinds = ['message', 'opening', 'look-up', 'tidying'] as const;
type Kind = (typeof kinds)[number];

/** `messagesPerSecond` is at most 45 where the others are to get on too. `now` in milliseconds. */
export function createPacer(
  messagesPerSecond: number = usualMessagesPerSecond,
  now: () => number = () => performance.now(),
): Pacer {
  const turn = deal(messagesPerSecond, now);
  const leave = deal(messagesPerSecond, now);
  return { turn, going: () => leave('message') };
}

function deal(messagesPerSecond: number, now: () => number): Pacer['turn'] {
  const waiting: Record<Kind, (() => void)[]> = { message: [], opening: [], 'look-up': [], tidying: [] };
  const messages = createBudget(messagesPerSecond);
  const all = createBudget(Math.max(messagesPerSecond, requestsPerSecond));
  let timer: NodeJS.Timeout | undefined;

  const waitOf = (kind: Kind, at: number): number =>
    Math.max(all.wait(at), kind === 'message' ? messages.wait(at) : 0);

  const grant = (): void => {
    timer = undefined;
    for (;;) {
      const at = now();
      const open = kinds.filter(kind => waiting[kind].length > 0);
      const next = open.find(kind => waitOf(kind, at) <= 0);
      if (next === undefined) {
        if (open.length > 0) timer = setTimeout(grant, Math.min(...open.map(kind => waitOf(kind, at))));
        return;
      }
      all.spend(at);
      if (next === 'message') messages.spend(at);
      waiting[next].shift()?.();
    }
  };

  return kind =>
    new Promise(resolve => {
      waiting[kind].push(resolve);
      if (timer === undefined) grant();
      else if (waitOf(kind, now()) <= 0) {
        clearTimeout(timer);
        grant();
      }
    });
}

/** So many a second, evenly; what a busy machine was late with is made up for, up to a few at once. */
function createBudget(perSecond: number) {
  const each = 1_000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return {
    wait: (at: number) => next - at,
    spend(at: number) {
      next = Math.max(next, at - each * mostAtOnce) + each;
    },
  };
}

export const usualMessagesPerSecond = 45;
/** Two below Discord's ceiling: its seconds do not begin with ours. */
export const requestsPerSecond = 48;
const mostAtOnce = 2;
