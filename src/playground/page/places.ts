/** The places one can write in: the server's channel, the bot's DM, a DM between people. */
import type { Place } from '../standin/contract.ts';
import type { App } from './app.ts';
import { drawAvatar } from './avatar.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import { atPlace, placesOf } from './state.ts';

/** Draws the list and keeps it right; `onOpen` is called when one is chosen. */
export function createPlaces({ store }: App, onOpen: () => void): HTMLElement {
  const element = make('nav', { class: 'places', 'aria-label': 'Places' });
  const open = (place: string) => {
    store.change(state => atPlace(state, place));
    onOpen();
  };
  const row = (place: Place) => {
    const here = place.id === store.now.place;
    const unread = store.now.unread.includes(place.id);
    const mark = unread
      ? make('span', { class: 'unread' }, make('span', { class: 'sr-only' }, 'new'))
      : undefined;
    return makeButton(
      { class: 'place', 'aria-current': here ? 'page' : undefined },
      () => open(place.id),
      picture(place),
      make('span', { class: 'place-name' }, place.name),
      mark,
    );
  };
  const draw = () => {
    const held = [...element.querySelectorAll('button')].indexOf(document.activeElement as HTMLButtonElement);
    const seen = placesOf(store.now);
    const servers = seen.filter(place => place.kind === 'server');
    const direct = seen.filter(place => place.kind !== 'server');
    element.replaceChildren(
      ...group('Server', servers.map(row)),
      ...group('Direct messages', direct.map(row)),
    );
    element.querySelectorAll('button')[held]?.focus();
  };
  store.listen((now, before) => {
    const same =
      now.view.places === before.view.places && now.place === before.place && now.unread === before.unread;
    if (!same || now.person !== before.person) draw();
  });
  draw();
  return element;
}

function group(name: string, rows: HTMLElement[]): HTMLElement[] {
  return rows.length === 0 ? [] : [make('h2', { class: 'group-name' }, name), ...rows];
}

function picture(place: Place): Element {
  if (place.kind === 'server') return icon('channel');
  return place.kind === 'own-dm' ? drawAvatar(place.id, place.name, true) : icon('direct');
}
