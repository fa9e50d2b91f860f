/** A list of choices under a text field or a button: shown, walked with the arrows, picked from. */
import { make, setAttribute } from './dom.ts';

interface ListItem<T> {
  value: T;
  label: string;
  hint?: string;
  chosen?: boolean;
}

export interface List<T> {
  element: HTMLElement;
  readonly open: boolean;
  /** What Enter would pick. */
  readonly active: T | undefined;
  /** Shows the items; without an `active` index nothing is marked until someone moves. Shuts when there are none. */
  show(items: readonly ListItem<T>[], active?: number): void;
  /** Shows one line instead of items, such as "Loading options". */
  note(text: string): void;
  hide(): void;
  /** Moves by so many items, round the ends. */
  move(by: number): void;
  moveTo(index: number): void;
}

export interface ListSetup<T> {
  /** The field or button that keeps the focus and is told which item is active. */
  owner: HTMLElement;
  label: string;
  /** Several may be chosen. */
  many?: boolean;
  onPick(value: T): void;
}

export function createList<T>(setup: ListSetup<T>): List<T> {
  const { owner } = setup;
  const id = `list-${crypto.randomUUID()}`;
  const element = make('div', {
    id,
    class: 'list',
    role: 'listbox',
    'aria-label': setup.label,
    'aria-multiselectable': setup.many === true ? 'true' : undefined,
    hidden: true,
  });
  // Several lines of text can have a list, but cannot be said to be open or shut.
  const tellOpen = (isOpen: boolean) => {
    if (!(owner instanceof HTMLTextAreaElement)) owner.setAttribute('aria-expanded', String(isOpen));
  };
  owner.setAttribute('aria-haspopup', 'listbox');
  tellOpen(false);
  owner.setAttribute('aria-controls', id);
  let items: readonly ListItem<T>[] = [];
  let active = -1;

  const mark = (index: number) => {
    active = index;
    const rows = element.querySelectorAll('[role=option]');
    for (const [at, row] of rows.entries()) row.classList.toggle('active', at === active);
    const row = rows[active];
    setAttribute(owner, 'aria-activedescendant', row?.id);
    row?.scrollIntoView({ block: 'nearest' });
  };
  const fill = (next: readonly ListItem<T>[], rows: HTMLElement[]) => {
    items = next;
    active = -1;
    element.replaceChildren(...rows);
    element.hidden = rows.length === 0;
    tellOpen(!element.hidden);
    owner.removeAttribute('aria-activedescendant');
  };
  const drawItem = (item: ListItem<T>, index: number) => {
    const row = drawRow(item, `${id}-${index}`);
    // The owner keeps the focus while the mouse picks.
    row.addEventListener('pointerdown', event => event.preventDefault());
    row.addEventListener('mousedown', event => event.preventDefault());
    row.addEventListener('click', () => setup.onPick(item.value));
    return row;
  };

  return {
    element,
    get open() {
      return !element.hidden;
    },
    get active() {
      return items[active]?.value;
    },
    show(next, at = -1) {
      fill(next, next.map(drawItem));
      mark(Math.min(at, items.length - 1));
    },
    note(text) {
      fill([], [make('p', { class: 'list-empty' }, text)]);
    },
    hide() {
      fill([], []);
    },
    move(by) {
      const from = active < 0 && by < 0 ? 0 : active;
      if (items.length > 0) mark((from + by + items.length) % items.length);
    },
    moveTo(index) {
      if (items.length > 0) mark(index < 0 ? items.length - 1 : Math.min(index, items.length - 1));
    },
  };
}

function drawRow(item: ListItem<unknown>, id: string): HTMLElement {
  const chosen = item.chosen ?? false;
  return make(
    'div',
    { id, role: 'option', class: 'list-row', 'aria-selected': String(chosen) },
    make('span', { class: 'list-label' }, item.label),
    item.hint === undefined ? undefined : make('span', { class: 'list-hint' }, item.hint),
  );
}
