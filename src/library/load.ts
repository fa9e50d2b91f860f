import type { z } from 'zod';
import { builtDocuments } from './built.ts';
import { conform } from './document.ts';
import { type Fault, LibraryError } from './faults.ts';
import { createHearing, type Heard } from './hear.ts';
import { type Entry, type LanguageFiles, readLanguage } from './language.ts';
import type { Nudges } from './nudges-schema.ts';
import { createSay } from './phrases.ts';
import { checkReferences } from './references.ts';
import { helpLinesFile, type Library, sourcesFile, type Words } from './schema.ts';
import { createSearch } from './search.ts';
import { languagesIn, parsing, readTree, type Tree } from './tree.ts';

/** Reads content/. Throws LibraryError naming every fault: file, what was expected, what came. */
export async function loadLibrary(contentDir: string): Promise<Library> {
  const missing: Fault[] = [];
  const tree = await readTree(contentDir, missing, await builtDocuments());
  const unlike = [...missing];
  const built = buildLibrary(tree, unlike);
  if (built && unlike.length === 0) return built;
  // Something was changed since it was built, or has a fault: only the texts themselves tell where.
  const faults = [...missing];
  const library = buildLibrary({ ...tree, documents: await parsing() }, faults);
  if (!library || faults.length > 0) throw new LibraryError(faults);
  return library;
}

/** Makes the library of what was read; adds to `faults`, and gives nothing when a part is missing. */
export function buildLibrary(tree: Tree, faults: Fault[]): Library | undefined {
  const sources = readShared(tree, 'sources.yaml', sourcesFile, faults)?.sources;
  const help = readShared(tree, 'crisis-lines.yaml', helpLinesFile, faults);
  const languages = ['en', ...languagesIn(tree).filter(language => language !== 'en')];
  const read = languages.map(language => readLanguage(tree, language, faults));
  for (const files of read) checkReferences(tree, files, sources ?? [], faults);
  if (!sources || !help || faults.length > 0) return undefined;
  const english = read.find(({ language }) => language === 'en');
  const words = new Map(read.map(files => [files.language.toLowerCase(), toWords(files, english)]));
  return { sources, ...help, words: locale => nearest(words, locale) };
}

function readShared<T>(tree: Tree, path: string, schema: z.ZodType<T>, faults: Fault[]): T | undefined {
  const text = tree.texts.get(path);
  const file = tree.label(path);
  if (text === undefined) faults.push({ file, message: 'expected this file, came none' });
  return text === undefined ? undefined : conform(schema, tree.documents.yaml(file, text, faults), faults);
}

/** What a language lacks comes from English. */
function toWords(files: LanguageFiles, english: LanguageFiles | undefined): Words {
  const rules = files.rules ?? english?.rules;
  const crisis = files.crisis ?? english?.crisis;
  const forms = files.forms ?? english?.forms;
  const ladder = files.ladder?.value ?? english?.ladder?.value;
  const hardMoment = files.hardMoment?.value ?? english?.hardMoment?.value;
  if (!rules || !crisis || !forms || !ladder || !hardMoment)
    throw new Error('expected every file of which there is one in English, came fewer');
  const all = <T extends { id: string }>(own: Entry<T>[], theirs: Entry<T>[] = []): T[] => {
    const byId = new Map([...theirs, ...own].map(({ value }) => [value.id, value]));
    return [...byId.values()];
  };
  const topics = all(files.topics, english?.topics);
  const { hear, learn, hasLearned } = createHearing(heardIn(files), forms);
  const phrases = new Map([...(english?.phrases ?? []), ...files.phrases]);
  return {
    language: files.language,
    topics,
    hear,
    learn,
    hasLearned,
    search: createSearch(topics, hear),
    exercises: all(files.exercises, english?.exercises).sort((a, b) => a.order - b.order),
    cards: Object.fromEntries(all(files.cards, english?.cards).map(card => [card.id, card])),
    feelings: files.feelings?.value ?? english?.feelings?.value ?? [],
    nudges: toNudges(files, english),
    ladder,
    hardMoment,
    rules,
    crisis,
    phrases,
    say: createSay(phrases),
  };
}

/** The openings of one kind are of one language: a stock is not made up of two. */
function toNudges({ nudges: own }: LanguageFiles, english: LanguageFiles | undefined): Nudges {
  const theirs = english?.nudges;
  return {
    checkin: own.checkin?.value ?? theirs?.checkin?.value ?? [],
    grounding: own.grounding?.value ?? theirs?.grounding?.value ?? [],
    explainer: own.explainer?.value ?? theirs?.explainer?.value ?? [],
    journey: own.journey?.value ?? theirs?.journey?.value ?? [],
  };
}

/** A title is one more way of saying it. */
const heardIn = ({ topics, alarms, harmless, hurting, elsewhere }: LanguageFiles): Heard => ({
  topics: new Map(topics.map(({ value }) => [value.id, [value.title, ...value.ways]])),
  alarms,
  harmless,
  hurting,
  elsewhere,
});

function nearest(words: ReadonlyMap<string, Words>, locale: string): Words {
  const parts = locale.toLowerCase().split(/[-_]/);
  for (let length = parts.length; length > 0; length -= 1) {
    const found = words.get(parts.slice(0, length).join('-'));
    if (found) return found;
  }
  const english = words.get('en');
  if (!english) throw new Error('expected English words, came none');
  return english;
}
