/** A slash command being filled in: its name and a field for each option. */
import type { Act } from '../standin/contract.ts';
import type { App } from './app.ts';
import type { Entry } from './commands.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import { createOptionField, type OptionField } from './option-field.ts';
import { fixedChoices } from './options.ts';
import { placesOf } from './state.ts';

export interface CommandBar {
  element: HTMLElement;
  /** The command ready to send, or nothing after showing what is wrong and going there. */
  read(): (Act & { kind: 'command' }) | undefined;
  /** Goes to the first field; false when there is none. */
  focus(): boolean;
}

export interface BarHandlers {
  send(): void;
  /** Back to plain text, which then holds `text`. */
  leave(text: string): void;
}

export function createCommandBar({ store, actions }: App, entry: Entry, handlers: BarHandlers): CommandBar {
  const fields = new Map<string, OptionField>();
  const base = () => ({
    person: store.now.person,
    place: store.now.place,
    command: entry.command,
    ...(entry.subcommand === undefined ? {} : { subcommand: entry.subcommand }),
  });
  const values = () => readAll(fields);
  for (const option of entry.options) {
    const completed = 'autocomplete' in option && option.autocomplete === true;
    const complete = (typed: string) => {
      const focused = option.name;
      return actions.ask({
        kind: 'complete',
        ...base(),
        focused,
        options: { ...values(), [focused]: typed },
      });
    };
    const choices = fixedChoices(option, store.now.view.people, placesOf(store.now));
    fields.set(
      option.name,
      createOptionField({ option, choices, complete: completed ? complete : undefined }),
    );
  }

  const cancel = makeButton(
    { class: 'icon-button', 'aria-label': `Leave /${entry.title}` },
    () => handlers.leave(''),
    icon('close'),
  );
  const name = make('span', { class: 'command-name' }, `/${entry.title}`);
  const about = make('span', { class: 'command-about' }, entry.description);
  const head = make('div', { class: 'command-head' }, name, about, cancel);
  const rows = make('div', { class: 'options' }, ...[...fields.values()].map(field => field.element));
  const element = make(
    'div',
    { class: 'command-bar', role: 'group', 'aria-label': `Command ${entry.title}` },
    head,
    rows,
  );
  const first = [...fields.values()][0];

  element.addEventListener('keydown', event => {
    if (event.key === 'Escape') handlers.leave('');
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) handlers.send();
    else if (event.key === 'Backspace' && event.target === first?.input && first?.input.value === '') {
      handlers.leave(`/${entry.title}`);
    } else return;
    event.preventDefault();
  });
  return {
    element,
    read() {
      const wrong = [...fields.values()].filter(field => {
        const problem = field.problem();
        field.showProblem(problem);
        return problem !== undefined;
      });
      wrong[0]?.input.focus();
      return wrong.length > 0 ? undefined : { kind: 'command', ...base(), options: values() };
    },
    focus() {
      first?.input.focus();
      return first !== undefined;
    },
  };
}

function readAll(fields: ReadonlyMap<string, OptionField>) {
  const read: Record<string, string | number | boolean> = {};
  for (const [name, field] of fields) {
    const value = field.read();
    if (value !== undefined) read[name] = value;
  }
  return read;
}
