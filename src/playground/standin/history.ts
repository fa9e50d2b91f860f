import type { SeenMessage } from './contract.ts';

/** A message, and whether the one person who could see it has put it away. */
interface Kept {
  message: SeenMessage;
  dismissed: boolean;
}

/**
 * Every message there is, found by its id, by its place and by the one person who sees it, however many there are.
 * The id of one that is added is greater than all before it.
 */
export interface History {
  get(id: string): Readonly<Kept> | undefined;
  add(message: SeenMessage): void;
  /** Puts a message in the place of its older self. */
  change(message: SeenMessage): void;
  /** Takes a private message off its person's screen; it stays known. */
  dismiss(id: string): void;
  remove(id: string): void;
  /** The public ones of a place older than `id`, or the last ones when none is named: newest first. */
  before(place: string, id: bigint | undefined, most: number): SeenMessage[];
  /** The public ones of a place that came next after `id`: newest first. */
  after(place: string, id: bigint, most: number): SeenMessage[];
  /** What one person sees in a place: oldest first. */
  seen(place: string, person: string): SeenMessage[];
  /** What only this person sees, in any place, and has not put away: oldest first. */
  private(person: string): SeenMessage[];
}

export function createHistory(): History {
  const all = new Map<string, Kept>();
  const publicIn = new Map<string, SeenMessage[]>();
  const privateTo = new Map<string, SeenMessage[]>();

  const listOf = ({ only_for, channel_id }: SeenMessage): SeenMessage[] =>
    only_for === undefined ? listIn(publicIn, channel_id) : listIn(privateTo, only_for);
  const shownTo = (person: string): SeenMessage[] =>
    listIn(privateTo, person).filter(({ id }) => all.get(id)?.dismissed === false);

  return {
    get: id => all.get(id),
    add(message) {
      all.set(message.id, { message, dismissed: false });
      listOf(message).push(message);
    },
    change(message) {
      const kept = all.get(message.id);
      if (!kept) return;
      kept.message = message;
      const list = listOf(message);
      list[firstFrom(list, BigInt(message.id))] = message;
    },
    dismiss(id) {
      const kept = all.get(id);
      if (kept) kept.dismissed = true;
    },
    remove(id) {
      const kept = all.get(id);
      if (!kept) return;
      all.delete(id);
      const list = listOf(kept.message);
      list.splice(firstFrom(list, BigInt(id)), 1);
    },
    before(place, id, most) {
      const list = listIn(publicIn, place);
      const end = id === undefined ? list.length : firstFrom(list, id);
      return list.slice(Math.max(0, end - most), end).reverse();
    },
    after(place, id, most) {
      const list = listIn(publicIn, place);
      const start = firstFrom(list, id + 1n);
      return list.slice(start, start + most).reverse();
    },
    seen(place, person) {
      const own = shownTo(person).filter(({ channel_id }) => channel_id === place);
      return [...listIn(publicIn, place), ...own].sort(byAge);
    },
    private: shownTo,
  };
}

function listIn(lists: Map<string, SeenMessage[]>, key: string): SeenMessage[] {
  const known = lists.get(key);
  if (known) return known;
  const made: SeenMessage[] = [];
  lists.set(key, made);
  return made;
}

/** Index of the first whose id is at least `id`. */
function firstFrom(oldestFirst: readonly SeenMessage[], id: bigint): number {
  let low = 0;
  let high = oldestFirst.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BigInt(oldestFirst[middle]?.id ?? id) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ids are whole numbers without zeros in front, so the longer one is the greater. */
const byAge = (one: SeenMessage, other: SeenMessage): number =>
  one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
