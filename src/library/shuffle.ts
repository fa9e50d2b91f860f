import { createHash } from 'node:crypto';

/** The numbers 0 to `size` - 1 in an order that depends on the seed alone; the same seed gives the same order on every machine. */
export function permutation(size: number, seed: string | number): number[] {
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`expected a size of 0 or more, came ${size}`);
  const order = Array.from({ length: size }, (_, index) => index);
  const draw = drawsFrom(String(seed));
  for (let last = size - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

/** Numbers from 0 up to 1, read off digests of the seed and a counter. */
function drawsFrom(seed: string): () => number {
  let block = Buffer.alloc(0);
  let used = 0;
  let blocks = 0;
  return () => {
    if (used === block.length) {
      block = createHash('sha256').update(`${blocks}:${seed}`).digest();
      blocks += 1;
      used = 0;
    }
    used += DRAW_BYTES;
    return block.readUIntBE(used - DRAW_BYTES, DRAW_BYTES) / 2 ** (8 * DRAW_BYTES);
  };
}

const DRAW_BYTES = 4;
