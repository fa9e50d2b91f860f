/** The list of messages: drawn once, then only what changed is drawn again. */
import type { SeenMessage } from '../standin/contract.ts';
import type { App } from './app.ts';
import { make } from './dom.ts';
import { drawIntro } from './intro.ts';
import {
  drawMessage,
  drawNotice,
  isLoading,
  isPrivateMessage,
  type MessageParts,
  nameOf,
} from './message.ts';
import { currentMessages, type Notice, type PageState } from './state.ts';

export interface MessageList {
  element: HTMLElement;
  /** Moves the focus to the newest message's first button, or to the message. */
  focusNewest(): void;
}

export function createMessageList(app: App): MessageList {
  const { store } = app;
  const intro = make('div', { class: 'intro' });
  const list = make('div', { class: 'messages' });
  const loose = make('div', { class: 'loose-notices' });
  const inner = make('div', { class: 'scroll-inner' }, intro, list, loose);
  const element = make(
    'div',
    { class: 'scroll', role: 'log', 'aria-live': 'off', 'aria-label': 'Messages' },
    inner,
  );
  let drawn = new Map<string, Drawn>();

  const draw = (state: PageState, quietly: boolean) => {
    const held = heldFocus(list);
    const next = new Map<string, Drawn>();
    for (const parts of partsOf(state)) {
      const before = drawn.get(parts.message.id);
      const element = before && isSame(before.parts, parts) ? before.element : drawMessage(app, parts);
      next.set(parts.message.id, { parts, element });
      if (!quietly) speak(app, before?.element, element, parts.message);
    }
    drawn = next;
    place(
      list,
      [...next.values()].map(one => one.element),
    );
    loose.replaceChildren(...looseNotices(state).map(drawNotice));
    if (held) giveBack(held, next, app);
  };

  const toEnd = keepAtEnd(element, inner);
  const open = () => {
    drawn = new Map();
    list.replaceChildren();
    intro.replaceChildren(...drawIntro(store.now));
    draw(store.now, true);
    toEnd();
  };
  store.listen((now, before) => {
    const elsewhere = now.place !== before.place || now.person !== before.person;
    if (elsewhere || now.view.people !== before.view.people) open();
    else if (isTouched(now, before)) draw(now, false);
    if (now.view.commands !== before.view.commands) intro.replaceChildren(...drawIntro(now));
    if (now.notices.length > before.notices.length) toEnd();
  });
  open();
  return {
    element,
    focusNewest() {
      const newest = [...drawn.values()].at(-1)?.element;
      if (newest) (controlsOf(newest)[0] ?? newest).focus();
    },
  };
}

function isTouched(now: PageState, before: PageState): boolean {
  if (now.notices !== before.notices || now.used !== before.used) return true;
  return currentMessages(now) !== currentMessages(before);
}

interface Drawn {
  parts: MessageParts;
  element: HTMLElement;
}

function partsOf(state: PageState): MessageParts[] {
  const messages = currentMessages(state);
  return messages.map((message, index) => ({
    message,
    notices: state.notices.filter(notice => notice.message === message.id && notice.kind === 'failed'),
    follows: isFollowing(message, messages[index - 1]),
    used: state.used[message.id],
  }));
}

function looseNotices(state: PageState): Notice[] {
  const deferred = currentMessages(state).some(isLoading);
  const shown = (one: Notice) => one.text !== '' && !(deferred && one.kind === 'thinking');
  return state.notices.filter(one => one.place === state.place && one.message === undefined && shown(one));
}

function isSame(before: MessageParts, now: MessageParts): boolean {
  return before === now || JSON.stringify(before) === JSON.stringify(now);
}

function isFollowing(message: SeenMessage, before: SeenMessage | undefined): boolean {
  if (!before || before.author.id !== message.author.id) return false;
  if (message.interaction_metadata !== undefined || isPrivateMessage(message) || isPrivateMessage(before))
    return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < 5 * 60_000;
}

/** Puts the elements in order, moving none that already stands right. */
function place(list: HTMLElement, wanted: readonly HTMLElement[]): void {
  const keep = new Set(wanted);
  for (const child of Array.from(list.children)) if (!keep.has(child as HTMLElement)) child.remove();
  for (const [index, element] of wanted.entries()) {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  }
}

interface Held {
  message: string;
  /** Which of the message's controls had the focus; -1 for the message itself. */
  index: number;
}

function heldFocus(list: HTMLElement): Held | undefined {
  const focused = document.activeElement;
  const message = focused?.closest<HTMLElement>('[data-message]');
  if (!message || !list.contains(message)) return undefined;
  return {
    message: message.dataset.message ?? '',
    index: controlsOf(message).indexOf(focused as HTMLElement),
  };
}

function giveBack(held: Held, drawn: ReadonlyMap<string, Drawn>, app: App): void {
  const element = drawn.get(held.message)?.element;
  if (element?.contains(document.activeElement)) return;
  if (!element) app.focusComposer();
  else (controlsOf(element)[held.index] ?? controlsOf(element)[0] ?? element).focus({ preventScroll: true });
}

/** What can be pressed in a message, the page's own tools apart. */
function controlsOf(message: HTMLElement): HTMLElement[] {
  return [
    ...message.querySelectorAll<HTMLElement>('.content :is(button, a.button):not(:disabled, [data-tool])'),
  ];
}

function speak(app: App, before: HTMLElement | undefined, now: HTMLElement, message: SeenMessage): void {
  if (before === now || message.author.id === app.store.now.person) return;
  const words = wordsOf(now);
  if (before && wordsOf(before) === words) return;
  const mark = isPrivateMessage(message) ? 'Only you can see this. ' : '';
  app.announce(`${mark}${nameOf(message, app)}: ${words}`);
}

function wordsOf(message: HTMLElement): string {
  const parts = [...message.querySelectorAll('.content .markdown > *, .content img, .notice')];
  return parts.map(part => (part instanceof HTMLImageElement ? part.alt : part.textContent)).join(' ');
}

/** Keeps the end in view until someone scrolls up. Returns what brings the end into view. */
function keepAtEnd(scroller: HTMLElement, inner: HTMLElement): () => void {
  let follow = true;
  let top = 0;
  const toEnd = () => {
    follow = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener('scroll', () => {
    // What is drawn below also moves the end away; only going up means that someone wants to read there.
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    if (atEnd || scroller.scrollTop < top) follow = atEnd;
    top = scroller.scrollTop;
  });
  const sizes = new ResizeObserver(() => {
    if (follow) toEnd();
  });
  sizes.observe(inner);
  sizes.observe(scroller);
  return toEnd;
}
