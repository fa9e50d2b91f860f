/** Which row a nudge has, and which nudge a row. */
export interface Ids {
  readonly size: number;
  rowOf(id: string): number | undefined;
  at(row: number): string;
  /** The id must not have a row, nor the row an id. */
  add(id: string, row: number): void;
  /** Gives the row it had. */
  remove(id: string): number | undefined;
}

/**
 * An id of Discord's and a name are kept as numbers in a hash table with open addressing: 21 bytes each, where strings in a Map take
 * over a hundred, and give the collector as many objects to follow. Ids of any other shape go into a Map.
 */
export function createIds(): Ids {
  const names: string[] = [];
  const others = new Map<string, number>();
  const otherAt = new Map<number, string>();
  let rows = newRows(firstRows);
  let slots = new Int32Array(firstRows * 2).fill(empty);
  let packed = 0;

  const parse = (id: string): Packed | undefined => {
    const slash = id.indexOf('/');
    if (slash <= lowDigits || slash > mostDigits || id.charCodeAt(0) === zero) return undefined;
    const high = numberIn(id, 0, slash - lowDigits);
    const low = numberIn(id, slash - lowDigits, slash);
    if (high === undefined || low === undefined) return undefined;
    const name = nameAt(id.slice(slash + 1));
    return name === undefined ? undefined : { high, low, name };
  };
  const nameAt = (name: string): number | undefined => {
    const known = names.indexOf(name);
    if (known !== -1) return known;
    return names.length < mostNames ? names.push(name) - 1 : undefined;
  };
  const homeOf = (high: number, low: number): number =>
    (Math.imul(low ^ Math.imul(high % 0xffff_fffb, 0x9e37_79b1), 0x85eb_ca6b) >>> 8) & (slots.length - 1);
  const next = (slot: number): number => (slot + 1) & (slots.length - 1);
  /** The slot it lies in, or the empty one where it would. */
  const slotOf = ({ high, low, name }: Packed): number => {
    for (let slot = homeOf(high, low); ; slot = next(slot)) {
      const row = slots[slot] as number;
      if (row === empty) return slot;
      if (rows.low[row] === low && rows.high[row] === high && rows.name[row] === name) return slot;
    }
  };
  const homeOfRow = (row: number): number => homeOf(rows.high[row] as number, rows.low[row] as number);
  const enlarge = (): void => {
    const before = slots;
    slots = new Int32Array(before.length * 2).fill(empty);
    for (const row of before) {
      if (row === empty) continue;
      let slot = homeOfRow(row);
      while (slots[slot] !== empty) slot = next(slot);
      slots[slot] = row;
    }
  };
  /** Those behind a slot that became empty move up, where that brings them nearer to their own. */
  const close = (gap: number): void => {
    for (let slot = next(gap); slots[slot] !== empty; slot = next(slot)) {
      const home = homeOfRow(slots[slot] as number);
      const distance = (slot - home) & (slots.length - 1);
      if (distance < ((slot - gap) & (slots.length - 1))) continue;
      slots[gap] = slots[slot] as number;
      gap = slot;
    }
    slots[gap] = empty;
  };

  return {
    get size() {
      return packed + others.size;
    },
    rowOf(id) {
      const key = parse(id);
      if (!key) return others.get(id);
      const row = slots[slotOf(key)] as number;
      return row === empty ? undefined : row;
    },
    at: row =>
      otherAt.get(row) ??
      `${rows.high[row]}${String(rows.low[row]).padStart(lowDigits, '0')}/${names[rows.name[row] as number]}`,
    add(id, row) {
      const key = parse(id);
      if (!key) {
        others.set(id, row);
        otherAt.set(row, id);
        return;
      }
      while (row >= rows.low.length) rows = grown(rows);
      if ((packed + 1) * 4 > slots.length * 3) enlarge();
      rows.high[row] = key.high;
      rows.low[row] = key.low;
      rows.name[row] = key.name;
      slots[slotOf(key)] = row;
      packed += 1;
    },
    remove(id) {
      const key = parse(id);
      if (!key) {
        const row = others.get(id);
        others.delete(id);
        if (row !== undefined) otherAt.delete(row);
        return row;
      }
      const slot = slotOf(key);
      const row = slots[slot] as number;
      if (row === empty) return undefined;
      close(slot);
      packed -= 1;
      return row;
    },
  };
}

interface Packed {
  /** All digits but the last nine, and those. */
  high: number;
  low: number;
  /** Which of the names. */
  name: number;
}

interface Rows {
  high: Float64Array;
  low: Uint32Array;
  name: Uint8Array;
}

const newRows = (size: number): Rows => ({
  high: new Float64Array(size),
  low: new Uint32Array(size),
  name: new Uint8Array(size),
});

function grown(rows: Rows): Rows {
  const larger = newRows(rows.low.length * 2);
  larger.high.set(rows.high);
  larger.low.set(rows.low);
  larger.name.set(rows.name);
  return larger;
}

/** The digits from one place to another; undefined where one of them is none. */
function numberIn(text: string, from: number, to: number): number | undefined {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return number;
}

const empty = -1;
const zero = 48;
/** Nine fit into 32 bits; of the rest of an id of Discord's, ten digits at most, none is lost in a double. */
const lowDigits = 9;
const mostDigits = 19;
const mostNames = 256;
/** A power of two. */
const firstRows = 1_024;
