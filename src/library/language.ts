import { basename } from 'node:path';
import type { z } from 'zod';
import { type CrisisPatterns, crisisSchema, PHRASE_CLASSES, type PhraseClass } from './crisis-schema.ts';
import { conform, flowing, type Markdown, type Yaml } from './document.ts';
import { came, type Fault } from './faults.ts';
import { type HardMoment, hardMomentFile } from './hard-moment-schema.ts';
import { type Nudges, nudgesFiles } from './nudges-schema.ts';
import { flattenPhrases, type Phrases } from './phrases.ts';
import { type Ladder, ladderFile } from './reach-schema.ts';
import {
  cardFront,
  type Exercise,
  type ExercisePicture,
  exerciseFront,
  type FeelingGroup,
  feelingsFile,
  type Part,
  type Rules,
  rulesFile,
  type SafetyCard,
  type Topic,
  topicFront,
  wordsFile,
} from './schema.ts';
import type { WordForms } from './terms.ts';
import { filesIn, type Tree, type TreeFile } from './tree.ts';

/** What one language folder holds, as far as it could be read. */
export interface LanguageFiles extends Pages {
  language: string;
  phrases: Phrases;
  rules: Rules | undefined;
  crisis: CrisisPatterns | undefined;
  forms: WordForms | undefined;
  feelings: { value: FeelingGroup[]; yaml: Yaml } | undefined;
  nudges: NudgeFiles;
  ladder: Entry<Ladder> | undefined;
  hardMoment: Entry<HardMoment> | undefined;
  alarms: Map<PhraseClass, string[]>;
  harmless: string[];
  hurting: string[];
  elsewhere: string[];
}

/** What stands in Markdown files. */
export interface Pages {
  topics: Entry<Topic>[];
  exercises: Entry<Exercise>[];
  cards: Entry<SafetyCard>[];
}

/** What daily messages say; a kind whose file is missing or does not fit is left out. */
export type NudgeFiles = { [Kind in keyof Nudges]: Entry<Nudges[Kind]> | undefined };

/** A thing read, and the YAML it was read from. */
export interface Entry<T> {
  value: T;
  yaml: Yaml;
}

/** Reads content/<language>; everything that does not fit is added to `faults`. */
export function readLanguage(tree: Tree, language: string, faults: Fault[]): LanguageFiles {
  const yaml = (name: string) => readYaml(tree, `${language}/${name}`, faults);
  const [phrases, rules, crisis] = [yaml('phrases.yaml'), yaml('rules.yaml'), yaml('crisis.yaml')];
  const [forms, feelings] = [yaml('words.yaml'), yaml('feelings.yaml')];
  const groups = feelings && conform(feelingsFile, feelings, faults)?.groups;
  const lines = (name: string) => linesOf(tree.texts.get(`${language}/${name}.txt`));
  return {
    language,
    ...readPages(tree, language, faults),
    phrases: phrases ? flattenPhrases(phrases, faults) : new Map(),
    rules: rules && conform(rulesFile, rules, faults),
    crisis: crisis && conform(crisisSchema, crisis, faults),
    forms: forms && conform(wordsFile, forms, faults),
    feelings: feelings && groups && { value: groups, yaml: feelings },
    nudges: readNudges(tree, language, faults),
    ladder: readLadder(tree, language, faults),
    hardMoment: readHardMoment(tree, language, faults),
    alarms: new Map(PHRASE_CLASSES.map(name => [name, lines(`alarms/${name}`)])),
    harmless: lines('alarms/harmless'),
    hurting: lines('alarms/hurting'),
    elsewhere: lines('elsewhere'),
  };
}

/** Reads the explainers, exercises and safety cards of a language. */
export function readPages(tree: Tree, language: string, faults: Fault[]): Pages {
  const entries = <T>(
    folder: string,
    read: (file: TreeFile, markdown: Markdown) => T | undefined,
  ): Entry<T>[] =>
    filesIn(tree, `${language}/${folder}`, '.md').flatMap(file => {
      const markdown = tree.documents.markdown(file.label, file.text, faults);
      const value = read(file, markdown);
      return value === undefined ? [] : [{ value, yaml: markdown.front }];
    });
  return {
    topics: entries('explainers', (file, markdown) =>
      readTopic(file, markdown, readWays(tree, language, file.name, faults), faults),
    ),
    exercises: entries('exercises', (file, markdown) => readExercise(tree, file, markdown, faults)),
    cards: entries('cards', (file, markdown) => readCard(file, markdown, faults)),
  };
}

/** Reads the texts of the daily messages of a language. */
export function readNudges(tree: Tree, language: string, faults: Fault[]): NudgeFiles {
  const read = <Kind extends keyof Nudges>(kind: Kind, schema: z.ZodType<Nudges[Kind]>) =>
    readEntry(tree, `${language}/nudges/${kind}.yaml`, schema, faults);
  return {
    checkin: read('checkin', nudgesFiles.checkin),
    grounding: read('grounding', nudgesFiles.grounding),
    explainer: read('explainer', nudgesFiles.explainer),
    journey: read('journey', nudgesFiles.journey),
  };
}

