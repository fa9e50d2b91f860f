import type { Yaml } from '../document.ts';
import { type HardMoment, URGES } from '../hard-moment-schema.ts';
import { type Entry, readHardMoment, readLadder } from '../language.ts';
import type { Ladder } from '../reach-schema.ts';
import type { Origin } from '../schema.ts';
import type { Tree } from '../tree.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/** A file of short texts that stand on cards of their own: those of /reach, or those of /hard-moment. */
export interface PieceFile {
  kind: 'reach' | 'hard-moment';
  yaml: Yaml;
  value: { origin: Origin; sections: string[]; fact?: string | undefined };
  pieces: Piece[];
  /** Titles, labels and facts. */
  beside: Sentence[];
}

/** What a rung is, a text to send, or a thing to do meanwhile. */
export interface Piece {
  file: string;
  line: number;
  is: 'rung' | 'to-send' | 'meanwhile';
  text: string;
  sentences: Sentence[];
  /** The exercise that its card opens. */
  exercise?: string;
}

/** The files of this kind that a language has. */
export function readPieces(tree: Tree, language: string): PieceFile[] {
  const [ladder, moment] = [readLadder(tree, language, []), readHardMoment(tree, language, [])];
  return [...(ladder ? [piecesOfLadder(ladder)] : []), ...(moment ? [piecesOfMoment(moment)] : [])];
}

function piecesOfLadder({ value, yaml }: Entry<Ladder>): PieceFile {
  const { rungs, fact } = value;
  return {
    kind: 'reach',
    yaml,
    value,
    pieces: rungs.flatMap(({ text, texts }, at) => [
      piece(yaml, ['rungs', at, 'text'], 'rung', text),
      ...texts.map(({ text }, index) => piece(yaml, ['rungs', at, 'texts', index], 'to-send', text)),
    ]),
    beside: [
      ...(fact ? said(yaml, ['fact'], fact) : []),
      ...rungs.flatMap(({ title }, at) => said(yaml, ['rungs', at, 'title'], title)),
    ],
  };
}

function piecesOfMoment({ value, yaml }: Entry<HardMoment>): PieceFile {
  const { begin, urges, hurt, fact } = value;
  const all = [
    { path: ['begin'], meanwhile: begin },
    ...URGES.map(urge => ({ path: ['urges', urge], meanwhile: urges[urge] })),
  ];
  return {
    kind: 'hard-moment',
    yaml,
    value,
    pieces: all.flatMap(({ path, meanwhile }) =>
      (['first', 'again'] as const).map(when => ({
        ...piece(yaml, [...path, when], 'meanwhile', meanwhile[when]),
        exercise: meanwhile.exercise,
      })),
    ),
    beside: [
      ...(fact ? said(yaml, ['fact'], fact) : []),
      // Labels complete the reader's own sentence.
      ...URGES.flatMap(urge => said(yaml, ['urges', urge, 'label'], theirWords(urges[urge].label))),
      ...said(yaml, ['hurt', 'label'], theirWords(hurt.label)),
    ],
  };
}

function piece(yaml: Yaml, path: PropertyKey[], is: Piece['is'], text: string): Piece {
  return { file: yaml.file, line: yaml.lineOf(path), is, text, sentences: said(yaml, path, text) };
}

const theirWords = (text: string) => `{their-words: ${text}}`;

function said(yaml: Yaml, path: PropertyKey[], text: string): Sentence[] {
  const line = yaml.lineOf(path);
  return sentencesOf(text, 1).map(sentence => ({ ...sentence, line }));
}
