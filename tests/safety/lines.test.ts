import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Country, HelpLine } from '../../src/library/schema.ts';
import {
  abuseLines,
  callOrText,
  countryChoices,
  countryCode,
  countryName,
  emergencyOf,
  firstLine,
  isAllDay,
  isAllDayByPhone,
  isFresh,
  isSilent,
  standsAlone,
  supportLines,
} from '../../src/safety/lines.ts';
import { shippedCountries } from './content.ts';

const today = Date.UTC(2026, 10, 22);
const countries = await shippedCountries();

const line = (name: string, more: Partial<HelpLine> = {}): HelpLine => ({
  name,
  kind: 'crisis',
  phone: ['123'],
  languages: ['en'],
  website: 'https://example.org',
  checkedOn: '2026-10-07',
  ...more,
});
const country = (...lines: HelpLine[]): Country => ({
  code: 'XX',
  emergency: { numbers: ['112'], checkedOn: '2020-01-01' },
  lines,
});
const names = (lines: readonly HelpLine[]) => lines.map(({ name }) => name);

const someLine = fc.record(
  {
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('crisis' as const, 'support' as const, 'abuse' as const),
    phone: fc.constantFrom([], ['1']),
    text: fc.constant('Text HI to 1'),
    chat: fc.constant('https://example.org/chat'),
    hours: fc.constantFrom('24/7', 'weekdays 09:00-17:00', '24/7 except Eid holidays'),
    languages: fc.constant(['en']),
    website: fc.constant('https://example.org'),
    checkedOn: fc.constantFrom('2026-10-07', '2025-11-22', '2025-11-21', '2019-01-01'),
  },
  { requiredKeys: ['name', 'kind', 'phone', 'languages', 'website', 'checkedOn'] },
);
const someCountry = fc
  .array(someLine, { maxLength: 6 })
  .map(lines =>
    country(
      ...lines.map(({ name, ...more }) => line(name, { ...more, phone: [...more.phone], languages: ['en'] })),
    ),
  );

describe('a line', () => {
  it('is shown until twelve months after it was checked, and not a day longer', () => {
    const checked = line('a', { checkedOn: '2025-11-22' });
    expect(isFresh(checked, Date.UTC(2026, 10, 22, 23, 59))).toBe(true);
    expect(isFresh(checked, Date.UTC(2026, 10, 23))).toBe(false);
    expect(isFresh(line('a', { checkedOn: '2024-02-29' }), Date.UTC(2025, 2, 1))).toBe(true);
  });

  it.each([
    ['24/7', true],
    ['24/7, free', true],
    ['24/7 phone', true],
    ['24/7 in Finnish', true],
    ['phone and SMS 24/7', true],
    ['24/7 except Eid holidays', false],
    ['24/7 per open-helplines; check', false],
    ['weekdays 10:00-17:00', false],
    ['phone daily 09:00-05:00', false],
    [undefined, false],
  ])('with the hours "%s" answers day and night: %s', (hours, allDay) => {
    expect(isAllDay(line('a', hours === undefined ? {} : { hours }))).toBe(allDay);
  });

  it.each([
    ['24/7 phone', true],
    ['24/7', false],
    ['phone and SMS 24/7', false],
    ['phone daily 09:00-05:00', false],
  ])('with the hours "%s" says day and night of the phone alone: %s', (hours, byPhone) => {
    expect(isAllDayByPhone(line('a', { hours }))).toBe(byPhone);
  });

  it('stands alone only when it is open day and night, for anyone', () => {
    expect(standsAlone(line('a', { hours: '24/7' }))).toBe(true);
    expect(standsAlone(line('a', { hours: '24/7', audience: 'all genders; also child abuse' }))).toBe(true);
    expect(standsAlone(line('a', { hours: '24/7', audience: 'women' }))).toBe(false);
    expect(standsAlone(line('a', { hours: '9-5' }))).toBe(false);
    expect(standsAlone(line('a'))).toBe(false);
  });

  it('is silent when it takes texts or chats', () => {
    expect(isSilent(line('a'))).toBe(false);
    expect(isSilent(line('a', { text: 'Text HI to 1' }))).toBe(true);
    expect(isSilent(line('a', { chat: 'https://example.org' }))).toBe(true);
  });
});