/** Reads the ladder of a language: small ways to be with people. */
export function readLadder(tree: Tree, language: string, faults: Fault[]): Entry<Ladder> | undefined {
  return readEntry(tree, `${language}/reach.yaml`, ladderFile, faults);
}

/** Reads what a language has to do while an urge is waited out. */
export function readHardMoment(tree: Tree, language: string, faults: Fault[]): Entry<HardMoment> | undefined {
  return readEntry(tree, `${language}/hard-moment.yaml`, hardMomentFile, faults);
}

function readEntry<T>(tree: Tree, path: string, schema: z.ZodType<T>, faults: Fault[]): Entry<T> | undefined {
  const yaml = readYaml(tree, path, faults);
  const value = yaml && conform(schema, yaml, faults);
  return value && { value, yaml };
}

function readYaml(tree: Tree, path: string, faults: Fault[]): Yaml | undefined {
  const text = tree.texts.get(path);
  return text === undefined ? undefined : tree.documents.yaml(tree.label(path), text, faults);
}

function readTopic(file: TreeFile, markdown: Markdown, ways: string[], faults: Fault[]): Topic | undefined {
  const front = conform(topicFront, markdown.front, faults);
  const texts = textsOf(file, markdown, 3, faults);
  if (!front || !texts) return undefined;
  const part = (name: 'feels' | 'why' | 'help', index: number): Part => ({
    text: texts[index] ?? '',
    ...front[name],
  });
  return {
    id: file.name,
    title: front.title,
    theme: front.theme,
    practice: front.practice,
    ways,
    feels: part('feels', 0),
    why: part('why', 1),
    help: part('help', 2),
    ...(front.fact && { fact: front.fact }),
    safetyLine: front.safety_line,
  };
}

function readExercise(tree: Tree, file: TreeFile, markdown: Markdown, faults: Fault[]): Exercise | undefined {
  const front = conform(exerciseFront, markdown.front, faults);
  const steps = textsOf(file, markdown, undefined, faults);
  if (!front || !steps) return undefined;
  const { picture, alt, twin, together, fact, caution, ...rest } = front;
  return {
    id: file.name,
    ...rest,
    ...(twin && { twin }),
    ...(together && { together }),
    ...(fact && { fact }),
    ...(caution && { caution }),
    ...(picture && { picture: pictureOf(tree, picture, alt ?? '') }),
    steps,
  };
}

/** A picture that is missing is reported with the other references; until then it is empty. */
function pictureOf(tree: Tree, name: string, alt: string): ExercisePicture {
  const path = picturePath(name);
  return { name, file: basename(path), data: tree.pictures.get(path) ?? new Uint8Array(), alt };
}

/** Where in content/ a picture of this name lies. */
export function picturePath(name: string): string {
  return `media/${name}.gif`;
}

function readCard(file: TreeFile, markdown: Markdown, faults: Fault[]): SafetyCard | undefined {
  const front = conform(cardFront, markdown.front, faults);
  const text = markdown.parts.map(flowing).join('\n\n');
  if (!text) faults.push({ file: file.label, message: 'expected the text of the card, came nothing' });
  if (!front || !text) return undefined;
  return {
    id: file.name,
    text,
    ...(front.reviewed_by && { reviewedBy: front.reviewed_by }),
    ...(front.reviewed_on && { reviewedOn: front.reviewed_on }),
  };
}

/** The texts under the headings; nothing when there are not `count` of them, or any is empty. */
function textsOf(
  file: TreeFile,
  markdown: Markdown,
  count: number | undefined,
  faults: Fault[],
): string[] | undefined {
  const before = faults.length;
  const texts = markdown.parts.map(flowing);
  const found = markdown.parts.filter(part => part.heading).length;
  if (found === 0 || (count !== undefined && found !== count)) {
    const expected = count === undefined ? 'one part or more' : `${count} parts`;
    faults.push({ file: file.label, message: `expected ${expected} with a ## heading, came ${found}` });
  }
  for (const [index, part] of markdown.parts.entries()) {
    const where = { file: file.label, line: part.line };
    if (!part.heading)
      faults.push({ ...where, message: `expected a ## heading first, came ${came(texts[index])}` });
    if (!texts[index])
      faults.push({ ...where, message: `expected text under "${part.heading}", came nothing` });
  }
  return faults.length === before ? texts : undefined;
}

function readWays(tree: Tree, language: string, topic: string, faults: Fault[]): string[] {
  const path = `${language}/ways/${topic}.txt`;
  const ways = linesOf(tree.texts.get(path));
  if (ways.length === 0) {
    const message = `expected ways of saying "${topic}", one a line, came nothing`;
    faults.push({ file: tree.label(path), message });
  }
  return ways;
}

/** One thing a line; empty lines and those that begin with # are notes. */
function linesOf(text = ''): string[] {
  const lines = text.split(/\r?\n/).map(line => line.trim());
  return lines.filter(line => line && !line.startsWith('#'));
}
