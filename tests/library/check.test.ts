import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { checkContent } from '../../src/library/check/check.ts';
import type { Finding } from '../../src/library/check/report.ts';
import { passes, reportLines } from '../../src/library/check/table.ts';
import { createDocuments } from '../../src/library/parse.ts';
import { isFresh } from '../../src/safety/lines.ts';
import { shippedCountries } from '../safety/content.ts';
import { adding, CONTENT, changed, contentWith, type Edit, replacing } from './content-copy.ts';
import { country, PLANTED_HELP_LINES } from './planted/help-lines.ts';
import { checkin, long, onlyFirst, opening, PLANTED_NUDGES } from './planted/nudges.ts';
import {
  boxBreathing,
  helpLines,
  longExhale,
  onEdge,
  orienting,
  type Planted,
  phrases,
  selfHarm,
} from './planted/places.ts';
import { PLANTED_SAFETY } from './planted/safety.ts';
import { PLANTED_SHORT_TEXTS } from './planted/short-texts.ts';
import { PLANTED_TEXTS } from './planted/texts.ts';

const TODAY = '2026-11-22';
const abroad = {
  name: 'A line abroad',
  kind: 'support',
  phone: ['+44 20 7946 0000'],
  languages: ['en'],
  website: 'https://a.example',
  checked_on: TODAY,
};

const WARNING = {
  file: `content/${selfHarm}`,
  line: 2,
  rule: 'reviewed',
  value: 'no clinician has read it yet',
};
const PLANTED = [
  ...PLANTED_TEXTS,
  ...PLANTED_SAFETY,
  ...PLANTED_HELP_LINES,
  ...PLANTED_NUDGES,
  ...PLANTED_SHORT_TEXTS,
];

/** What the check finds in a changed copy and not in the shipped content. */
async function added(edits: Record<string, Edit>): Promise<Finding[]> {
  const undo = await changed(copy, edits);
  try {
    const { violations } = await checkContent(copy, { today: TODAY, documents });
    return violations.filter(found => !shipped.violations.some(known => isDeepStrictEqual(known, found)));
  } finally {
    await undo();
  }
}

/** Breaches that are planted side by side, one in a file: a look at all of the content takes a third of a second. */
const groups: Set<Planted>[] = [];
for (const planted of PLANTED) {
  const free = groups.find(group => ![...group].some(([, , path]) => path === planted[2]));
  if (free) free.add(planted);
  else groups.push(new Set([planted]));
}
const looks = new Map<ReadonlySet<Planted>, Promise<Finding[]>>();
function foundIn(group: ReadonlySet<Planted>): Promise<Finding[]> {
  const look =
    looks.get(group) ?? added(Object.fromEntries([...group].map(([, , path, edit]) => [path, edit])));
  looks.set(group, look);
  return look;
}

const copy = join(await mkdtemp(join(tmpdir(), 'steady-words-')), 'content');
await cp(CONTENT, copy, { recursive: true });
afterAll(() => rm(dirname(copy), { recursive: true }));

/** Parses a text of a copy only where it differs from the one checked before. */
const documents = createDocuments();
const shipped = await checkContent(CONTENT, { today: TODAY });

describe('the content check', () => {
  it('finds nothing wrong with the shipped content, and looks at all of it', () => {
    expect(shipped.violations).toEqual([]);
    expect(passes(shipped)).toBe(true);
    const kinds = new Set(shipped.files.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(['topic', 'exercise', 'card', 'phrases', 'feelings', 'nudges', 'reach', 'hard-moment']),
    );
  });

  it.each(PLANTED)('fails by the rule %s on %s', async (rule, what, path, edit, value) => {
    const isIt = (one: Planted) => one[1] === what && one[3] === edit;
    const together = groups.find(group => [...group].some(isIt)) ?? new Set();
    const files = [...together].map(([, , path]) => `content/${path}`);
    const found = await foundIn(together);
    expect(found).toContainEqual(
      expect.objectContaining({ file: `content/${path}`, rule, value: expect.stringMatching(value) }),
    );
    expect(found.filter(({ file }) => !files.includes(file))).toEqual([]);
    expect(passes({ ...shipped, violations: found })).toBe(false);
  });

  it('names the line a breach stands on', async () => {
    const before = (await readFile(join(CONTENT, orienting), 'utf8')).trimEnd().split('\n').length;
    expect(await added({ [orienting]: adding('\nLook up.\n\nYou should\nlook down.') })).toEqual([
      {
        file: `content/${orienting}`,
        line: before + 4,
        rule: 'banned',
        value: '"should" (pressure)',
      },
    ]);
  });

  it('names every breach, in every file', async () => {
    const found = await added({
      [longExhale]: adding('You must look.'),
      [phrases]: adding('planted: Just look.'),
      [onEdge]: replacing(/practice:.*\n/, ''),
    });
    expect(found.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      `content/${longExhale} banned`,
      `content/${onEdge} form`,
      `content/${phrases} banned`,
    ]);
  });

  it('fails when there is nothing to look at', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steady-words-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const report = await checkContent(folder, { today: TODAY, documents });
    expect(report.looked).toBe(0);
    expect(passes(report)).toBe(false);
    expect(passes({ ...report, violations: [] })).toBe(false);
  });
});

