/** One thing a phrase is made of. */
export type Item =
  | { kind: 'word'; word: string; optional: boolean }
  /** A word with any ending. */
  | { kind: 'stem'; stem: string; optional: boolean }
  | { kind: 'number' | 'year'; optional: boolean }
  /** Up to `most` words of any kind. */
  | { kind: 'gap'; most: number }
  | { kind: 'any'; of: Item[][]; optional: boolean };

/** A phrase of crisis.yaml, with the line it was written as. */
export interface Phrase {
  source: string;
  items: Item[];
}

/** Named alternatives, used in a phrase as `{name}`. */
export type Sets = ReadonlyMap<string, Item[][]>;

/**
 * Reads one phrase in the notation explained at the top of crisis.yaml.
 * @throws Error saying which piece was not understood.
 */
export function parsePhrase(source: string, sets: Sets): Phrase {
  const items = pieces(source).map(piece => parsePiece(piece, sets));
  const [first, last] = [items[0], items.at(-1)];
  if (!first || first.kind === 'gap' || last?.kind === 'gap') {
    throw new Error(`a phrase that begins and ends with a word, came "${source}"`);
  }
  if (items.every(item => item.kind === 'gap' || item.optional)) {
    throw new Error(`a phrase with a word that is not optional, came "${source}"`);
  }
  return { source, items };
}

/**
 * Reads the alternatives of a set: phrases with a bar between them.
 * @throws Error saying which piece was not understood.
 */
export function parseAlternatives(source: string, sets: Sets): Item[][] {
  return source.split('|').map(alternative => parsePhrase(alternative.trim(), sets).items);
}

/** A word as it is compared: small letters, no accents, no apostrophes. */
export function plainWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '');
}

function parsePiece(piece: string, sets: Sets): Item {
  if (piece === '*') return { kind: 'gap', most: GAP_WORDS };
  const optional = piece.endsWith('?');
  const of = (optional ? piece.slice(0, -1) : piece).split('|').flatMap(part => parsePart(part, sets));
  const [only] = of;
  if (of.length === 1 && only?.length === 1 && only[0] && only[0].kind !== 'gap')
    return { ...only[0], optional };
  return { kind: 'any', of, optional };
}

/** One alternative of a piece; a set brings several. */
function parsePart(part: string, sets: Sets): Item[][] {
  if (part === '{number}' || part === '{year}') {
    return [[{ kind: part === '{year}' ? 'year' : 'number', optional: false }]];
  }
  const name = /^\{([a-z-]+)\}$/.exec(part)?.[1];
  if (name !== undefined) {
    const set = sets.get(name);
    if (!set) throw new Error(`a set defined above, came "{${name}}"`);
    return set;
  }
  return [part.split('_').map(parseWord)];
}

function parseWord(word: string): Item {
  if (!WORD.test(word)) throw new Error(`a word of letters or digits, came "${word}"`);
  const plain = plainWord(word);
  if (plain.endsWith('+')) return { kind: 'stem', stem: plain.slice(0, -1), optional: false };
  return { kind: 'word', word: plain, optional: false };
}

function pieces(source: string): string[] {
  return source.split(/\s+/).filter(piece => piece !== '');
}

const GAP_WORDS = 3;
const WORD = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*\+?$/u;
