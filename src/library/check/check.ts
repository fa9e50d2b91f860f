import { conform, type Documents } from '../document.ts';
import type { Fault } from '../faults.ts';
import { buildLibrary } from '../load.ts';
import { helpLinesFile, type Rules, rulesFile } from '../schema.ts';
import { languagesIn, readTree, type Tree } from '../tree.ts';
import { groupExercises, neutralGroups } from './groups.ts';
import {
  abuseOnly,
  countryCodes,
  futureDates,
  type HelpLines,
  loneLines,
  oldDates,
  shortCodes,
} from './help-lines.ts';
import { gather, type Material } from './material.ts';
import { altText, breathHold, provenance, safetyLine, ways } from './meaning.ts';
import {
  beginnings,
  enoughOpenings,
  neutralNudges,
  nudgeLength,
  offeredOnly,
  sharedSentences,
} from './nudges.ts';
import type { FileRow, Finding, Report } from './report.ts';
import { reviewed, safetyCards } from './safety.ts';
import { gradeOf } from './sentences.ts';
import { cardLength, charactersOf, grade, gradeLimit, headings, rhythm } from './shape.ts';
import { newBeginnings, offeredMeanwhile, pieceLength, quietTexts } from './short-texts.ts';
import { banned, emoji, neutral, repeats, sentenceLength } from './wording.ts';

/**
 * Holds everything in content/ against the rules of its language. `today` is a day such as 2026-11-22; `documents` are those of
 * the check before, so that only texts that have changed since are parsed.
 */
export async function checkContent(
  contentDir: string,
  { today, documents }: { today: string; documents?: Documents },
): Promise<Report> {
  const faults: Fault[] = [];
  const tree = await readTree(contentDir, faults, documents);
  buildLibrary(tree, faults);
  const materials = languagesIn(tree).flatMap(language => {
    const rules = rulesOf(tree, language) ?? rulesOf(tree, 'en');
    return rules ? [gather(tree, language, rules)] : [];
  });
  const help = helpLinesOf(tree, today);
  return {
    files: materials.flatMap(material => rowsOf(material)),
    looked: tree.paths.size,
    violations: sorted([
      ...faults.map(({ file, line, message }) => ({ file, line: line ?? 1, rule: 'form', value: message })),
      ...materials.flatMap(material => TEXT_RULES.flatMap(rule => rule(material))),
      ...(help ? HELP_RULES.flatMap(rule => rule(help)) : []),
    ]),
    warnings: sorted([...materials.flatMap(reviewed), ...(help ? oldDates(help) : [])]),
  };
}

function rowsOf({ texts, cards, rules, syllablesOf }: Material): FileRow[] {
  const unread = new Set(reviewed({ cards }).map(({ file }) => file));
  return texts.map(text => {
    const highest = gradeLimit(text, rules.grade);
    return {
      file: text.file,
      kind: text.kind,
      words: text.body.reduce((sum, { words }) => sum + words, 0),
      characters: charactersOf(text),
      ...(highest !== undefined && { grade: gradeOf(text.body, syllablesOf), highest }),
      longest: Math.max(0, ...text.body.map(({ words }) => words)),
      ...(text.kind === 'card' && { reviewed: !unread.has(text.file) }),
    };
  });
}

function rulesOf(tree: Tree, language: string): Rules | undefined {
  const path = `${language}/rules.yaml`;
  const text = tree.texts.get(path);
  return text === undefined
    ? undefined
    : conform(rulesFile, tree.documents.yaml(tree.label(path), text, []), []);
}

function helpLinesOf(tree: Tree, today: string): HelpLines | undefined {
  const text = tree.texts.get('crisis-lines.yaml');
  if (text === undefined) return undefined;
  const yaml = tree.documents.yaml(tree.label('crisis-lines.yaml'), text, []);
  const help = conform(helpLinesFile, yaml, []);
  return help && { yaml, countries: help.countries, today };
}

function sorted(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line);
}

const TEXT_RULES = [
  provenance,
  headings,
  grade,
  sentenceLength,
  rhythm,
  cardLength,
  banned,
  emoji,
  neutral,
  repeats,
  safetyLine,
  breathHold,
  altText,
  ways,
  safetyCards,
  enoughOpenings,
  nudgeLength,
  neutralNudges,
  beginnings,
  sharedSentences,
  offeredOnly,
  pieceLength,
  quietTexts,
  newBeginnings,
  offeredMeanwhile,
  groupExercises,
  neutralGroups,
];

const HELP_RULES = [countryCodes, loneLines, abuseOnly, shortCodes, futureDates];
