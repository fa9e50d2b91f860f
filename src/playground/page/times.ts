/** Draws timestamps, and words them again as time passes. */
import { make } from './dom.ts';
import type { TimeStyle } from './markdown-inline.ts';
import { sayTime, sayWhen, type TimeWords } from './timestamps.ts';

/** Draws a time; `when` is the style at the head of a message. `unix` in seconds. */
export function drawTime(unix: number, style: TimeStyle | 'when', { now, locale }: TimeWords): HTMLElement {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return make('span', {}, `<t:${unix}:${style}>`);
  return make(
    'time',
    {
      datetime: date.toISOString(),
      title: sayTime(unix, 'F', { now, locale }),
      'data-unix': unix,
      'data-style': style,
      'data-locale': locale,
      'data-today': dayOf(now),
    },
    style === 'when' ? sayWhen(unix, { now, locale }) : sayTime(unix, style, { now, locale }),
  );
}

/** Words every time below `root` again that reads otherwise by now. `now` in milliseconds. */
export function refreshTimes(root: ParentNode, now: number): void {
  const today = dayOf(now);
  for (const element of root.querySelectorAll<HTMLTimeElement>(
    'time:is([data-style=R], [data-style=when])',
  )) {
    const { unix, style, locale = 'en', today: before } = element.dataset;
    if (style === 'when' && before === today) continue;
    const say = style === 'when' ? sayWhen : sayRelative;
    const words = say(Number(unix), { now, locale });
    if (element.textContent !== words) element.textContent = words;
    element.dataset.today = today;
  }
}

const sayRelative = (unix: number, words: TimeWords): string => sayTime(unix, 'R', words);

const dayOf = (now: number): string => new Date(now).toDateString();