describe('the first line', () => {
  it('is a crisis line open day and night, by phone if there is one', () => {
    const texts = line('texts', { phone: [], text: 'Text HI to 1', hours: '24/7' });
    const calls = line('calls', { hours: '24/7' });
    expect(firstLine(country(line('office hours', { hours: '9-5' }), texts, calls), today)).toBe(calls);
    expect(firstLine(country(texts), today)).toBe(texts);
  });

  it('is for anyone, because it stands alone', () => {
    const some = line('some', { hours: '24/7', audience: 'women' });
    const anyone = line('anyone', { hours: '24/7' });
    expect(firstLine(country(some, anyone), today)).toBe(anyone);
    expect(firstLine(country(some), today)).toBeUndefined();
  });

  it('is none where every line is old, limited, of another kind, or no country was chosen', () => {
    expect(firstLine(country(line('a', { hours: '24/7', checkedOn: '2025-11-21' })), today)).toBeUndefined();
    expect(firstLine(country(line('a', { hours: '9-5' }), line('b')), today)).toBeUndefined();
    expect(firstLine(country(line('a', { hours: '24/7', kind: 'abuse' })), today)).toBeUndefined();
    expect(firstLine(undefined, today)).toBeUndefined();
  });
});

describe('call or text', () => {
  it('puts lines open day and night first', () => {
    expect(
      names(callOrText(country(line('late', { hours: '9-5' }), line('early', { hours: '24/7' })), today)),
    ).toEqual(['early', 'late']);
  });

  it('has a silent line among three where there is one', () => {
    const all = ['a', 'b', 'c'].map(name => line(name, { hours: '24/7' }));
    const silent = line('silent', { text: 'Text HI to 1', hours: '9-5' });
    expect(names(callOrText(country(...all, silent), today))).toEqual(['a', 'b', 'silent']);
  });

  it('shows no line of limited or unknown hours alone, and takes a support line for company', () => {
    const limited = line('limited', { hours: 'evenings' });
    expect(callOrText(country(limited), today)).toEqual([]);
    expect(callOrText(country(line('unknown')), today)).toEqual([]);
    const support = line('support', { kind: 'support', hours: '24/7' });
    expect(names(callOrText(country(limited, support), today))).toEqual(['support', 'limited']);
  });

  it('holds to this in any country', () => {
    fc.assert(
      fc.property(someCountry, fc.integer({ min: 0, max: 800 }), (where, days) => {
        const now = today + days * 86_400_000;
        const shown = callOrText(where, now);
        const fresh = where.lines.filter(one => one.kind === 'crisis' && isFresh(one, now));
        expect(shown.length).toBeLessThanOrEqual(3);
        expect(shown.every(one => isFresh(one, now) && one.kind !== 'abuse')).toBe(true);
        if (shown.length === 1) expect(shown.every(isAllDay)).toBe(true);
        if (shown.length > 0 && fresh.some(isSilent)) expect(shown.some(isSilent)).toBe(true);
        if (fresh.some(isAllDay)) expect(shown.some(isAllDay)).toBe(true);
      }),
    );
  });
});

describe('other lists', () => {
  it('hold only their own kind, fresh, those for anyone before those for some', () => {
    const where = country(
      line('for some', { kind: 'abuse', hours: '24/7', audience: 'women' }),
      line('for anyone', { kind: 'abuse', hours: '24/7' }),
      line('old', { kind: 'abuse', hours: '24/7', checkedOn: '2019-01-01' }),
      line('support', { kind: 'support' }),
    );
    expect(names(abuseLines(where, today))).toEqual(['for anyone', 'for some']);
    expect(names(supportLines(where, today))).toEqual(['support']);
    expect([
      ...abuseLines(undefined, today),
      ...supportLines(undefined, today),
      ...callOrText(undefined, today),
    ]).toEqual([]);
  });

  it('have no emergency number where no country was chosen', () => {
    expect(emergencyOf(undefined)).toEqual({ numbers: [] });
    expect(emergencyOf(country())).toEqual({ numbers: ['112'] });
  });
});

