import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockTime } from '../../src/core/dates.ts';
import { parseTimeOfDay, type TimeOfDay } from '../../src/nudges/time-of-day.ts';

/** Each line is what a person types, then the time, or the two times that it can be. */
const understood = `
08:30 = 08:30
8:30 = 08:30 or 20:30
8.30 = 08:30 or 20:30
08.30 = 08:30
0830 = 08:30
830 = 08:30 or 20:30
8h30 = 08:30
8 h 30 = 08:30
8h30 pm = 20:30
20h30 = 20:30
20h = 20:00
20 h = 20:00
8h = 08:00
12h = 12:00
12h30 = 12:30
0h15 = 00:15
20:30 = 20:30
20.30 = 20:30
2030 = 20:30
20 30 = 20:30
8 30 = 08:30 or 20:30
8 : 30 = 08:30 or 20:30
1230 = 00:30 or 12:30
130 = 01:30 or 13:30
1015 = 10:15 or 22:15
1315 = 13:15
030 = 00:30
0000 = 00:00
0:00 = 00:00
00:00 = 00:00
0:30 = 00:30
23:59 = 23:59
2359 = 23:59
8 = 08:00 or 20:00
08 = 08:00
0 = 00:00
00 = 00:00
1 = 01:00 or 13:00
11 = 11:00 or 23:00
12 = 00:00 or 12:00
13 = 13:00
20 = 20:00
23 = 23:00
12:00 = 00:00 or 12:00
12:30 = 00:30 or 12:30
12.30 = 00:30 or 12:30
11:59 = 11:59 or 23:59
8 am = 08:00
8am = 08:00
8AM = 08:00
8 a.m. = 08:00
8 a.m = 08:00
8 A. M. = 08:00
8 a m = 08:00
8:30pm = 20:30
8:30 PM = 20:30
8.30 p.m. = 20:30
08:30 pm = 20:30
08:30 am = 08:30
0830pm = 20:30
830 pm = 20:30
20:30 pm = 20:30
00:30 am = 00:30
12am = 00:00
12 a.m. = 00:00
12:30 am = 00:30
12pm = 12:00
12 p.m. = 12:00
12:30pm = 12:30
noon = 12:00
Noon = 12:00
12 noon = 12:00
12:00 noon = 12:00
midday = 12:00
mid-day = 12:00
midnight = 00:00
MIDNIGHT = 00:00
12 midnight = 00:00
at midnight = 00:00
twelve noon = 12:00
half past eight = 08:30 or 20:30
Half Past Eight = 08:30 or 20:30
half-past eight = 08:30 or 20:30
half past 8 = 08:30 or 20:30
half past 08 = 08:30
half past 20 = 20:30
half past twelve = 00:30 or 12:30
half past eight pm = 20:30
half past eight in the evening = 20:30
half past noon = 12:30
half eight = 08:30 or 20:30
half 8 = 08:30 or 20:30
half nine at night = 21:30
half twelve = 00:30 or 12:30
quarter to nine = 08:45 or 20:45
a quarter to nine = 08:45 or 20:45
quarter of nine = 08:45 or 20:45
quarter till nine = 08:45 or 20:45
quarter til nine = 08:45 or 20:45
quarter past 7 = 07:15 or 19:15
quarter after seven = 07:15 or 19:15
quarter past 7 am = 07:15
quarter to one = 00:45 or 12:45
quarter to one pm = 12:45
quarter to twelve = 11:45 or 23:45
quarter to 12 in the morning = 11:45
quarter to noon = 11:45
quarter to midnight = 23:45
quarter to 0 = 23:45
quarter past midnight = 00:15
ten past eight = 08:10 or 20:10
10 past 8 = 08:10 or 20:10
ten minutes past eight = 08:10 or 20:10
3 minutes to nine = 08:57 or 20:57
1 min past 8 = 08:01 or 20:01
5 mins to 9 = 08:55 or 20:55
five before nine = 08:55 or 20:55
twenty to eight = 07:40 or 19:40
twenty past 20 = 20:20
twenty five to ten = 09:35 or 21:35
twenty-five to ten = 09:35 or 21:35
25 to 10 = 09:35 or 21:35
eight = 08:00 or 20:00
eight thirty = 08:30 or 20:30
eight-thirty = 08:30 or 20:30
eight thirty pm = 20:30
eight fifteen = 08:15 or 20:15
eight forty five = 08:45 or 20:45
eight forty-five am = 08:45
eight oh five = 08:05 or 20:05
eight o five = 08:05 or 20:05
oh eight thirty = 08:30
zero eight thirty = 08:30
ten ten = 10:10 or 22:10
twelve twelve = 00:12 or 12:12
twenty thirty = 20:30
twenty twenty five = 20:25
twenty three = 23:00
twenty two fifty nine = 22:59
nineteen thirty = 19:30
8 thirty = 08:30 or 20:30
eight o'clock = 08:00 or 20:00
eight o’clock = 08:00 or 20:00
8 oclock = 08:00 or 20:00
8 o clock = 08:00 or 20:00
8 O'Clock = 08:00 or 20:00
20 o'clock = 20:00
twelve o'clock = 00:00 or 12:00
eight o'clock in the evening = 20:00
8 o'clock pm = 20:00
eight in the evening = 20:00
7 in the morning = 07:00
7:15 in the morning = 07:15
12 in the morning = 00:00
3 in the afternoon = 15:00
12 in the afternoon = 12:00
9 at night = 21:00
12 at night = 00:00
3 at night = 03:00
2 in the night = 02:00
20 in the evening = 20:00
08:30 in the evening = 20:30
20 Uhr = 20:00
20 uhr = 20:00
20Uhr = 20:00
8 Uhr = 08:00
20:30 Uhr = 20:30
20.30 Uhr = 20:30
8:30 Uhr = 08:30
20 Uhr 30 = 20:30
at 8:30 = 08:30 or 20:30
at 08:30 = 08:30
At noon = 12:00
around 9 = 09:00 or 21:00
around 9 pm = 21:00
about half past eight = 08:30 or 20:30
at about 9 = 09:00 or 21:00
~9 = 09:00 or 21:00
~ 9 = 09:00 or 21:00
~09:00 = 09:00
８：３０ = 08:30 or 20:30
０８：３０ = 08:30
０８．３０ = 08:30
２０。３０ = 20:30
２０：３０ = 20:30
～９ = 09:00 or 21:00
８ｐｍ = 20:00
`
  .trim()
  .split('\n')
  .map(line => line.split(' = ') as [typed: string, meaning: string]);

