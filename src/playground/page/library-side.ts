/** The side: what to look for, in which language, where to jump to, and what was changed last. */
import type { Group, Item, Named, View } from '../preview/contract.ts';
import { make } from './dom.ts';
import type { Wanted } from './library-api.ts';

export interface Side {
  element: HTMLElement;
  /** `changed` are the texts that are not as they were. */
  show(view: View, changed: readonly Item[]): void;
  /** How much is wrong in files, wherever one reads. */
  showFaults(count: number): void;
  /** Says that something is wrong with the playground; an empty text takes it away. */
  tell(text: string): void;
}

/** `choose` is called when another language or country is picked. */
export function createSide(filter: HTMLElement, choose: (wanted: Wanted) => void): Side {
  const language = createMenu('Language');
  const country = createMenu('Fill safety cards for');
  const pick = () => choose({ language: language.select.value, country: country.select.value });
  language.select.addEventListener('change', pick);
  country.select.addEventListener('change', pick);
  const kinds = make('ul', {});
  const news = make('p', { class: 'side-news', hidden: true });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const faults = make('a', { class: 'side-faults', href: '#faults', hidden: true });
  const more = make(
    'details',
    { class: 'side-more' },
    make('summary', {}, 'Kinds, language and country'),
    make('nav', { 'aria-label': 'Kinds' }, kinds),
    language.element,
    country.element,
  );
  const wide = matchMedia('(min-width: 900px)');
  const unfold = () => more.toggleAttribute('open', wide.matches);
  wide.addEventListener('change', unfold);
  kinds.addEventListener('click', () => {
    if (!wide.matches) more.open = false;
  });
  unfold();
  const element = make(
    'header',
    { class: 'library-side' },
    make('p', { class: 'side-top' }, make('a', { href: '/' }, 'Playground')),
    make('h1', {}, 'The words'),
    make('div', { class: 'side-stays' }, filter, faults),
    problem,
    news,
    more,
  );
  return {
    element,
    show(view, changed) {
      language.fill(view.languages, view.language);
      country.fill([{ code: '', name: 'No country' }, ...view.countries], view.country ?? '');
      kinds.replaceChildren(...view.groups.map(drawKind));
      if (changed.length > 0) drawNews(news, changed);
    },
    showFaults(count) {
      faults.hidden = count === 0;
      faults.textContent = `${count} ${count === 1 ? 'thing' : 'things'} to mend`;
    },
    tell(text) {
      if (problem.textContent !== text) problem.textContent = text;
    },
  };
}

function createMenu(label: string) {
  const select = make('select', {});
  return {
    select,
    element: make('label', { class: 'side-menu' }, make('span', { class: 'field-label' }, label), select),
    fill(choices: readonly Named[], chosen: string) {
      select.replaceChildren(
        ...choices.map(({ code, name }) =>
          make('option', { value: code }, code === '' ? name : `${name} (${code})`),
        ),
      );
      select.value = chosen;
    },
  };
}

function drawKind({ id, title, parts }: Group): HTMLElement {
  const count = parts.reduce((sum, { items }) => sum + items.length, 0);
  const link = make('a', { href: `#${id}` }, title, ' ', make('span', { class: 'count' }, String(count)));
  return make('li', {}, link);
}

function drawNews(news: HTMLElement, changed: readonly Item[]): void {
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hour12: false }).format();
  const links = changed.slice(0, mostNamed).flatMap(({ title, anchor }, at) => {
    const link = make('a', { href: `#${anchor}` }, title);
    return at === 0 ? [link] : [', ', link];
  });
  const rest = changed.length > mostNamed ? ` and ${changed.length - mostNamed} more` : '';
  news.hidden = false;
  news.replaceChildren(`Changed at ${time}: `, ...links, rest);
}

const mostNamed = 5;
