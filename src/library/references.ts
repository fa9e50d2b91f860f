import { CARD_NAMES, PHRASE_CLASSES } from './crisis-schema.ts';
import type { Yaml } from './document.ts';
import { came, type Fault } from './faults.ts';
import { URGES } from './hard-moment-schema.ts';
import { type Entry, type LanguageFiles, picturePath } from './language.ts';
import { NUDGE_KINDS } from './nudges-schema.ts';
import type { Exercise, Source, Topic } from './schema.ts';
import type { Tree } from './tree.ts';

/** Adds a fault for everything in a language that names something which is not there. English is what others fall back to. */
export function checkReferences(tree: Tree, files: LanguageFiles, sources: Source[], faults: Fault[]): void {
  const known = new Set(sources.flatMap(({ sections }) => sections.map(({ id }) => id)));
  const check: Check = { tree, files, known, faults };
  for (const topic of files.topics) checkTopic(check, topic);
  for (const exercise of files.exercises) checkExercise(check, exercise);
  for (const path of tree.texts.keys()) checkWays(check, path);
  checkFeelings(check);
  checkNudges(check);
  checkLadder(check);
  checkHardMoment(check);
  if (files.language === 'en') checkEnglish(check);
}

interface Check {
  tree: Tree;
  files: LanguageFiles;
  known: ReadonlySet<string>;
  faults: Fault[];
}

function checkTopic(check: Check, { value, yaml }: Entry<Topic>): void {
  for (const part of ['feels', 'why', 'help'] as const) {
    checkSections(check, yaml, [part, 'sections'], value[part].sections);
  }
  if (!hasExercise(check, value.practice)) {
    fault(check, yaml, ['practice'], `the id of an exercise, came ${came(value.practice)}`);
  }
}

function checkExercise(check: Check, { value, yaml }: Entry<Exercise>): void {
  checkSections(check, yaml, ['sections'], value.sections);
  checkTwin(check, yaml, value);
  const alt = (yaml.data as { alt?: unknown }).alt;
  if (value.picture && !check.tree.paths.has(picturePath(value.picture.name))) {
    fault(check, yaml, ['picture'], `a picture in media/, came ${came(picturePath(value.picture.name))}`);
  }
  if (value.picture && alt === undefined)
    fault(check, yaml, ['alt'], 'the alt text of the picture, came nothing');
  if (!value.picture && alt !== undefined) fault(check, yaml, ['alt'], 'a picture for it, came none');
}

function checkTwin(check: Check, yaml: Yaml, { direction, twin }: Exercise): void {
  if (direction === 'outward') {
    if (twin) fault(check, yaml, ['twin'], `no twin for an outward exercise, came ${came(twin)}`);
    return;
  }
  const found = check.files.exercises.find(({ value }) => value.id === twin)?.value;
  if (found?.direction === 'outward') return;
  if (!found && twin && hasExercise(check, twin)) return;
  const reason = found ? `${came(twin)}, which is inward` : came(twin);
  fault(check, yaml, ['twin'], `the id of an outward exercise, came ${reason}`);
}

function checkSections(check: Check, yaml: Yaml, path: string[], sections: readonly string[]): void {
  for (const [index, section] of sections.entries()) {
    if (check.known.has(section)) continue;
    fault(check, yaml, [...path, index], `a section of sources.yaml, came ${came(section)}`);
  }
}

function checkWays({ tree, files, faults }: Check, path: string): void {
  const topic = path.startsWith(`${files.language}/ways/`) && /([^/]+)\.txt$/.exec(path)?.[1];
  if (!topic || tree.texts.has(`${files.language}/explainers/${topic}.md`)) return;
  faults.push({ file: tree.label(path), message: `expected an explainer of the same name, came none` });
}

function checkFeelings(check: Check): void {
  const { feelings } = check.files;
  const seen = new Set<string>();
  for (const [at, group] of (feelings?.value ?? []).entries()) {
    for (const [index, feeling] of group.feelings.entries()) {
      checkNamed(check, feelings?.yaml as Yaml, ['groups', at, 'feelings', index], feeling, seen);
    }
  }
}

