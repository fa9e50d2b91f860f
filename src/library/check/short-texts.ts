import type { Material } from './material.ts';
import { beginningsAmong } from './nudges.ts';
import type { Piece } from './pieces.ts';
import type { Finding, Rule } from './report.ts';
import { finder } from './sentences.ts';

/** A text that is sent, and a thing to do meanwhile, is under 200 characters. */
export const pieceLength: Rule = material =>
  piecesOf(material, 'to-send', 'meanwhile').flatMap(piece =>
    piece.text.length < CHARACTERS
      ? []
      : [breach(piece, 'text-length', `${piece.text.length} characters, needs under ${CHARACTERS}`)],
  );

/** A text stays on two phones: it tells nothing to whoever looks at the screen, and is copied without marks. */
export const quietTexts: Rule = material => {
  const find = finder(material.rules.neutral.words);
  return piecesOf(material, 'to-send').flatMap(piece => {
    const found = find(piece.text) ?? MARKS.exec(piece.text)?.[0];
    return found === undefined ? [] : [breach(piece, 'neutral', `"${found}"`)];
  });
};

/** No two texts to send begin alike. */
export const newBeginnings: Rule = material => beginningsAmong(piecesOf(material, 'to-send'));

/** What is opened from a hard moment is an exercise that Steady may offer by itself. */
export const offeredMeanwhile: Rule = material =>
  piecesOf(material, 'meanwhile').flatMap(piece => {
    const found = material.exercises.find(({ id }) => id === piece.exercise)?.value;
    return !found || found.offered
      ? []
      : [breach(piece, 'offered', `${piece.exercise} is started by its name only`)];
  });

function piecesOf({ pieceFiles }: Material, ...kinds: Piece['is'][]): Piece[] {
  return pieceFiles.flatMap(({ pieces }) => pieces).filter(({ is }) => kinds.includes(is));
}

function breach({ file, line }: Piece, rule: string, value: string): Finding {
  return { file, line, rule, value };
}

const CHARACTERS = 200;
/** What Discord would show as something else than it is. */
const MARKS = /[*_`~|<>#[\]]/;
