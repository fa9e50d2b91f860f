/** A menu as Discord draws one: a field that opens a list with a hint under each option. */
import type { APIStringSelectComponent } from 'discord-api-types/v10';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import { createList, type List } from './list.ts';

export interface SelectSetup {
  menu: APIStringSelectComponent;
  /** What a screen reader calls it. */
  label: string;
  /** Called with what is chosen, each time the choice is complete. */
  onChoose: (values: string[]) => void;
}

export interface Select {
  element: HTMLElement;
  button: HTMLButtonElement;
  readonly values: string[];
}

export function createSelect({ menu, label, onChoose }: SelectSetup): Select {
  const least = menu.min_values ?? 1;
  const most = menu.max_values ?? 1;
  const many = most > 1;
  let values = menu.options.filter(option => option.default === true).map(option => option.value);
  let settled = values;

  const shown = make('span', { class: 'select-shown' });
  const button = makeButton(
    { class: 'select', role: 'combobox', 'aria-label': label, disabled: menu.disabled },
    () => (list.open ? shut() : open()),
    shown,
    icon('down'),
  );
  const list: List<string> = createList({ owner: button, label, many, onPick: pick });
  const element = make('div', { class: 'select-frame' }, button, list.element);

  function draw() {
    const labels = menu.options.filter(option => values.includes(option.value)).map(option => option.label);
    shown.textContent = labels.length > 0 ? labels.join(', ') : (menu.placeholder ?? 'Make a selection');
    shown.classList.toggle('placeholder', labels.length === 0);
    button.setAttribute('aria-label', labels.length > 0 ? `${label}: ${labels.join(', ')}` : label);
  }
  function open(
    at = Math.max(
      0,
      menu.options.findIndex(option => values.includes(option.value)),
    ),
  ) {
    const items = menu.options.map(({ value, label: text, description }) => ({
      value,
      label: text,
      chosen: values.includes(value),
      ...(description === undefined ? {} : { hint: description }),
    }));
    list.show(items, at);
    list.element.scrollIntoView({ block: 'nearest' });
  }
  function shut() {
    if (!list.open) return;
    list.hide();
    const changed = values.join('\n') !== settled.join('\n');
    if (!many || !changed) return;
    if (values.length < least && values.length > 0) values = settled;
    else onChoose(values);
    settled = values;
    draw();
  }
  function pick(value: string) {
    if (many) {
      const taken = values.includes(value);
      if (!taken && values.length >= most) return;
      values = taken ? values.filter(one => one !== value) : [...values, value];
      open(menu.options.findIndex(option => option.value === value));
    } else {
      values = least === 0 && values.includes(value) ? [] : [value];
      settled = values;
      list.hide();
      onChoose(values);
    }
    draw();
  }

  button.addEventListener('keydown', event => walk(event, { list, open, shut, pick }));
  button.addEventListener('blur', shut);
  draw();
  return {
    element,
    button,
    get values() {
      return values;
    },
  };
}

interface Walk {
  list: List<string>;
  open(): void;
  shut(): void;
  pick(value: string): void;
}

function walk(event: KeyboardEvent, select: Walk): void {
  const { list } = select;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list.open) {
    if (step === undefined) return;
    event.preventDefault();
    select.open();
    return;
  }
  if (step !== undefined) list.move(step);
  else if (event.key === 'Home') list.moveTo(0);
  else if (event.key === 'End') list.moveTo(-1);
  else if (event.key === 'Escape') select.shut();
  else if ((event.key === 'Enter' || event.key === ' ') && list.active !== undefined)
    select.pick(list.active);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
