/** Puts the parts in their places: left the places and people, in the middle the messages, below the composer. */
import type { App } from './app.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import type { Panel } from './panel.ts';
import { botName, currentPlace } from './state.ts';

export interface FrameParts {
  places: HTMLElement;
  people: HTMLElement;
  /** Left out where there is no clock to push. */
  clock: HTMLElement | undefined;
  bot: HTMLElement;
  toasts: HTMLElement;
  panel: Panel;
  messages: HTMLElement;
  composer: HTMLElement;
}

export interface Frame {
  element: HTMLElement;
  /** Shuts the side on a narrow screen, where it lies over the messages. */
  shutSide(): void;
}

export function createFrame({ store }: App, parts: FrameParts): Frame {
  const side = make(
    'div',
    { class: 'side', id: 'side' },
    make('header', { class: 'side-head' }, 'Playground', make('a', { href: '/library' }, 'The words')),
    parts.places,
    parts.people,
    parts.clock,
    parts.bot,
  );
  const opener = makeButton(
    {
      class: 'icon-button side-opener',
      'aria-controls': 'side',
      'aria-expanded': 'false',
      'aria-label': 'Places and people',
    },
    () => open(opener.getAttribute('aria-expanded') !== 'true'),
    icon('menu'),
  );
  const title = make('h1', {});
  const about = make('p', { class: 'place-about' });
  const main = make(
    'main',
    {},
    make('header', { class: 'place-head' }, opener, title, about, ...parts.panel.openers),
    parts.toasts,
    parts.messages,
    parts.composer,
  );
  const shade = make('div', { class: 'shade' });
  const element = make('div', { class: 'frame' }, side, shade, main, parts.panel.element);
  parts.panel.onChange(({ isOpen, isSheet }) => {
    element.classList.toggle('panel-open', isOpen);
    // What lies below a sheet is out of reach until it is shut.
    for (const part of [side, main]) part.inert = isOpen && isSheet;
  });

  function open(isOpen: boolean) {
    element.classList.toggle('side-open', isOpen);
    opener.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) side.querySelector('button')?.focus();
  }
  shade.addEventListener('click', () => {
    open(false);
    parts.panel.shut();
  });
  side.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !element.classList.contains('side-open')) return;
    open(false);
    opener.focus();
  });

  const draw = () => {
    const place = currentPlace(store.now);
    title.replaceChildren(icon(place.kind === 'server' ? 'channel' : 'direct'), place.name);
    about.textContent = {
      server: 'Server channel',
      'own-dm': `${botName(store.now)}'s own DM`,
      'other-dm': 'A DM between people',
    }[place.kind];
    document.title = `${place.kind === 'server' ? '#' : ''}${place.name} · Playground`;
  };
  store.listen((now, before) => {
    if (now.place !== before.place || now.person !== before.person) draw();
  });
  draw();
  return { element, shutSide: () => open(false) };
}
