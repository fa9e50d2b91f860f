/** The side panel's first view: what is kept about the person who looks, as it lies in the store. */
import type { App } from './app.ts';
import { type Behind, zoneOf } from './backstage.ts';
import { drawFields, drawJson, type FieldWords } from './data.ts';
import { make } from './dom.ts';
import { botName, currentPerson } from './state.ts';

/** Draws the view and keeps it right. */
export function createKept(app: App): HTMLElement {
  const { backstage, store } = app;
  const about = make('p', { class: 'panel-about' });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const records = make('div', { class: 'kept' });
  const element = make('div', {}, about, problem, records);
  let drawn: Behind | undefined;

  const draw = (now: Behind) => {
    const { name, locale } = currentPerson(store.now);
    about.textContent = `What ${botName(store.now)} keeps about ${name}, as it lies in the store. Sealed fields are encrypted there.`;
    problem.textContent = now.problem ?? '';
    const before = drawn?.person === now.person ? drawn.stored : undefined;
    if (now.stored === undefined || (drawn?.person === now.person && now.stored === before)) return;
    const words = { locale, timeZone: zoneOf(now) };
    const kinds = Object.entries(now.stored).map(([kind, record]) => {
      return drawRecord(kind, record, before && changeOf(before[kind], record), words);
    });
    records.replaceChildren(...(kinds.length > 0 ? kinds : [make('p', {}, 'Nothing is kept.')]));
    drawn = now;
  };
  backstage.listen(draw);
  draw(backstage.now);
  return element;
}

/** The store counts days by UTC. */
const sayDay = (time: number, { locale }: Pick<FieldWords, 'locale'>): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(time);

/** What has become of a record since it was last looked at, if anything. */
function changeOf(before: unknown, now: unknown): string | undefined {
  if (before === undefined) return 'new';
  return JSON.stringify(before) === JSON.stringify(now) ? undefined : 'changed';
}

/** As the store writes a record down: its version, its last day, which fields are sealed, and the fields. */
interface Stored {
  until?: number;
  sealed?: string[];
  value: object;
}

function drawRecord(
  kind: string,
  record: unknown,
  change: string | undefined,
  words: Omit<FieldWords, 'sealed'>,
): HTMLElement {
  const { until, sealed = [], value } = isStored(record) ? record : { value: undefined };
  return make(
    'section',
    { class: 'record' },
    make('h3', {}, kind, change === undefined ? undefined : make('span', { class: 'record-new' }, change)),
    value === undefined ? drawJson(record) : drawFields(value, { ...words, sealed }),
    until === undefined ? undefined : make('p', { class: 'data-none' }, `Goes on ${sayDay(until, words)}`),
  );
}

const isStored = (record: unknown): record is Stored =>
  typeof record === 'object' &&
  record !== null &&
  'value' in record &&
  typeof record.value === 'object' &&
  record.value !== null;
