/** Restarts the bot, and makes everything be forgotten. */
import { RefusedError, resetPlayground, restartBot } from './api.ts';
import type { App } from './app.ts';
import { confirm } from './confirm.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { botName } from './state.ts';

/** Draws both buttons. */
export function createBotPanel(app: App): HTMLElement {
  const { store } = app;
  const bot = botName(store.now);
  const said = make('p', { class: 'bot-said' });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const say = (text: string) => {
    said.textContent = text;
    app.announce(text);
  };
  /** The banner over the composer says it too. */
  const setDown = (restarting: boolean) => store.change(state => ({ ...state, restarting }));

  const restart = async () => {
    if (store.now.restarting) return;
    problem.textContent = '';
    setDown(true);
    say(`${bot} is restarting …`);
    const began = performance.now();
    try {
      await restartBot();
      say(`${bot} is back after ${((performance.now() - began) / 1000).toFixed(1)} seconds.`);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      said.textContent = '';
      problem.textContent = error.message;
    } finally {
      setDown(false);
    }
  };
  const reset = async () => {
    setDown(true);
    try {
      await resetPlayground();
    } catch (error) {
      setDown(false);
      throw error;
    }
    location.reload();
  };
  const ask = () =>
    confirm({
      title: 'Forget everything?',
      text: `What ${bot} keeps about everybody here goes, and all messages, new people, switches and the pushed clock. ${bot} starts anew.`,
      yes: 'Forget everything',
      no: 'Keep it',
      work: reset,
    });
  return make(
    'section',
    { class: 'bot-panel', 'aria-label': 'The bot' },
    make('h2', { class: 'sr-only' }, 'The bot'),
    make(
      'div',
      { class: 'bot-buttons' },
      makeButton({ class: 'button plain' }, () => start(restart()), icon('restart'), 'Restart the bot'),
      makeButton({ class: 'button plain' }, ask, icon('wipe'), 'Reset …'),
    ),
    said,
    problem,
  );
}