function checkNudges(check: Check): void {
  const { checkin, grounding, explainer, journey } = check.files.nudges;
  for (const stock of [checkin, grounding, explainer]) {
    const seen = new Set<string>();
    for (const [at, opening] of (stock?.value ?? []).entries()) {
      checkNamed(check, stock?.yaml as Yaml, ['openings', at], opening, seen);
    }
  }
  for (const [at, day] of (journey?.value ?? []).entries()) {
    checkNamed(check, journey?.yaml as Yaml, ['days', at], day, new Set());
  }
}

function checkLadder(check: Check): void {
  const { ladder } = check.files;
  if (!ladder) return;
  checkSections(check, ladder.yaml, ['sections'], ladder.value.sections);
  const rungs = new Set<string>();
  for (const [at, rung] of ladder.value.rungs.entries()) {
    checkNamed(check, ladder.yaml, ['rungs', at], { id: rung.id }, rungs);
    const texts = new Set<string>();
    for (const [index, { id }] of rung.texts.entries())
      checkNamed(check, ladder.yaml, ['rungs', at, 'texts', index], { id }, texts);
  }
}

function checkHardMoment(check: Check): void {
  const { hardMoment } = check.files;
  if (!hardMoment) return;
  const { yaml, value } = hardMoment;
  checkSections(check, yaml, ['sections'], value.sections);
  checkNamed(check, yaml, ['begin'], { exercise: value.begin.exercise }, new Set());
  for (const urge of URGES)
    checkNamed(check, yaml, ['urges', urge], { exercise: value.urges[urge].exercise }, new Set());
}

/** What has an id among others, and names what it leads to. */
interface Named {
  id?: string;
  exercise?: string | undefined;
  topic?: string | undefined;
  section?: string;
}

/** `seen` holds the ids of those before it. */
function checkNamed(check: Check, yaml: Yaml, path: PropertyKey[], named: Named, seen: Set<string>): void {
  const { id, exercise, topic, section } = named;
  if (id && seen.has(id)) fault(check, yaml, [...path, 'id'], `an id of its own, came ${came(id)} again`);
  if (id) seen.add(id);
  if (exercise && !hasExercise(check, exercise))
    fault(check, yaml, [...path, 'exercise'], `the id of an exercise, came ${came(exercise)}`);
  if (topic && !hasTopic(check, topic))
    fault(check, yaml, [...path, 'topic'], `the id of an explainer, came ${came(topic)}`);
  if (section && !check.known.has(section))
    fault(check, yaml, [...path, 'section'], `a section of sources.yaml, came ${came(section)}`);
}

function checkEnglish({ tree, files, faults }: Check): void {
  const needed = CARD_NAMES.map(name => `cards/${name}.md`).concat(
    'phrases.yaml',
    'rules.yaml',
    'crisis.yaml',
    'words.yaml',
    'feelings.yaml',
    'reach.yaml',
    'hard-moment.yaml',
    'elsewhere.txt',
    ...NUDGE_KINDS.map(kind => `nudges/${kind}.yaml`),
    ...[...PHRASE_CLASSES, 'harmless', 'hurting'].map(name => `alarms/${name}.txt`),
  );
  for (const name of needed) {
    const path = `${files.language}/${name}`;
    if (!tree.texts.has(path))
      faults.push({ file: tree.label(path), message: 'expected this file, came none' });
  }
  for (const kind of ['topics', 'exercises'] as const) {
    if (files[kind].length > 0) continue;
    faults.push({ file: tree.label(files.language), message: `expected ${kind}, came none` });
  }
}

const hasExercise = (check: Check, id: string) => hasPage(check, 'exercises', id);
const hasTopic = (check: Check, id: string) => hasPage(check, 'explainers', id);

function hasPage({ tree, files }: Check, folder: string, id: string): boolean {
  return [files.language, 'en'].some(language => tree.texts.has(`${language}/${folder}/${id}.md`));
}

function fault({ faults }: Check, yaml: Yaml, path: PropertyKey[], expected: string): void {
  faults.push({
    file: yaml.file,
    line: yaml.lineOf(path),
    message: `${path.join('.')}: expected ${expected}`,
  });
}
