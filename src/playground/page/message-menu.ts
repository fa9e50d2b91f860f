/** The "…" button on a message: the commands the bot registered for messages. */
import type { SeenMessage } from '../standin/contract.ts';
import type { App } from './app.ts';
import { messageCommands } from './commands.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { currentPerson, currentPlace } from './state.ts';

export function drawMessageMenu({ store, actions }: App, message: SeenMessage): HTMLElement {
  const items = make('div', { class: 'menu', role: 'menu', 'aria-label': 'Apps', hidden: true });
  const opener: HTMLButtonElement = makeButton(
    {
      class: 'icon-button',
      'data-tool': true,
      'aria-label': 'Apps for this message',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    },
    () => (items.hidden ? open() : shut()),
    icon('more'),
  );
  const frame = make('div', { class: 'message-menu' }, opener, items);

  function open() {
    items.replaceChildren(make('p', { class: 'menu-head', role: 'presentation' }, 'Apps'), ...rows());
    items.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    items.scrollIntoView({ block: 'nearest' });
    items.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }
  function shut() {
    items.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
  }
  function rows(): HTMLElement[] {
    const state = store.now;
    const commands = messageCommands(state.view.commands, currentPlace(state), currentPerson(state));
    if (commands.length === 0) return [make('p', { class: 'list-empty' }, 'No commands for messages here')];
    return commands.map(command =>
      makeButton(
        { class: 'menu-row', role: 'menuitem', tabindex: -1 },
        () => choose(command.name),
        command.name,
      ),
    );
  }
  function choose(command: string) {
    shut();
    opener.focus();
    start(
      actions.perform({ kind: 'message-command', person: store.now.person, command, message: message.id }),
    );
  }

  frame.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !items.hidden) {
      shut();
      opener.focus();
      event.stopPropagation();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || items.hidden) return;
    event.preventDefault();
    const all = [...items.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all.at((at + step + all.length) % all.length)?.focus();
  });
  frame.addEventListener('focusout', event => {
    if (!frame.contains(event.relatedTarget as Node | null)) shut();
  });
  return frame;
}
