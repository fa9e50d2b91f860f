/** The country a person's numbers are for. Only the bot knows it, so it is chosen with the bot's own command. */
import type { App } from './app.ts';
import { preferenceOf } from './backstage.ts';
import { make, start } from './dom.ts';
import { currentPerson } from './state.ts';

/** Draws the menu; it is hidden where the bot has no such command. */
export function createCountry({ store, actions, backstage }: App): HTMLElement {
  const select = make('select', { 'data-keep': 'country' });
  const element = make('label', { class: 'locale' }, make('span', {}, 'Country'), select);
  const draw = () => {
    const chosen = preferenceOf(backstage.now, 'country') ?? '';
    const codes = chosen === '' || countries.includes(chosen) ? countries : [chosen, ...countries];
    const names = new Intl.DisplayNames([currentPerson(store.now).locale, 'en'], { type: 'region' });
    const none = make('option', { value: '', disabled: chosen !== '' }, 'Not chosen');
    select.replaceChildren(
      none,
      ...codes.map(code => make('option', { value: code }, names.of(code) ?? code)),
    );
    select.value = chosen;
    element.hidden = !store.now.view.commands.some(
      ({ name, options = [] }) => name === command && options.some(option => option.name === 'country'),
    );
  };
  select.addEventListener('change', () => {
    const { person, place } = store.now;
    const options = { country: select.value };
    start(actions.perform({ kind: 'command', person, place, command, options }));
  });
  store.listen((now, before) => {
    const { people, commands } = now.view;
    const same = people === before.view.people && commands === before.view.commands;
    if (!same || now.person !== before.person) draw();
  });
  backstage.listen(draw);
  draw();
  return element;
}

const command = 'settings';
/** Some of those the bot has lines for. */
const countries = 'AR AT AU BE BR CA CH DE ES FR GB IE IN IT JP MX NL NZ PL SE US ZA'.split(' ');
