/** Above all texts: whether saved changes show by themselves, and what is wrong in which file. */
import type { Finding } from '../../library/check/report.ts';
import type { Checked, View } from '../preview/contract.ts';
import { make } from './dom.ts';
import { closest, sayFinding } from './library-findings.ts';

export interface Banner {
  element: HTMLElement;
  show(view: View): void;
  showChecked(checked: Checked): void;
}

export function createBanner(): Banner {
  const news = make('p', { class: 'banner-about' });
  const faults = make('div', { class: 'faults', id: 'faults', role: 'alert', hidden: true });
  const warned = make('p', { class: 'warned', hidden: true });
  let view: View | undefined;
  return {
    element: make('div', { class: 'banner' }, faults, news, warned),
    show(now) {
      view = now;
      news.textContent = now.isWatched
        ? `Each change shows here when its file is saved. Ages are counted to ${now.today}.`
        : `These are the words as they were at the start; with npm run dev each change shows when it is saved. Ages are counted to ${now.today}.`;
    },
    showChecked({ report }) {
      const broken = report?.violations ?? [];
      const text = report ? headOf(broken) : undefined;
      faults.hidden = broken.length === 0;
      faults.replaceChildren(
        ...(text === undefined ? [] : [make('p', { class: 'faults-head' }, text)]),
        make('ul', {}, ...broken.map(finding => drawFinding(finding, view))),
      );
      warned.hidden = report?.warnings.length === 0;
      warned.replaceChildren(...(report ? sayWarnings(report.warnings, view) : [noPackages]));
    },
  };
}

/** What cannot be read at all is the graver thing: the words before it stay. */
function headOf(findings: readonly Finding[]): string {
  const broken = findings.filter(({ rule }) => rule === 'form').length;
  const others = findings.length - broken;
  return [
    ...(broken > 0
      ? [`${count(broken, 'fault')}: nothing new is read until it is mended, and the last good words stay.`]
      : []),
    ...(others > 0 ? [`${count(others, 'breach', 'breaches')} of the rules.`] : []),
  ].join(' ');
}

function drawFinding(finding: Finding, view: View | undefined): HTMLElement {
  const anchor = anchorOf(finding, view);
  const file = anchor === undefined ? finding.file : make('a', { href: `#${anchor}` }, finding.file);
  return make('li', {}, file, ` ${sayFinding(finding)}`);
}

/** Such as "48 old-date, 8 reviewed": each leads to the first of its kind. */
function sayWarnings(warnings: readonly Finding[], view: View | undefined): (Node | string)[] {
  const rules = [...new Set(warnings.map(({ rule }) => rule))];
  const parts = rules.flatMap((rule, at) => {
    const all = warnings.filter(one => one.rule === rule);
    const said = `${all.length} ${ruleNames[rule] ?? rule}`;
    const anchor = all[0] && anchorOf(all[0], view);
    return [at === 0 ? '' : ', ', anchor === undefined ? said : make('a', { href: `#${anchor}` }, said)];
  });
  return ['To do: ', ...parts, '.'];
}

function anchorOf(finding: Finding, view: View | undefined): string | undefined {
  const groups = view?.groups ?? [];
  const items = groups.flatMap(({ parts }) => parts.flatMap(part => part.items));
  const places = [
    ...groups.flatMap(({ id, files }) => files.map(({ file }) => ({ anchor: id, file, line: 0 }))),
    ...items.map(({ anchor, place: { file, line = 0 } }) => ({ anchor, file, line })),
  ];
  return places[closest(places, finding)]?.anchor;
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const ruleNames: Readonly<Record<string, string>> = {
  'old-date': 'old dates of help lines',
  reviewed: 'safety cards that no clinician has read',
};
const noPackages = 'No grades here: the content check needs the packages for developers (npm ci).';
