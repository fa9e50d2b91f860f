/** What one page shows of a list, and the places at which the pages beside it begin. */
export interface Page {
  shown: string[];
  newer?: number;
  older?: number;
}

/**
 * The page that begins at a place: as many texts as Discord's 4,000 characters a message hold beside the rest of the card, and one at
 * the very least.
 */
export function pageOf(texts: readonly string[], begin: number): Page {
  const starts = startsOf(texts);
  const at = Math.max(
    0,
    starts.findLastIndex(start => start <= begin),
  );
  const [start = 0, end = texts.length] = starts.slice(at, at + 2);
  const newer = at > 0 ? starts[at - 1] : undefined;
  return {
    shown: texts.slice(start, end),
    ...(newer !== undefined && { newer }),
    ...(end < texts.length && { older: end }),
  };
}

function startsOf(texts: readonly string[]): number[] {
  const starts = [0];
  let characters = 0;
  let count = 0;
  for (const [place, { length }] of texts.entries()) {
    if (count > 0 && (characters + length > mostCharacters || count === mostTexts)) {
      starts.push(place);
      characters = 0;
      count = 0;
    }
    characters += length;
    count += 1;
  }
  return starts;
}

const mostCharacters = 3_600;
const mostTexts = 10;