describe('what the content check lets stand', () => {
  it.each([
    [
      'a thought of the reader, marked as such',
      orienting,
      adding('You may think {their-words: I should be over it}.'),
    ],
    [
      'a marked thought that runs over a line',
      orienting,
      adding('A thought says {their-words: I am\nbroken}. Look up.'),
    ],
    ['a plain fact that is listed', phrases, adding('planted: I never write to anyone else.')],
    ['a word that only holds a banned one', phrases, adding('planted: Adjust the lamp. It is secured.')],
    ['short words said again', orienting, adding('Look up.\nAnd now, look up.\nLook up.')],
    ['a breath that is not held', longExhale, adding('There is no need to hold it.')],
    ['a hold in an exercise asked for by name', boxBreathing, adding('Now hold your breath for four.')],
    ['an opening of 199 characters', checkin, opening(long(199))],
    ['an opening with two first words of another', checkin, opening('Are you in?')],
    ['a stock of 31 openings', checkin, onlyFirst(31)],
    ['a full number abroad', helpLines, country('US', it => it.lines.push(abroad))],
  ])('%s', async (_, path, edit) => {
    expect(await added({ [path]: edit })).toEqual([]);
  });
});

describe('warnings of the content check', () => {
  const checkedOn = (day: string) =>
    country('US', ({ emergency }) => Object.assign(emergency, { checked_on: day }));
  const aboutEmergency = async (day: string) => {
    const { warnings } = await checkContent(await contentWith({ [helpLines]: checkedOn(day) }), {
      today: TODAY,
      documents,
    });
    return warnings.filter(({ value }) => value.startsWith('US emergency')).map(({ value }) => value);
  };

  it('begin on the day a line was last checked six months ago', async () => {
    expect(await aboutEmergency('2026-05-23')).toEqual([]);
    expect(await aboutEmergency('2026-05-22')).toEqual(['US emergency last checked on 2026-05-22']);
  });

  it('say so of a line from the day on which the code no longer shows it', async () => {
    const line = (day: string) =>
      country('US', ({ lines }) => Object.assign(lines[0] ?? {}, { checked_on: day }));
    const { name } = (await shippedCountries()).find(({ code }) => code === 'US')?.lines[0] ?? {};
    for (const day of ['2026-05-22', '2025-11-22', '2025-11-21', '2024-02-29']) {
      const edited = await contentWith({ [helpLines]: line(day) });
      for (const today of [TODAY, '2025-03-01', '2025-03-02'].filter(today => today > day)) {
        const { warnings } = await checkContent(edited, { today, documents });
        const about = warnings.find(({ value }) => value.startsWith(`US ${name}`))?.value;
        const hidden = isFresh({ checkedOn: day }, Date.parse(today)) ? '' : ', too old to be shown';
        expect(about, `${day} on ${today}`).toBe(`US ${name} last checked on ${day}${hidden}`);
      }
    }
  });

  it('never call an emergency number too old to be shown, because it stays', async () => {
    expect(await aboutEmergency('2020-01-01')).toEqual(['US emergency last checked on 2020-01-01']);
  });

  it('name every safety card that no clinician has read', async () => {
    const read = replacing(
      /reviewed_by:.*\nreviewed_on:.*\n/,
      'reviewed_by: Dr A. Reader\nreviewed_on: 2026-11-01\n',
    );
    const report = await checkContent(await contentWith({ [selfHarm]: read }), { today: TODAY, documents });
    const unread = report.warnings.filter(({ rule }) => rule === 'reviewed').map(({ file }) => file);
    const cards = report.files.filter(({ kind }) => kind === 'card');
    expect(unread).not.toContain(`content/${selfHarm}`);
    expect(unread).toHaveLength(cards.length - 1);
    expect(cards.filter(card => card.reviewed).map(({ file }) => file)).toEqual([`content/${selfHarm}`]);
  });

  it('let the check pass', () => {
    expect(passes({ ...shipped, violations: [], warnings: [WARNING] })).toBe(true);
  });
});

describe('the printed report', () => {
  it('has a row for every file, every finding as file:line rule: value, and the count', async () => {
    const content = await contentWith({ [longExhale]: adding('You must look.') });
    const report = await checkContent(content, { today: TODAY, documents });
    const lines = reportLines(report);
    expect(lines[0]).toMatch(/^file +kind +words +characters +grade +longest sentence +reviewed$/);
    for (const { file } of report.files)
      expect(lines.filter(line => line.startsWith(`${file} `))).toHaveLength(1);
    expect(lines.find(line => line.startsWith(`content/${longExhale}:`))).toMatch(
      /:\d+ banned: "must" \(pressure\)$/,
    );
    expect(lines.filter(line => line.startsWith('warning: '))).toHaveLength(report.warnings.length);
    expect(lines.at(-1)).toBe(
      `Looked at ${report.looked} files: ${report.violations.length} violations, ${report.warnings.length} warnings.`,
    );
  });
});
