import { plain, slipsAllowed, slipsBetween } from './letters.ts';

/**
 * What to list while a title is being typed, best first, 25 at most: titles that begin so, then words in them that do, then parts
 * of words, then one or two slips. Nothing typed lists the first ones in their own order.
 */
export function suggest<T extends { id: string; title: string }>(
  items: readonly T[],
  typed: string,
  most: number = MOST_CHOICES,
): T[] {
  const wanted = plain(typed);
  if (!wanted) return items.slice(0, most);
  return items
    .map(item => ({
      item,
      rank: Math.min(rankOf(plain(item.title), wanted), rankOf(plain(item.id), wanted)),
    }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ item }) => item);
}

/** Lower is better; equal ranks keep the order of the items. */
function rankOf(title: string, wanted: string): number {
  if (title === wanted) return 0;
  if (title.startsWith(wanted)) return 1;
  if (` ${title}`.includes(` ${wanted}`)) return 2;
  if (title.includes(wanted)) return 3;
  const words = title.split(' ');
  const typed = wanted.split(' ');
  if (typed.every(part => words.some(word => word.startsWith(part)))) return 4;
  // A sentence is no title with slips.
  if (typed.length > words.length) return Infinity;
  return 5 + Math.max(...typed.map(part => Math.min(...words.map(word => slipsIn(word, part)))));
}

/** How many letters differ between what was typed and the beginning of a word. */
function slipsIn(word: string, typed: string): number {
  // Every letter too many is a slip: no need to count the others, which takes long where much was typed.
  if (typed.length - word.length > slipsAllowed(typed.length)) return Infinity;
  const beginnings = [-1, 0, 1].map(more => word.slice(0, Math.max(1, typed.length + more)));
  const slips = Math.min(...beginnings.map(beginning => slipsBetween(beginning, typed)));
  return slips <= slipsAllowed(typed.length) ? slips : Infinity;
}

/** As many as Discord shows. */
const MOST_CHOICES = 25;
