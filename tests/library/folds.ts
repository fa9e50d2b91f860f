/** Puts each text into one of `count` folds, by chance that is the same every time; near-duplicates go into one. */
export function foldsOf(texts: readonly string[], count: number): number[] {
  const stems = texts.map(stemsOf);
  const group = texts.map((_, index) => index);
  const top = (index: number): number => {
    let at = index;
    while (group[at] !== at) at = group[at] ?? at;
    return at;
  };
  const holders = new Map<string, number[]>();
  for (const [index, own] of stems.entries()) {
    const shared = new Map<number, number>();
    for (const stem of own) {
      const earlier = holders.get(stem) ?? [];
      for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1);
      earlier.push(index);
      holders.set(stem, earlier);
    }
    for (const [other, both] of shared) {
      const all = own.size + (stems[other]?.size ?? 0) - both;
      if (both / all > nearlyTheSame) group[top(index)] = top(other);
    }
  }
  let state = 7;
  const fold = new Map<number, number>();
  return texts.map((_, index) => {
    state = (state * 48_271) % 2_147_483_647;
    const key = top(index);
    if (!fold.has(key)) fold.set(key, state % count);
    return fold.get(key) ?? 0;
  });
}

/** Words without their endings, roughly: enough to see that two lines say the same. */
const stemsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map(word => (word.length < 5 ? word : word.replace(/(?:ing|ed|ly|es|s)$/, ''))),
  );

const nearlyTheSame = 0.6;
