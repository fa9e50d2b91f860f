/** Restarts the bot, and makes everything be forgotten. */
import { RefusedError, resetPlayground, restartBot } from './api.ts';
import type { App } from './app.ts';
import { confirm } from './confirm.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { botName } from './state.ts';

/** Draws both buttons. */
export function createBotPanel({ store, announce }: App): HTMLElement {
  const bot = botName(store.now);
  const said = make('p', { class: 'bot-said' });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const say = (text: string) => {
    said.textContent = text;
    announce(text);
  };
  /** One at a time; the banner over the composer says that it is under way. */
  const whileDown = async (work: () => Promise<void>) => {
    if (store.now.restarting) return;
    problem.textContent = '';
    store.change(state => ({ ...state, restarting: true }));
    try {
      await work();
    } finally {
      store.change(state => ({ ...state, restarting: false }));
    }
  };
  const restart = () =>
    whileDown(async () => {
      const began = performance.now();
      say(`${bot} is restarting …`);
      try {
        await restartBot();
        say(`${bot} is back after ${((performance.now() - began) / 1000).toFixed(1)} seconds.`);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        said.textContent = '';
        problem.textContent = error.message;
      }
    });
  const reset = () =>
    confirm({
      title: 'Forget everything?',
      text: `What ${bot} keeps about everybody here goes, and all messages, new people, switches and the pushed clock. ${bot} starts anew.`,
      yes: 'Forget everything',
      no: 'Keep it',
      work: () =>
        whileDown(async () => {
          await resetPlayground();
          location.reload();
        }),
    });
  return make(
    'section',
    { class: 'bot-panel', 'aria-label': 'The bot' },
    make('h2', { class: 'sr-only' }, 'The bot'),
    make(
      'div',
      { class: 'bot-buttons' },
      makeButton({ class: 'button plain' }, () => start(restart()), icon('restart'), 'Restart the bot'),
      makeButton({ class: 'button plain' }, reset, icon('wipe'), 'Reset …'),
    ),
    said,
    problem,
  );
}