const notUnderstood = `
. | : | - | ? | ~ | at | am | pm | h | Uhr | o'clock | half | half past | quarter
25:00 | 24:00 | 24 | 2400 | 99 | 100:00 | 8:75 | 8:60 | 860 | 0860 | 8:99 pm | 25 Uhr | 24h
08:3 | 8:3 | 8:300 | 08305 | 8:30:00 | 008:30 | -8:30 | -8 | +8 | 8-30 | 8,30 | 8/30 | 8;30 | 8..30 | :30 | 8:
8²:30 | 8½ | 1e1 | 0x8 | NaN | Infinity | ８：７５ | ٨:٣٠ | 🕣 | 20 3 | 50 9 10 | 8 5 | 8:30 9:30 | 8pm8pm
soon | now | later | whenever | tomorrow | in the morning | morning | night | at night | evening
in 10 minutes | 10 minutes | in 2 hours | 8 hours | every day at 8 | 8 every day | tomorrow at 8 | in at 8
8 or 9 | 8-9 | 8 to 10 | 9 to 5 | 8 to | to 8 | past 8 | ten past | quarter 8 | half to nine
0 past 8 | 60 minutes past 8 | 99 to 8 | quarter past 8:30 | half past 25 | half past half past 8
13 am | 20:30 am | 00:30 pm | 20 in the morning | 12 in the evening | 9 in the afternoon | 3 in the evening
noon in the morning | noon am | midnight pm | 5 noon | 12:30 noon | 8 am pm | 8 pm in the morning | 8 steam
eighty thirty | seventy | twenty five | eight five | eight hundred | eight sixty | weight | none | someone
8 x | x 8 | 08:30x | constructor | __proto__ | toString | null | undefined`
  .split(/ \| |\n/)
  .concat(' ', '\n', '\u200E', '\u0000', '8:30\u0000', '\uD800');

