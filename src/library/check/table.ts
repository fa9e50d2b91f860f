import type { FileRow, Finding, Report } from './report.ts';

/** The report as lines of text: a table of the files, then what breaks a rule, then warnings. */
export function reportLines({ files, looked, violations, warnings }: Report): string[] {
  return [
    ...table(files),
    '',
    ...violations.map(findingLine),
    ...(violations.length > 0 ? [''] : []),
    ...warnings.map(finding => `warning: ${findingLine(finding)}`),
    ...(warnings.length > 0 ? [''] : []),
    `Looked at ${looked} files: ${violations.length} violations, ${warnings.length} warnings.`,
  ];
}

/** No rule is broken, and there was something to look at. */
export function passes({ files, violations }: Report): boolean {
  return files.length > 0 && violations.length === 0;
}

/** `content/en/explainers/fear.md:12 banned: "always" (too sure)` */
function findingLine({ file, line, rule, value }: Finding): string {
  return `${file}:${line} ${rule}: ${value}`;
}

function table(files: readonly FileRow[]): string[] {
  const rows = [HEAD, ...files.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < TEXT_COLUMNS ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function cells({ file, kind, words, characters, grade, longest, reviewed }: FileRow): string[] {
  const review = reviewed === undefined ? '' : reviewed ? 'yes' : 'no';
  return [file, kind, String(words), String(characters), grade?.toFixed(1) ?? '', String(longest), review];
}

const HEAD = ['file', 'kind', 'words', 'characters', 'grade', 'longest sentence', 'reviewed'];
const TEXT_COLUMNS = 2;
