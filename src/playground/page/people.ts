/** Who one is on the page, and what is true of them: a switch for each person, their language, closed DMs. */
import type { Person } from '../standin/contract.ts';
import { changePerson, joinPerson, type PersonChange, RefusedError } from './api.ts';
import type { App } from './app.ts';
import { drawAvatar } from './avatar.ts';
import { createCountry } from './country.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { locales } from './locales.ts';
import { currentPerson, withPerson } from './state.ts';

/** Draws the panel; `become` is called with the id of the person to be from now on. */
export function createPeople(app: App, become: (person: string) => void): HTMLElement {
  const { store } = app;
  const country = createCountry(app);
  const problem = make('p', { class: 'problem', role: 'alert' });
  const element = make('section', { class: 'people', 'aria-label': 'You are' });
  const change = async (wanted: PersonChange) => {
    const { id } = currentPerson(store.now);
    await changePerson(id, wanted);
    store.change(state => withPerson(state, id, wanted));
  };
  const join = async () => {
    problem.textContent = '';
    try {
      const person = await joinPerson();
      become(person.id);
      app.announce(`You are ${person.name} now, whom nobody has met.`);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      problem.textContent = error.message;
    }
  };
  const draw = () => {
    const held = (document.activeElement as HTMLElement | null)?.dataset.keep;
    const me = currentPerson(store.now);
    const faces = store.now.view.people.map(person => drawFace(person, person.id === me.id, become));
    const newcomer = makeButton(
      { class: 'face', 'data-keep': 'new' },
      () => start(join()),
      make('span', { class: 'avatar new-person' }, icon('person')),
      make('span', {}, 'New', make('span', { class: 'sr-only' }, ' person')),
    );
    element.replaceChildren(
      make('h2', { class: 'group-name' }, 'You are'),
      make('div', { class: 'faces', role: 'group', 'aria-label': 'You are' }, ...faces, newcomer),
      problem,
      drawSwitch('DMs closed', me.closedDms, closedDms => start(change({ closedDms }))),
      drawSwitch('Manages the server', me.managesServer, managesServer => start(change({ managesServer }))),
      drawLocale(me, locale => start(change({ locale }))),
      country,
    );
    if (held !== undefined) element.querySelector<HTMLElement>(`[data-keep="${CSS.escape(held)}"]`)?.focus();
  };
  store.listen((now, before) => {
    if (now.view.people !== before.view.people || now.person !== before.person) draw();
  });
  draw();
  return element;
}

function drawFace(person: Person, isMe: boolean, become: (person: string) => void): HTMLElement {
  return makeButton(
    { class: 'face', 'aria-pressed': String(isMe), 'data-keep': person.id },
    () => {
      if (!isMe) become(person.id);
    },
    drawAvatar(person.id, person.name, false),
    make('span', {}, person.name),
  );
}

function drawSwitch(label: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  const input = make('input', { type: 'checkbox', role: 'switch', 'data-keep': label });
  input.checked = on;
  input.addEventListener('change', () => change(input.checked));
  return make('label', { class: 'switch' }, make('span', {}, label), input);
}

function drawLocale(me: Person, change: (locale: string) => void): HTMLElement {
  const codes = locales.includes(me.locale) ? locales : [me.locale, ...locales];
  const select = make('select', { 'data-keep': 'locale' }, ...codes.map(drawLanguage));
  select.value = me.locale;
  select.addEventListener('change', () => change(select.value));
  return make('label', { class: 'locale' }, make('span', {}, 'Language'), select);
}

function drawLanguage(code: string): HTMLElement {
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  return make('option', { value: code }, `${name} (${code})`);
}