describe('the time a person types', () => {
  test.each(understood)('%j is %s', (typed, meaning) => {
    expect(shown(parseTimeOfDay(typed))).toBe(meaning);
  });

  test.each(notUnderstood)('%j is no time', typed => {
    expect(parseTimeOfDay(typed)).toBeUndefined();
  });

  test('has enough lines above, none of them twice', () => {
    expect(understood.length).toBeGreaterThan(120);
    const all = [...understood.map(([typed]) => typed), ...notUnderstood];
    expect(new Set(all).size).toBe(all.length);
  });

  test('may have spaces of any kind, and invisible marks, around and within', () => {
    const pasted = [
      '  8:30 pm ',
      '8:30\u202Fpm',
      '\u200E8:30\u00A0PM\u200F',
      '\t8:30\n pm',
      '8:30\u3000pm',
      '\uFEFF8:30pm',
    ];
    expect(pasted.map(typed => shown(parseTimeOfDay(typed)))).toEqual(pasted.map(() => '20:30'));
  });

  test('means the same in capitals', () => {
    const loud = understood.map(([typed]) => shown(parseTimeOfDay(typed.toUpperCase())));
    expect(loud).toEqual(understood.map(([, meaning]) => meaning));
  });

  test('means the same in full width', () => {
    const wide = understood.map(([typed]) => shown(parseTimeOfDay(fullWidth(typed))));
    expect(wide).toEqual(understood.map(([, meaning]) => meaning));
  });
});

describe('every minute of the day', () => {
  test.each([
    ['8h30', (hour: number, minute: number) => `${hour}h${two(minute)}`],
    ['8.30 Uhr', (hour: number, minute: number) => `${hour}.${two(minute)} Uhr`],
    [
      '8:30 am',
      (hour: number, minute: number) => `${twelve(hour)}:${two(minute)} ${hour < 12 ? 'am' : 'pm'}`,
    ],
    [
      '0830pm',
      (hour: number, minute: number) => `${two(twelve(hour))}${two(minute)}${hour < 12 ? 'am' : 'pm'}`,
    ],
    [
      '8.30 p.m.',
      (hour: number, minute: number) => `${twelve(hour)}.${two(minute)} ${hour < 12 ? 'a' : 'p'}.m.`,
    ],
  ])('comes back from the way of %s', (_, write) => {
    const missed = everyMinute.filter(minute => {
      const meant = minutesOf(parseTimeOfDay(write(Math.floor(minute / 60), minute % 60)));
      return meant.length !== 1 || meant[0] !== minute;
    });
    expect(missed).toEqual([]);
  });

  test.each([
    ['8:30', ':', false],
    ['8.30', '.', false],
    ['830', '', false],
    ['8 30', ' ', false],
    ['08:30', ':', true],
    ['08.30', '.', true],
    ['0830', '', true],
  ])(
    'comes back from the way of %s, beside its evening where the hour is open',
    (_, between, leadingZero) => {
      for (const minute of everyMinute) {
        const hour = Math.floor(minute / 60);
        const typed = `${leadingZero ? two(hour) : hour}${between}${two(minute % 60)}`;
        const open = hour <= 12 && !typed.startsWith('0');
        const either = [minute % 720, (minute % 720) + 720];
        expect([typed, parseTimeOfDay(typed)]).toEqual([typed, open ? { either } : { minute }]);
      }
    },
  );

  test('is as far before the hour as was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 59 }), (hour, before) => {
        const minute = (hour * 60 - before + 1440) % 1440;
        expect(parseTimeOfDay(`${before} minutes to ${hour} Uhr`)).toEqual({ minute });
      }),
    );
  });

  test.each(['en-US', 'en-GB', 'de', 'fr', 'sv-SE', 'da', 'ja'])(
    'comes back from how %s writes it',
    locale => {
      const missed = everyMinute.filter(
        minute => !minutesOf(parseTimeOfDay(clockTime(minute, locale))).includes(minute),
      );
      expect(missed).toEqual([]);
    },
  );

  test('is certain where American English has written it', () => {
    const open = everyMinute.filter(
      minute => minutesOf(parseTimeOfDay(clockTime(minute, 'en-US'))).length !== 1,
    );
    expect(open).toEqual([]);
  });
});

