/** Where one writes: plain text, or `/` for the commands. */
import type { App } from './app.ts';
import { type CommandBar, createCommandBar } from './command-bar.ts';
import { type Entry, matchEntries, slashEntries } from './commands.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { createList, type List } from './list.ts';
import { botName, currentPerson, currentPlace, type PageState } from './state.ts';

export interface Composer {
  element: HTMLElement;
  focus(): void;
}

/** `toMessages` moves the focus to the newest message: arrow up in an empty field. */
export function createComposer(app: App, toMessages: () => void): Composer {
  const { store, actions } = app;
  const input = make('textarea', {
    rows: 1,
    maxlength: 2000,
    autocomplete: 'off',
    'aria-autocomplete': 'list',
  });
  const list: List<Entry> = createList({ owner: input, label: 'Commands', onPick: entry => enter(entry) });
  const slash = makeButton(
    { class: 'icon-button slash', 'aria-label': 'Show the commands' },
    () => write('/'),
    '/',
  );
  const send = makeButton({ class: 'icon-button send', 'aria-label': 'Send' }, () => submit(), icon('send'));
  const holder = make('div', { class: 'command-holder' });
  const line = make('div', { class: 'composer-line' }, slash, input, send);
  const offline = make('p', { class: 'banner', role: 'status', hidden: true });
  const frame = make('div', { class: 'composer-frame' }, list.element, holder, line);
  const element = make('footer', { class: 'composer' }, offline, frame);
  let bar: CommandBar | undefined;

  function entries() {
    return slashEntries(store.now.view.commands, currentPlace(store.now), currentPerson(store.now));
  }
  function write(text: string) {
    input.value = text;
    input.focus();
    look();
  }
  function look() {
    grow(input);
    const typed = /^\/([^\n]*)$/.exec(input.value)?.[1];
    if (typed === undefined) return list.hide();
    const exact = entries().find(entry => `${entry.title} ` === typed.toLowerCase());
    if (exact) return enter(exact);
    const found = matchEntries(entries(), typed);
    if (found.length === 0) list.note('No command fits what you typed');
    else
      list.show(
        found.map(entry => ({ value: entry, label: sayEntry(entry), hint: entry.description })),
        0,
      );
  }
  function enter(entry: Entry) {
    list.hide();
    bar = createCommandBar(app, entry, { send: submit, leave });
    holder.replaceChildren(bar.element);
    frame.classList.add('filling');
    if (!bar.focus()) send.focus();
  }
  function leave(text: string) {
    bar = undefined;
    holder.replaceChildren();
    frame.classList.remove('filling');
    write(text);
  }
  function submit() {
    const act = bar ? bar.read() : plainText(input.value, store.now);
    if (!act) return;
    leave('');
    start(actions.perform(act));
  }
  function pressEnter() {
    const entry = list.active;
    if (!entry) {
      if (!list.open) submit();
      return;
    }
    const typed = input.value.slice(1).trim().toLowerCase();
    const needs = entry.options.some(option => option.required === true);
    enter(entry);
    if (typed === entry.title && !needs) submit();
  }

  input.addEventListener('input', look);
  input.addEventListener('blur', () => list.hide());
  input.addEventListener('focus', () => {
    if (input.value.startsWith('/')) look();
  });
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step !== undefined && list.open) list.move(step);
    else if (event.key === 'ArrowUp' && input.value === '') toMessages();
    else if (event.key === 'Escape' && list.open) list.hide();
    else if (event.key === 'Tab' && !event.shiftKey && list.active) enter(list.active);
    else if (event.key === 'Enter' && !event.shiftKey) pressEnter();
    else return;
    event.preventDefault();
  });

  document.addEventListener('keydown', event => {
    if (isForComposer(event)) input.focus();
  });

  const draw = () => {
    const place = currentPlace(store.now);
    const where = place.kind === 'server' ? `#${place.name}` : place.name;
    const hint = `Message ${where}, or / for commands`;
    input.placeholder = matchMedia('(min-width: 480px)').matches ? hint : `Message ${where}`;
    input.setAttribute('aria-label', hint);
    offline.textContent = offlineText(store.now, botName(store.now));
    offline.hidden = store.now.online && store.now.view.botConnected;
  };
  store.listen((now, before) => {
    if (now.place !== before.place || now.person !== before.person) {
      bar = undefined;
      holder.replaceChildren();
      frame.classList.remove('filling');
      input.value = '';
      look();
    }
    draw();
  });
  draw();
  return { element, focus: () => input.focus() };
}

/** A letter typed while nothing that takes letters has the focus. */
function isForComposer({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return false;
  return (
    target instanceof Element && target.closest('input, textarea, select, dialog, [role=combobox]') === null
  );
}

function plainText(text: string, { person, place }: { person: string; place: string }) {
  return text.trim() === '' ? undefined : ({ kind: 'say', person, place, text: text.trim() } as const);
}

function sayEntry(entry: Entry): string {
  const options = entry.options.map(option => (option.required === true ? option.name : `${option.name}?`));
  return [`/${entry.title}`, ...options].join(' ');
}

function offlineText({ online, restarting }: PageState, bot: string): string {
  if (online && restarting) return `${bot} is restarting. Its buttons work again in a moment.`;
  if (!online) return 'The playground does not answer. Trying again.';
  return `${bot} is offline. Commands fail until it is back.`;
}

function grow(input: HTMLTextAreaElement): void {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}
