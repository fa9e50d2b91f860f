/** Tells screen readers what is new without moving the focus. */
import { make } from './dom.ts';

export interface Announcer {
  element: HTMLElement;
  announce(text: string): void;
}

/** Makes the live region. Each text is a line of its own; older ones go, so that nothing is read twice. */
export function createAnnouncer(): Announcer {
  const element = make('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });
  return {
    element,
    announce(text) {
      element.append(make('p', {}, text));
      while (element.childElementCount > 3) element.firstElementChild?.remove();
    },
  };
}