describe('every country that ships', () => {
  const later = Date.UTC(2028, 0, 1);
  const fresh = ({ lines }: Country, kind: HelpLine['kind']) =>
    lines.filter(one => one.kind === kind && isFresh(one, today));

  it.each(countries.map(one => [one.code, one] as const))(
    '%s has an emergency number, and lines that are fresh, few and open or none',
    (code, where) => {
      expect(emergencyOf(where).numbers.length).toBeGreaterThan(0);
      expect(countryName(code, 'en')).not.toBe(code);
      const shown = callOrText(where, today);
      expect(shown.length).toBeLessThanOrEqual(3);
      for (const one of [...shown, ...supportLines(where, today), ...abuseLines(where, today)])
        expect(isFresh(one, today)).toBe(true);
      expect(shown.some(({ kind }) => kind === 'abuse')).toBe(false);
      const crisis = fresh(where, 'crisis');
      expect(shown.length > 0).toBe(crisis.length > 0);
      expect(shown.some(isAllDay)).toBe(crisis.length > 0);
      expect(firstLine(where, today) !== undefined).toBe(crisis.some(standsAlone));
      expect(callOrText(where, later)).toEqual([]);
      expect([...supportLines(where, later), ...abuseLines(where, later)]).toEqual([]);
      expect(emergencyOf(where).numbers).toEqual(where.emergency.numbers);
    },
  );

  it('is one of more than forty, half of them with a line to call first', () => {
    expect(countries.length).toBeGreaterThanOrEqual(40);
    expect(countries.filter(where => firstLine(where, today)).length).toBeGreaterThanOrEqual(20);
  });

  it('has no lines where none was good enough', () => {
    for (const code of ['RO', 'TR', 'NG', 'KE', 'EG'])
      expect(countries.find(one => one.code === code)?.lines, code).toEqual([]);
  });

  it('has its words for people short, and its short codes as they are dialled', () => {
    for (const { code, lines } of countries) {
      for (const { name, note = '', audience = '', phone, text = '' } of lines) {
        expect([note, audience].filter(words => words.length >= 120)).toEqual([]);
        for (const number of [...phone, text])
          expect(number, `${code} ${name}`).not.toMatch(/\+(?:\D*\d){1,9}(?!\D*\d)/);
      }
    }
  });

  it.each(['de', 'ja', 'ar'])('is shown and completed by its name in "%s" and in English', locale => {
    const own = new Intl.DisplayNames(locale, { type: 'region' });
    const english = new Intl.DisplayNames('en', { type: 'region' });
    for (const { code } of countries) {
      const name = own.of(code) ?? '';
      expect(countryName(code, locale)).toBe(name);
      for (const typed of [name, english.of(code) ?? '', code]) {
        expect(countryCode(countries, locale, typed), `${typed} in ${locale}`).toBe(code);
        expect(countryChoices(countries, locale, typed), `${typed} in ${locale}`).toContainEqual({
          name,
          value: code,
        });
      }
      const begun = Array.from(name).slice(0, 4).join('');
      expect(countryChoices(countries, locale, begun), `${begun} in ${locale}`).toContainEqual({
        name,
        value: code,
      });
    }
    const named = countries.map(({ code }) => countryName(code, locale));
    expect(new Set(named).size).toBe(countries.length);
  });
});