describe('any text at all', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
    fc.array(fc.constantFrom(...words())).map(parts => parts.join(' ')),
    fc.array(fc.constantFrom(...'0123456789:.h~ apm'.split(''))).map(parts => parts.join('')),
  );

  test('is a time of this day, two times twelve hours apart, or nothing, and throws nothing', () => {
    fc.assert(
      fc.property(anyText, typed => {
        const [first = 0, second = first + 720, ...more] = minutesOf(parseTimeOfDay(typed));
        expect(Number.isInteger(first) && first >= 0 && first < 1440).toBe(true);
        expect([second, more]).toEqual([first + 720, []]);
      }),
      { numRuns: 3000 },
    );
  });

  test('is nothing when it is long, whatever it begins or ends with', () => {
    expect(parseTimeOfDay('a'.repeat(500))).toBeUndefined();
    expect(parseTimeOfDay(`8:30${' '.repeat(500)}`)).toBeUndefined();
    expect(parseTimeOfDay(`${'at '.repeat(170)}8:30`)).toBeUndefined();
    expect(parseTimeOfDay(`${' '.repeat(40)}8:30${' '.repeat(30)}`)).toBeDefined();
  });

  /** Were the work to grow much faster than the text, this would not end in a lifetime: the limit only makes that a red test. */
  test('costs no more work than it is long', () => {
    const pieces = [
      ...words(),
      ...'! ½ ﷺ ’ 。'.split(' '),
      ' ',
      '\n',
      '\u200E',
      'a ',
      'at ',
      'in the ',
      'oh ',
      '1 ',
    ];
    const texts = pieces.flatMap(piece => ['', '!', '8', ' pm', '\u0000'].map(end => [piece, end] as const));
    const filled = (length: number) =>
      texts.map(([piece, end]) => piece.repeat((length - end.length) / piece.length) + end);
    const meant = endingWithin20Seconds(() => filled(80).concat(filled(100_000)).map(parseTimeOfDay));
    expect(meant.slice(texts.length).filter(time => time !== undefined)).toEqual([]);
    expect(meant.length).toBeGreaterThan(1000);
  });
});

describe('a time as a language writes it', () => {
  test.each([
    [510, 'en-US', '8:30 AM'],
    [1230, 'en-US', '8:30 PM'],
    [0, 'en-US', '12:00 AM'],
    [720, 'en-US', '12:00 PM'],
    [510, 'en-GB', '08:30'],
    [0, 'en-GB', '00:00'],
    [1439, 'de', '23:59'],
    [510, 'fr', '08:30'],
    [1230, 'da', '20.30'],
    [1230, 'ja', '20:30'],
  ])('%d is, in %s, %s', (minute, locale, written) => {
    expect(clockTime(minute, locale).replace(/\s/u, ' ')).toBe(written);
  });

  test('does not move with the zone of the machine', () => {
    const before = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    const there = clockTime(510, 'en-GB');
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(there).toBe('08:30');
  });

  test('refuses what is no language', () => {
    expect(() => clockTime(510, 'no language')).toThrow(RangeError);
  });
});

const everyMinute = Array.from({ length: 1440 }, (_, minute) => minute);
const two = (number: number) => String(number).padStart(2, '0');
const twelve = (hour: number) => hour % 12 || 12;
const shown = (meant: TimeOfDay | undefined) =>
  minutesOf(meant)
    .map(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
    .join(' or ');

function minutesOf(meant: TimeOfDay | undefined): number[] {
  if (!meant) return [];
  return 'minute' in meant ? [meant.minute] : meant.either;
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** A pattern that runs away cannot be stopped from within; `vm` can stop it. */
function endingWithin20Seconds<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: 20_000 }) as T;
}

function words(): string[] {
  return [...new Set(understood.flatMap(([typed]) => typed.split(' ')))];
}
