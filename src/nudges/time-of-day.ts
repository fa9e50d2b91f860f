/** Minutes of the local day, 0 to 1439. `either`: the words fit the morning as well as the evening, twelve hours apart. */
export type TimeOfDay = { minute: number } | { either: [morning: number, evening: number] };

/**
 * The time of day in what a person typed, in English or in figures: "08:30", "8.30 p.m.", "20h30", "20 Uhr", "half past eight".
 * An hour of 0 or 13 to 23, a leading zero, "h", "Uhr", noon, midnight, am, pm or a part of the day makes it certain; any other is `either`,
 * and 12:30 is then 0:30 or 12:30. `undefined` for everything that is not one time of day. Throws nothing.
 */
export function parseTimeOfDay(typed: string): TimeOfDay | undefined {
  if (typed.length > LONGEST) return undefined;
  const said = inFigures(plain(typed)).replace(APPROXIMATELY, '');
  const part = PART_OF_DAY.exec(said);
  const clock = clockIn(said.slice(0, part?.index).replace(O_CLOCK, ''));
  return clock && timeOf(clock, part?.groups);
}

/** `hours`: what the hour said can mean, as written first. `shift`: minutes from the full hour, below 0 for "quarter to". */
interface Clock {
  hours: number[];
  shift: number;
  certain: boolean;
}

/** Small letters, ordinary digits and dots, single spaces, and none of the invisible marks that pasted text brings along. */
function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/[’‘]/g, "'")
    .replaceAll('。', '.')
    .replace(/(?<=[a-z])-(?=[a-z])/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "twenty five to ten" becomes "25 to 10", "eight oh five" "8 05". Only words are joined: "20 3" typed so is no 23. */
function inFigures(text: string): string {
  return text
    .replace(TENS_AND_ONES, (_, tens: string, ones: string) => String(numberOf(tens) + numberOf(ones)))
    .replace(ZERO_AND_ONES, (_, ones: string) => `0${numberOf(ones)}`)
    .replace(ANY_NUMBER, word => String(numberOf(word)));
}

function clockIn(text: string): Clock | undefined {
  const shifted = SHIFTED.exec(text)?.groups;
  if (shifted) return moved(hourIn(shifted.hour), minutesIn(shifted));
  const half = HALF.exec(text)?.groups;
  if (half) return moved(hourIn(half.hour), 30);
  const figures = FIGURES.exec(text)?.groups;
  if (!figures) return hourIn(text);
  const minute = Number(figures.minute);
  const hour = hourIn(`${figures.hour}${figures.sign ?? figures.gap ?? ''}`);
  return minute < 60 ? moved(hour, minute) : undefined;
}

const moved = (clock: Clock | undefined, shift: number | undefined) =>
  clock && shift !== undefined ? { ...clock, shift } : undefined;

/** "8 to 10" is two hours and "9 to 5" a working day, so that a bare number of minutes must be one that people say. */
function minutesIn(shifted: Groups): number | undefined {
  const minutes = shifted.quarter ? 15 : Number(shifted.minutes);
  const said = shifted.unit !== undefined || minutes % 5 === 0;
  if (!said || minutes < 1 || minutes > 59) return undefined;
  return shifted.past ? minutes : -minutes;
}

function hourIn(text = ''): Clock | undefined {
  if (NOON.test(text)) return { hours: [12], shift: 0, certain: true };
  if (MIDNIGHT.test(text)) return { hours: [0], shift: 0, certain: true };
  const said = HOUR.exec(text)?.groups;
  const hour = Number(said?.hour ?? 24);
  if (hour > 23) return undefined;
  const certain = text.startsWith('0') || said?.sign !== undefined;
  return { hours: hour === 0 || hour > 12 ? [hour] : [hour, hour + 12], shift: 0, certain };
}

function timeOf({ hours, shift, certain }: Clock, part: Groups | undefined): TimeOfDay | undefined {
  const meant = certain && !part ? hours.slice(0, 1) : hours;
  const [first, second] = meant
    .map(hour => (hour * 60 + shift + DAY) % DAY)
    .filter(minute => isWithin(minute, part))
    .sort((a, b) => a - b);
  if (first === undefined) return undefined;
  return second === undefined ? { minute: first } : { either: [first, second] };
}

function isWithin(minute: number, part: Groups | undefined): boolean {
  const [from, to] = PARTS[part?.half ?? part?.name ?? ''] ?? [0, 24];
  const hour = minute / 60;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

const numberOf = (word: string) => NUMBERS[word] ?? Number.NaN;

type Groups = Record<string, string | undefined>;

const DAY = 24 * 60;

/** Characters. No way of saying a time is longer, and the patterns below never see more. */
const LONGEST = 80;

/** From the first hour to before the second; at night there is a midnight between them. */
const PARTS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  a: [0, 12],
  p: [12, 24],
  morning: [0, 12],
  afternoon: [12, 19],
  evening: [16, 24],
  night: [18, 6],
};

const ONES = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty'.split(' ');

const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries([
  ['zero', 0],
  ...[...ONES, ...TEENS].map((word, index) => [word, index + 1]),
  ...TENS.map((word, index) => [word, 20 + 10 * index]),
]);

const TENS_AND_ONES = new RegExp(`\\b(${TENS.join('|')}) (${ONES.join('|')})\\b`, 'g');
const ZERO_AND_ONES = new RegExp(`\\b(?:oh|o|zero) (${ONES.join('|')})\\b`, 'g');
const ANY_NUMBER = new RegExp(`\\b(?:${Object.keys(NUMBERS).join('|')})\\b`, 'g');

const APPROXIMATELY = /^(?:(?:at|around|about) |~ ?){0,2}/;
const PART_OF_DAY =
  / ?(?:(?<half>[ap])\.? ?m\.?|(?:in the|at(?= night)) (?<name>morning|afternoon|evening|night))$/;
const O_CLOCK = / ?o[' ]?clock$/;

const SHIFTED =
  /^(?:(?:a )?(?<quarter>quarter)|(?<minutes>\d{1,2})(?<unit> min(?:ute)?s?)?) (?:(?<past>past|after)|to|till?|before|of) (?<hour>.+)$/;
const HALF = /^half (?:past |after )?(?<hour>.+)$/;
const FIGURES = /^(?<hour>\d{1,2})(?: ?(?:[:.]|(?<gap>h|uhr)) ?| )?(?<minute>\d{2}) ?(?<sign>h|uhr)?$/;
const HOUR = /^(?<hour>\d{1,2}) ?(?<sign>h|uhr)?$/;
const NOON = /^(?:12(?:[:.]00)? )?(?:noon|mid ?day)$/;
const MIDNIGHT = /^(?:12(?:[:.]00)? )?mid ?night$/;
