/** The side panel's second view: what went over the wire for the last thing this person did, and since. */
import type { Exchange, WireRequest, WireView } from '../standin/contract.ts';
import type { App } from './app.ts';
import { zoneOf } from './backstage.ts';
import { drawJson, sayDate } from './data.ts';
import { type Child, make } from './dom.ts';
import { currentPerson } from './state.ts';
import { sayEvent, sayRequest } from './wire-words.ts';

/** Draws the view and keeps it right. */
export function createRaw(app: App): HTMLElement {
  const { backstage, store } = app;
  const about = make(
    'p',
    { class: 'panel-about' },
    'What went over the wire for the last thing this person did. Only tokens are shortened.',
  );
  const list = make('div', { class: 'raw' });
  let drawn: WireView | undefined;

  const draw = () => {
    const { wire } = backstage.now;
    if (wire === drawn) return;
    drawn = wire;
    const { locale } = currentPerson(store.now);
    const say = (time: number) => sayDate(time, { locale, timeZone: zoneOf(backstage.now) });
    const keep = openOnes(list);
    list.replaceChildren(...(wire ? drawWire(wire, say) : []));
    for (const one of list.querySelectorAll('details')) {
      const known = keep.get(one.dataset.key ?? '');
      if (known !== undefined) one.open = known;
    }
  };
  backstage.listen(draw);
  draw();
  return make('div', {}, about, list);
}

/** Which of what is drawn is open, and which is not. */
function openOnes(list: HTMLElement): Map<string, boolean> {
  const all = [...list.querySelectorAll('details')];
  return new Map(all.map(one => [one.dataset.key ?? '', one.open]));
}

function drawWire({ last, typing, started }: WireView, say: (time: number) => string): HTMLElement[] {
  const parts = [
    ...(last ? drawExchange('The last thing done', last, say) : []),
    ...(typing ? drawExchange('While typing', typing, say) : []),
    ...(started.length > 0
      ? [
          make('h3', {}, 'Sent by itself since'),
          ...started.map((request, index) => drawRequest(request, `started-${index}`, say)),
        ]
      : []),
  ];
  return parts.length > 0 ? parts : [make('p', {}, 'Nothing yet. Send a command.')];
}

function drawExchange(title: string, exchange: Exchange, say: (time: number) => string): HTMLElement[] {
  const { event, payload, at, requests } = exchange;
  const key = `${event} ${at}`;
  const none = make('p', { class: 'data-none' }, 'The bot has sent nothing for it.');
  return [
    make('h3', {}, title),
    drawPart(
      { key, way: 'in', title: sayEvent(exchange), lines: [event, say(at)], isOpen: false },
      drawJson(payload),
    ),
    ...(requests.length > 0
      ? requests.map((request, index) => drawRequest(request, `${key} ${index}`, say))
      : [none]),
  ];
}

function drawRequest(request: WireRequest, key: string, say: (time: number) => string): HTMLElement {
  const { method, path, body, files = [], status, refusal, at, after } = request;
  const when = after === undefined ? say(at) : `after ${after} ms`;
  const lines = [`${method} ${path}`, `${status === 0 ? 'no answer' : status} · ${when}`];
  return drawPart(
    { key, way: 'out', title: sayRequest(request), lines, isOpen: true },
    body === undefined ? undefined : drawJson(body),
    ...files.map(({ name, bytes }) => make('p', { class: 'data-none' }, `${name}: ${bytes} bytes`)),
    refusal === undefined ? undefined : make('p', { class: 'problem' }, 'Discord refused it:'),
    refusal === undefined ? undefined : drawJson(refusal),
  );
}

interface Part {
  key: string;
  /** To the bot, or from it. */
  way: 'in' | 'out';
  title: string;
  lines: string[];
  isOpen: boolean;
}

function drawPart({ key, way, title, lines, isOpen }: Part, ...content: Child[]): HTMLElement {
  const arrow = make('span', { class: 'raw-way', 'aria-hidden': 'true' }, way === 'in' ? '↓' : '↑');
  const from = make('span', { class: 'sr-only' }, way === 'in' ? 'From Discord: ' : 'From the bot: ');
  const head = make(
    'summary',
    {},
    arrow,
    make('span', { class: 'raw-title' }, from, title),
    ...lines.map(line => make('code', { class: 'raw-line' }, line)),
  );
  return make('details', { class: `raw-part ${way}`, 'data-key': key, open: isOpen }, head, ...content);
}