describe('choosing a country', () => {
  const values = (typed: string, locale = 'en-GB') =>
    countryChoices(countries, locale, typed).map(({ value }) => value);

  it('finds it by its name in the person’s language, in English, by its code and by what people call it', () => {
    expect(values('Deutschl', 'de')[0]).toBe('DE');
    expect(values('germ', 'de')[0]).toBe('DE');
    expect(values('de')[0]).toBe('DE');
    expect(values('スイス', 'ja')[0]).toBe('CH');
    expect(values('uk')[0]).toBe('GB');
    expect(values('scotland')[0]).toBe('GB');
    expect(values('usa')[0]).toBe('US');
  });

  it('shows names in the person’s language, each country once, at most 25', () => {
    expect(countryChoices(countries, 'de', 'deutschland')[0]).toEqual({ name: 'Deutschland', value: 'DE' });
    for (const locale of ['en-US', 'fr', 'ja', 'pt-BR']) {
      const shown = countryChoices(countries, locale, '');
      expect(shown.length).toBe(25);
      expect(new Set(shown.map(({ value }) => value)).size).toBe(25);
    }
  });

  it('lists nothing for what is no country, and names an unknown code by the code', () => {
    expect(values('qqqqqq')).toEqual([]);
    expect(countryName('QQ', 'en')).toBe('QQ');
    expect(countryName('', 'en')).toBe('');
  });

  it('lists any other country whose name begins so, after those with lines and before slips', () => {
    expect(values('ice')).toContain('IS');
    expect(values('poland')).toEqual(['PL']);
    expect(values('iran')[0]).toBe('IR');
    expect(values('germ')).toEqual(['DE']);
    expect(values('germny')).toEqual(['DE']);
    expect(values('ir')[0]).toBe('IE');
  });
});

describe('the country that was typed', () => {
  const code = (typed: string, locale = 'en-GB') => countryCode(countries, locale, typed);

  it.each(['en', 'de', 'fr', 'es', 'hi', 'th', 'ja', 'tr', 'vi'])(
    'is that of the name or none, never another, for every region in "%s"',
    locale => {
      const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
      let found = 0;
      for (const region of regions) {
        const name = names.of(region);
        if (name === undefined) continue;
        for (const typed of [name, name.toUpperCase(), ` ${name.normalize('NFD')} `]) {
          const given = code(typed, locale);
          if (given === undefined) continue;
          expect(given, `${typed} in ${locale}`).toBe(new Intl.Locale(`und-${region}`).region);
          found += 1;
        }
      }
      expect(found).toBeGreaterThan(3 * 240);
    },
  );

  it('is never guessed from a beginning or a slip', () => {
    for (const typed of ['Irelan', 'Frence', 'Austr', 'aus', 'Guinea-', 'Korea', 'help', '', ' ', '?']) {
      expect(code(typed), typed).not.toBe('IE');
      expect(code(typed) === undefined || typed === 'Guinea-', typed).toBe(true);
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), typed => {
        const given = code(typed);
        if (given === undefined) return;
        const names = values(typed);
        expect(names).toContain(given);
      }),
    );
  });

  it('is none for codes that are no country', () => {
    for (const typed of ['EU', 'zz', 'UN', 'XA', 'AA', 'YU', 'DD'])
      expect(code(typed), typed).toBeUndefined();
  });

  it('is found by code, by what people call it, and by its name in English whatever the language', () => {
    expect(code('pl')).toBe('PL');
    expect(code('us ')).toBe('US');
    for (const typed of ['UK', 'u.k.', 'England', 'the United Kingdom'])
      expect(code(typed), typed).toBe('GB');
    for (const typed of ['USA', 'U.S.', 'the States of nowhere']) {
      expect(code(typed), typed).toBe(typed.startsWith('the') ? undefined : 'US');
    }
    expect(code('Germany', 'ja')).toBe('DE');
    expect(code('osterreich', 'de')).toBe('AT');
    expect(code('Bosnia and Herzegovina')).toBe('BA');
    expect(code('Saint Lucia')).toBe('LC');
  });

  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const regions = letters.flatMap(first => letters.map(second => first + second));

  const values = (typed: string) => countryChoices(countries, 'en-GB', typed).map(({ value }) => value);
});
