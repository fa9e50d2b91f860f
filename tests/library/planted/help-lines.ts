import { type Edit, yamlWith } from '../content-copy.ts';
import { helpLines, type Planted } from './places.ts';

interface Lines {
  countries: Country[];
}

interface Country {
  code: string;
  emergency: { numbers: string[]; checked_on: string };
  lines: Record<string, unknown>[];
}

/** Changes one country of the help lines. */
export const country = (code: string, edit: (country: Country) => void): Edit =>
  yamlWith<Lines>(({ countries }) => {
    const found = countries.find(country => country.code === code);
    if (!found) throw new Error(`expected ${code} in the help lines, came none`);
    edit(found);
  });

const line = {
  name: 'A line',
  phone: ['0800 1'],
  languages: ['en'],
  website: 'https://a.example',
  checked_on: '2026-11-22',
};

/** Breaches of what makes a help line safe to show. */
export const PLANTED_HELP_LINES: Planted[] = [
  [
    'form',
    'a help line without a date',
    helpLines,
    country('US', ({ lines }) => delete lines[0]?.checked_on),
    /checked_on: expected a day/,
  ],
  [
    'form',
    'a help line without a website',
    helpLines,
    country('US', ({ lines }) => delete lines[0]?.website),
    /website: expected/,
  ],
  [
    'country-code',
    'a code of no country',
    helpLines,
    country('US', it => {
      it.code = 'XX';
    }),
    /XX/,
  ],
  [
    'country-code',
    'UK for GB',
    helpLines,
    country('US', it => {
      it.code = 'UK';
    }),
    /UK/,
  ],
  [
    'country-code',
    'a country twice',
    helpLines,
    country('US', it => {
      it.code = 'CA';
    }),
    /CA twice/,
  ],
  [
    'lone-line',
    'one line, open by day',
    helpLines,
    country('US', it => {
      it.lines = [{ ...line, kind: 'crisis', hours: 'Mon to Fri, 9 to 5' }];
    }),
    /Mon to Fri/,
  ],
  [
    'lone-line',
    'one line, hours unknown, and an abuse line',
    helpLines,
    country('US', it => {
      it.lines = [
        { ...line, kind: 'support' },
        { ...line, kind: 'abuse', hours: '24/7' },
      ];
    }),
    /hours unknown/,
  ],
  [
    'abuse-only',
    'no line but for abuse',
    helpLines,
    country('US', it => {
      it.lines = [{ ...line, kind: 'abuse', hours: '24/7' }];
    }),
    /US has abuse lines only/,
  ],
  [
    'short-code',
    'a short code as E.164',
    helpLines,
    country('US', it => {
      it.lines.push({ ...line, kind: 'support', phone: ['+33 3114'] });
    }),
    /\+33 3114/,
  ],
  [
    'short-code',
    'a short code to text as E.164',
    helpLines,
    country('US', it => {
      it.lines.push({ ...line, kind: 'support', text: 'Text HELLO to +1741741' });
    }),
    /\+1741741/,
  ],
  [
    'future-date',
    'checked tomorrow',
    helpLines,
    country('US', it => {
      it.emergency.checked_on = '2026-11-23';
    }),
    /2026-11-23/,
  ],
];
