import { conform, type Markdown, type Yaml } from '../document.ts';
import { type NudgeFiles, readNudges, readPages } from '../language.ts';
import { NUDGE_KINDS, type NudgeKind } from '../nudges-schema.ts';
import { type Exercise, feelingsFile, type Rules, type SafetyCard, type Topic } from '../schema.ts';
import { filesIn, type Tree } from '../tree.ts';
import { type PieceFile, readPieces } from './pieces.ts';
import { createSyllables, type Sentence, sentencesOf } from './sentences.ts';

/** All words of one language, laid out for the rules. */
export interface Material {
  tree: Tree;
  language: string;
  rules: Rules;
  /** How many syllables a word has. */
  syllablesOf: (word: string) => number;
  texts: TextFile[];
  topics: TextFile<Topic>[];
  exercises: TextFile<Exercise>[];
  cards: TextFile<SafetyCard>[];
  phrases: Phrase[];
  nudges: NudgeFiles;
  nudgeTexts: NudgeText[];
  pieceFiles: PieceFile[];
  ways: WaysFile[];
}

/** An explainer, an exercise, a safety card, or what stands piece by piece in one YAML file. */
export interface TextFile<T = unknown> {
  file: string;
  kind: 'topic' | 'exercise' | 'card' | 'phrases' | 'nudges' | 'feelings' | PieceFile['kind'];
  id: string;
  front: Yaml;
  /** What stands under the headings, in order. */
  parts: { heading: string; line: number }[];
  /** What is read as one text. */
  body: Sentence[];
  /** Titles, cautions, facts and alt texts. */
  beside: Sentence[];
  /** What the loader made of it; nothing when it has faults. */
  value: T | undefined;
}

interface Phrase {
  file: string;
  key: string;
  line: number;
  sentences: Sentence[];
}

/** One opening, or one day of the journey. */
export interface NudgeText {
  file: string;
  kind: NudgeKind;
  text: string;
  line: number;
  sentences: Sentence[];
}

interface WaysFile {
  file: string;
  topic: string;
  ways: { text: string; line: number }[];
}

/** Lays out what a language holds. Faults of form are left out here: the loader names them. */
export function gather(tree: Tree, language: string, rules: Rules): Material {
  const pages = readPages(tree, language, []);
  const topics = readTexts(tree, language, 'explainers', 'topic', pages.topics);
  const exercises = readTexts(tree, language, 'exercises', 'exercise', pages.exercises);
  const cards = readTexts(tree, language, 'cards', 'card', pages.cards);
  const phrases = readPhrases(tree, language);
  const nudges = readNudges(tree, language, []);
  const pieceFiles = readPieces(tree, language);
  const nudgeTexts = NUDGE_KINDS.flatMap(kind => textsOf(nudges, kind));
  return {
    tree,
    language,
    rules,
    syllablesOf: createSyllables(),
    topics,
    exercises,
    cards,
    phrases,
    nudges,
    nudgeTexts,
    pieceFiles,
    ways: readWays(tree, language),
    texts: [
      ...topics,
      ...exercises,
      ...cards,
      ...oneFile('phrases', phrases),
      ...oneFile('feelings', readFeelings(tree, language)),
      ...NUDGE_KINDS.flatMap(kind =>
        oneFile(
          'nudges',
          nudgeTexts.filter(nudge => nudge.kind === kind),
        ),
      ),
      ...pieceFiles.flatMap(({ kind, pieces, beside }) => oneFile(kind, pieces, beside)),
    ],
  };
}

function readTexts<T extends { id: string }>(
  tree: Tree,
  language: string,
  folder: string,
  kind: TextFile['kind'],
  entries: readonly { value: T }[],
): TextFile<T>[] {
  return filesIn(tree, `${language}/${folder}`, '.md').map(({ label, name, text }) => {
    const markdown = tree.documents.markdown(label, text, []);
    return {
      file: label,
      kind,
      id: name,
      front: markdown.front,
      parts: markdown.parts,
      body: bodyOf(markdown),
      beside: besideOf(markdown.front),
      value: entries.find(({ value }) => value.id === name)?.value,
    };
  });
}

function bodyOf({ parts }: Markdown): Sentence[] {
  return parts.flatMap(({ lines }) =>
    sentencesOf(lines.map(({ text }) => text).join('\n'), lines[0]?.line ?? 1),
  );
}

function besideOf(front: Yaml): Sentence[] {
  const data = typeof front.data === 'object' && front.data !== null ? front.data : {};
  return Object.entries(data).flatMap(([key, value]) =>
    BESIDE.has(key) && typeof value === 'string' ? at(sentencesOf(value, 1), front.lineOf([key])) : [],
  );
}

function readPhrases(tree: Tree, language: string): Phrase[] {
  const path = `${language}/phrases.yaml`;
  const yaml = tree.documents.yaml(tree.label(path), tree.texts.get(path) ?? '', []);
  const phrases: Phrase[] = [];
  const walk = (value: unknown, keys: string[]): void => {
    if (typeof value === 'string') {
      const line = yaml.lineOf(keys);
      phrases.push({
        file: yaml.file,
        key: keys.join('.'),
        line,
        sentences: at(sentencesOf(value, 1), line),
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...keys, key]);
    }
  };
  walk(yaml.data, []);
  return phrases;
}

function textsOf(nudges: NudgeFiles, kind: NudgeKind): NudgeText[] {
  const { value = [], yaml } = nudges[kind] ?? {};
  return value.flatMap(({ text }, index) => {
    if (!yaml) return [];
    const line = yaml.lineOf([kind === 'journey' ? 'days' : 'openings', index, 'text']);
    return [{ file: yaml.file, kind, text, line, sentences: at(sentencesOf(text, 1), line) }];
  });
}

/** What stands piece by piece in one YAML file, as one text. */
function oneFile(
  kind: TextFile['kind'],
  pieces: readonly { file: string; sentences: Sentence[] }[],
  beside: Sentence[] = [],
): TextFile[] {
  const file = pieces[0]?.file;
  if (!file) return [];
  const front: Yaml = { file, broken: false, data: {}, lineOf: () => 1 };
  const body = pieces.flatMap(({ sentences }) => sentences);
  return [{ file, kind, id: kind, front, parts: [], body, beside, value: undefined }];
}

/** What is read is the line of each feeling: labels are words, not sentences. */
function readFeelings(tree: Tree, language: string): { file: string; sentences: Sentence[] }[] {
  const path = `${language}/feelings.yaml`;
  const yaml = tree.documents.yaml(tree.label(path), tree.texts.get(path) ?? '', []);
  const groups = conform(feelingsFile, yaml, [])?.groups ?? [];
  return groups.flatMap(({ feelings }, group) =>
    feelings.map(({ line }, index) => ({
      file: yaml.file,
      sentences: at(sentencesOf(line, 1), yaml.lineOf(['groups', group, 'feelings', index, 'line'])),
    })),
  );
}

function readWays(tree: Tree, language: string): WaysFile[] {
  return filesIn(tree, `${language}/ways`, '.txt').map(({ label, name, text }) => ({
    file: label,
    topic: name,
    ways: text
      .split(/\r?\n/)
      .map((way, index) => ({ text: way.trim(), line: index + 1 }))
      .filter(way => way.text && !way.text.startsWith('#')),
  }));
}

function at(sentences: Sentence[], line: number): Sentence[] {
  return sentences.map(sentence => ({ ...sentence, line }));
}

const BESIDE = new Set(['title', 'caution', 'fact', 'alt']);
