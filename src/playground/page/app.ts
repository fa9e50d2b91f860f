/** What every part of the page is handed. */
import type { Actions } from './actions.ts';
import type { Backstage } from './backstage.ts';
import type { PageClock } from './clock.ts';
import type { Wording } from './markdown-draw.ts';
import { currentPerson } from './state.ts';
import type { Store } from './store.ts';

export interface App {
  store: Store;
  actions: Actions;
  clock: PageClock;
  backstage: Backstage;
  /** Says something to screen readers without moving the focus. */
  announce(text: string): void;
  /** Puts the cursor where one writes. */
  focusComposer(): void;
}

/** How mentions and dates are worded for the person who looks. */
export function wordingOf({ store, clock }: Pick<App, 'store' | 'clock'>): Wording {
  const { people, places } = store.now.view;
  return {
    locale: currentPerson(store.now).locale,
    now: clock.now(),
    personName: id => people.find(one => one.id === id)?.name ?? 'someone',
    placeName: id => places.find(one => one.id === id)?.name ?? 'somewhere',
  };
}
