/** Puts what the content check says beside the text it is about. */
import type { FileRow } from '../../library/check/report.ts';
import type { Checked } from '../preview/contract.ts';
import { make } from './dom.ts';
import { closest, sayFinding } from './library-findings.ts';

/** Fills in the figures of each file, and the findings of each text. */
export function showChecked(shelf: HTMLElement, { report }: Checked): void {
  const rows = new Map(report?.files.map(row => [row.file, row]));
  for (const figures of shelf.querySelectorAll<HTMLElement>('[data-figures]')) {
    const row = rows.get(figures.dataset.figures ?? '');
    figures.replaceChildren(...(row ? sayFigures(row) : []));
  }
  for (const list of shelf.querySelectorAll<HTMLElement>('.findings')) {
    list.replaceChildren();
    list.hidden = true;
  }
  if (!report) return;
  const holders = [...shelf.querySelectorAll<HTMLElement>('[data-item], [data-file]')];
  const places = holders.map(({ dataset }) => ({
    file: dataset.in ?? dataset.file ?? '',
    line: Number(dataset.line ?? 0),
  }));
  const all = [
    ...report.violations.map(finding => ({ finding, look: 'violation' })),
    // What is said by the text itself is not said again.
    ...report.warnings
      .filter(({ rule }) => !saidAlready.has(rule))
      .map(finding => ({ finding, look: 'warning' })),
  ];
  for (const { finding, look } of all) {
    const list = holders[closest(places, finding)]?.querySelector<HTMLElement>('.findings');
    list?.append(make('li', { class: look }, sayFinding(finding)));
    if (list) list.hidden = false;
  }
}

function sayFigures({ grade, highest, words, longest }: FileRow): (Node | string)[] {
  const isOver = grade !== undefined && highest !== undefined && grade > highest;
  const graded = grade === undefined ? 'no grade asked' : `grade ${grade.toFixed(1)} of ${highest}`;
  return [
    make('span', { class: isOver ? 'over' : undefined }, graded),
    ` · ${words} words · longest sentence ${longest}`,
  ];
}

const saidAlready: ReadonlySet<string> = new Set(['old-date', 'reviewed']);
