/** The field that leaves only the texts with certain words. */
import { make } from './dom.ts';

export interface Filter {
  element: HTMLElement;
  /** Hides and shows again, as texts may have been drawn anew. */
  apply(): void;
  clear(): void;
}

/** `shelf` holds groups, these hold parts, and these hold items; `tell` says how many are left. */
export function createFilter(shelf: HTMLElement, tell: (text: string) => void): Filter {
  const input = make('input', { type: 'search', placeholder: 'Words to look for', autocomplete: 'off' });
  const left = make('p', { class: 'filter-left', hidden: true });
  const element = make(
    'div',
    { class: 'filter', role: 'search' },
    make('label', {}, make('span', { class: 'field-label' }, 'Filter'), input),
    left,
  );
  let isOn = false;
  const apply = () => {
    const wanted = plain(input.value).split(' ').filter(Boolean);
    if (!isOn && wanted.length === 0) return;
    isOn = wanted.length > 0;
    let count = 0;
    for (const item of shelf.querySelectorAll<HTMLElement>('[data-item]')) {
      const text = plain(item.textContent ?? '');
      item.hidden = !wanted.every(word => text.includes(word));
      if (!item.hidden) count += 1;
    }
    for (const holder of shelf.querySelectorAll<HTMLElement>('[data-part], [data-group]'))
      holder.hidden = holder.querySelector('[data-item]:not([hidden])') === null;
    left.hidden = !isOn;
    left.textContent = `${count} ${count === 1 ? 'text' : 'texts'} left`;
  };
  let telling: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    apply();
    clearTimeout(telling);
    telling = setTimeout(() => tell(left.hidden ? 'All texts' : left.textContent), tellAfter);
  });
  return {
    element,
    apply,
    clear() {
      input.value = '';
      apply();
    },
  };
}

/** Small letters without accents, and single spaces. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Milliseconds after the last letter. */
const tellAfter = 600;
