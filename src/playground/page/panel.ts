/** The side panel: what Discord cannot show, in views of which one is seen. On a narrow screen it is a sheet over the page. */
import { make, makeButton, setAttribute } from './dom.ts';
import { icon } from './icons.ts';

export interface Panel {
  element: HTMLElement;
  /** Buttons that open and shut it, for the head of the page. */
  openers: HTMLElement[];
  /** Opens it at this view. */
  show(name: View['name']): void;
  shut(): void;
  /** True while it is open at this view. */
  isShown(name: View['name']): boolean;
  /** Calls `listener` now and whenever it is opened or shut, or turns into a sheet or back. */
  onChange(listener: (state: { isOpen: boolean; isSheet: boolean }) => void): void;
}

interface View {
  name: 'kept' | 'raw' | 'phone';
  title: string;
  content: HTMLElement;
}

/** Opens as it was left; the first time it is open where there is room for it. A sheet is shut at first. */
export function createPanel(views: readonly [View, ...View[]]): Panel {
  const narrow = matchMedia('(max-width: 1020px)');
  const remembered = readMemory();
  let shown = views.find(({ name }) => name === remembered?.view) ?? views[0];
  let isOpen = !narrow.matches && (remembered?.isOpen ?? matchMedia('(min-width: 1240px)').matches);
  let listener: Parameters<Panel['onChange']>[0] = () => {};
  let opener: HTMLElement | undefined;

  const tabs = views.map(view => drawTab(view, () => choose(view)));
  const pages = views.map(view => drawPage(view));
  const element = make(
    'aside',
    { class: 'panel', id: 'panel', 'aria-label': 'Behind the page' },
    make(
      'div',
      { class: 'panel-head' },
      make('h2', {}, 'Behind the page'),
      makeButton({ class: 'icon-button', 'aria-label': 'Close' }, () => shut(), icon('close')),
    ),
    make('div', { class: 'panel-tabs', role: 'tablist', 'aria-label': 'Behind the page' }, ...tabs),
    ...pages,
  );
  const phone = drawOpener('phone', 'Lock screen', () => toggle(shown.name !== 'phone', 'phone'));
  const all = drawOpener('panel', 'Behind the page', () => toggle(false, shown.name));

  const draw = () => {
    element.hidden = !isOpen;
    for (const [index, view] of views.entries()) {
      const isShown = view === shown;
      tabs[index]?.setAttribute('aria-selected', String(isShown));
      setAttribute(tabs[index] ?? element, 'tabindex', isShown ? '0' : '-1');
      pages[index]?.toggleAttribute('hidden', !isShown);
    }
    phone.setAttribute('aria-expanded', String(isOpen && shown.name === 'phone'));
    all.setAttribute('aria-expanded', String(isOpen));
    listener({ isOpen, isSheet: narrow.matches });
  };
  const choose = (view: View) => {
    shown = view;
    change(true);
  };
  const change = (open: boolean) => {
    isOpen = open;
    if (!narrow.matches) localStorage.setItem(memory, JSON.stringify({ isOpen, view: shown.name }));
    draw();
  };
  const show = (name: View['name']) => {
    choose(views.find(view => view.name === name) ?? shown);
    tabs[views.indexOf(shown)]?.focus();
  };
  const shut = () => {
    if (!isOpen) return;
    const hadFocus = element.contains(document.activeElement);
    change(false);
    if (hadFocus) (opener ?? all).focus();
  };
  /** Opens it, or shuts it, unless it has to be opened at another view. */
  const toggle = (isElsewhere: boolean, name: View['name']) => {
    opener = name === 'phone' ? phone : all;
    if (isOpen && !isElsewhere) shut();
    else show(name);
  };

  element.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') shut();
    else if (step !== undefined && tabs.some(tab => tab === event.target)) {
      const at = views.indexOf(shown);
      show((views.at((at + step + views.length) % views.length) ?? shown).name);
    } else return;
    event.preventDefault();
  });
  narrow.addEventListener('change', draw);
  draw();
  return {
    element,
    openers: [phone, all],
    show,
    shut,
    isShown: name => isOpen && shown.name === name,
    onChange(next) {
      listener = next;
      draw();
    },
  };
}

function drawTab({ name, title }: View, choose: () => void): HTMLElement {
  const attributes = { id: `tab-${name}`, class: 'panel-tab', role: 'tab', 'aria-controls': `view-${name}` };
  return makeButton(attributes, choose, title);
}

function drawPage({ name, content }: View): HTMLElement {
  const attributes = { id: `view-${name}`, class: 'panel-view', role: 'tabpanel', tabindex: 0 };
  return make('div', { ...attributes, 'aria-labelledby': `tab-${name}` }, content);
}

function drawOpener(picture: 'phone' | 'panel', label: string, press: () => void): HTMLElement {
  const attributes = { class: 'icon-button panel-opener', 'aria-controls': 'panel', 'aria-label': label };
  return makeButton({ ...attributes, title: label }, press, icon(picture));
}

/** How it was left, if that can still be told. */
function readMemory(): { isOpen: boolean; view: string } | undefined {
  const kept = localStorage.getItem(memory);
  if (kept === null) return undefined;
  const [, isOpen, view = ''] = /^\{"isOpen":(true|false),"view":"(\w+)"\}$/.exec(kept) ?? [];
  return isOpen === undefined ? undefined : { isOpen: isOpen === 'true', view };
}

const memory = 'playground-panel';
