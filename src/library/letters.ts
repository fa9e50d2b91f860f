/** Small letters and digits with single spaces between words; accents and apostrophes are dropped. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Fewest letters to add, drop, change or swap with their neighbour to make one word of the other. */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = value(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? value(before, j - 2) + 1 : Infinity;
      row.push(Math.min(value(above, j) + 1, value(row, j - 1) + 1, change, swap));
    }
    before = above;
    above = row;
  }
  return value(above, b.length);
}

/** How many slips a word of this length may have and still be meant. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

function value(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
