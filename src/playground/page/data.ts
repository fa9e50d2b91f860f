/** Draws data as it is stored or sent: as fields one can read, or as the JSON it is. */
import { make } from './dom.ts';
import { icon } from './icons.ts';

export interface FieldWords {
  locale: string;
  timeZone: string;
  /** Names of the fields that are sealed: only that they are, and how they begin, is shown of them. */
  sealed: readonly string[];
}

/** The fields of a record, one below the other; what lies inside one stands below it. */
export function drawFields(record: object, words: FieldWords): HTMLElement {
  const rows = Object.entries(record).map(([name, value]) => {
    const isSealed = words.sealed.includes(name);
    const shown = isSealed ? drawSealed(String(value)) : drawValue(value, { ...words, sealed: [] });
    return make('div', { class: 'data-row' }, make('dt', {}, name), make('dd', {}, shown));
  });
  return make('dl', { class: 'data-fields' }, ...rows);
}

/** JSON on several lines, with what is a name told from what is a value. */
export function drawJson(data: unknown): HTMLElement {
  const parts = JSON.stringify(data, null, 2).split(/("(?:[^"\\]|\\.)*"(?:\s*:)?)/);
  const children = parts.map(part => {
    if (!part.startsWith('"')) return part;
    return make('span', { class: part.endsWith(':') ? 'json-name' : 'json-text' }, part);
  });
  return make('pre', { class: 'json' }, ...children);
}

/** A date and a time in that zone. `time` in milliseconds since 1970. */
export function sayDate(time: number, { locale, timeZone }: Pick<FieldWords, 'locale' | 'timeZone'>): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(time);
}

function drawValue(value: unknown, words: FieldWords): Node | string {
  if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).length === 0)
      return make('span', { class: 'data-none' }, Array.isArray(value) ? 'empty list' : 'empty');
    return isPlainList(value) ? value.join(', ') : drawFields(value, words);
  }
  if (value === '') return make('span', { class: 'data-none' }, 'empty text');
  if (typeof value !== 'number' || value < firstDate || value > lastDate) return String(value);
  const date = make('span', { class: 'data-none' }, ` ${sayDate(value, words)}`);
  return make('span', {}, String(value), date);
}

/** A list of short things, which reads better on one line. */
const isPlainList = (value: object): value is unknown[] =>
  Array.isArray(value) && value.every(one => typeof one === 'number' || typeof one === 'boolean');

function drawSealed(text: string): HTMLElement {
  return make(
    'span',
    { class: 'data-sealed' },
    icon('sealed'),
    make('strong', {}, 'sealed'),
    make('code', {}, `${text.slice(0, shownOfSealed)}…`),
    make('span', { class: 'data-none' }, `${text.length} characters`),
  );
}

const shownOfSealed = 20;
/** Numbers between these are taken for times: from 2001 to 2096, in milliseconds since 1970. */
const firstDate = 1_000_000_000_000;
const lastDate = 4_000_000_000_000;
