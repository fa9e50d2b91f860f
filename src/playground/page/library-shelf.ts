/** Holds all texts, and draws only those anew that are not as they were: what is being read stays where it is. */
import type { Item, View } from '../preview/contract.ts';
import { make } from './dom.ts';
import { drawGroup } from './library-groups.ts';
import { drawItem } from './library-items.ts';

export interface Shelf {
  element: HTMLElement;
  /** Gives the texts that are not as they were; none of them where something else was asked for. `arrange` comes right after. */
  show(view: View, how: { isAnother: boolean; arrange: () => void }): Item[];
}

export function createShelf(): Shelf {
  const element = make('div', { class: 'shelf' });
  let drawn = new Map<string, Drawn>();
  return {
    element,
    show(view, { isAnother, arrange }) {
      const next = new Map<string, Drawn>();
      const changed: Item[] = [];
      const itemOf = (item: Item, level: number): HTMLElement => {
        const before = drawn.get(item.anchor);
        const look = JSON.stringify([view.language, level, item]);
        if (before?.look !== look && before?.says !== saysOf(item)) changed.push(item);
        const now =
          before?.look === look
            ? before
            : { look, says: saysOf(item), element: drawItem(item, level, view.language) };
        next.set(item.anchor, now);
        return now.element;
      };
      keepingPlace(element, () => {
        // Items as they were move into their new groups at once.
        element.replaceChildren(...view.groups.map(group => drawGroup(group, itemOf)));
        arrange();
      });
      if (drawn.size === 0 || isAnother) changed.length = 0;
      drawn = next;
      for (const { anchor } of changed) flash(next.get(anchor)?.element);
      return changed;
    },
  };
}

interface Drawn {
  /** All that its drawing depends on. */
  look: string;
  /** What of it a reader is told, or a writer decided. */
  says: string;
  element: HTMLElement;
}

/** Where it stands may change, and the titles of what it opens: that is no change of its own. */
function saysOf({ title, todo, facts, texts, evidence, place }: Item): string {
  return JSON.stringify([title, todo, facts, texts, evidence, place.file]);
}

/** Does what changes the page; what was at the top of the window stays there, and the focus where it was. */
function keepingPlace(shelf: HTMLElement, change: () => void): void {
  const focused = document.activeElement;
  const holder = focused?.closest('[data-item]')?.id;
  const items = [...shelf.querySelectorAll('[data-item]')];
  const first = items.find(item => item.getBoundingClientRect().bottom > 0);
  const top = first?.getBoundingClientRect().top ?? 0;
  change();
  const again = first && document.getElementById(first.id);
  if (again) window.scrollBy(0, again.getBoundingClientRect().top - top);
  if (holder === undefined || document.activeElement === focused) return;
  const held = focused?.isConnected ? (focused as HTMLElement) : document.getElementById(holder);
  held?.focus({ preventScroll: true });
}

function flash(element: HTMLElement | undefined): void {
  element?.classList.add('changed');
  setTimeout(() => element?.classList.remove('changed'), flashFor);
}

/** Milliseconds. */
const flashFor = 5000;
