/** Notifications in the corner, for a moment: what a phone shows while its person looks elsewhere. */
import type { App } from './app.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';
import { drawPush } from './lock-screen.ts';
import type { Push } from './pushes.ts';

interface LockScreen {
  /** True while it is seen: what comes then is seen there. */
  isShown(): boolean;
  show(): void;
}

export function createToasts(app: App, lockScreen: LockScreen): HTMLElement {
  const element = make('section', { class: 'toasts', 'aria-label': 'Notifications' });
  const show = (push: Push) => {
    const shut = () => {
      toast.remove();
      app.focusComposer();
    };
    const toast = make(
      'div',
      { class: 'toast' },
      drawPush(app, push),
      makeButton({ class: 'icon-button', 'aria-label': 'Close the notification' }, shut, icon('close')),
      makeButton(
        { class: 'toast-open' },
        () => {
          toast.remove();
          lockScreen.show();
        },
        'Show the lock screen',
      ),
    );
    element.append(toast);
    while (element.childElementCount > most) element.firstElementChild?.remove();
    fade(toast, lockScreen);
  };
  app.store.listen((now, before) => {
    if (now.person !== before.person) element.replaceChildren();
    if (now.person !== before.person || now.pushes === before.pushes) return;
    const known = new Set(before.pushes.map(({ message }) => message));
    for (const push of now.pushes.filter(({ message }) => !known.has(message))) {
      if (!lockScreen.isShown()) show(push);
      // What comes where one reads is told as a message.
      if (push.place !== now.place) app.announce(sayPush(push));
    }
  });
  return element;
}

/** Takes a toast away after a while, unless somebody is on it, and at once where it is seen on the lock screen. */
function fade(toast: HTMLElement, lockScreen: LockScreen): void {
  const until = Date.now() + shownFor;
  const timer = setInterval(() => {
    const isHeld = toast.isConnected && toast.matches(':hover, :focus-within');
    if (!lockScreen.isShown() && (isHeld || Date.now() < until)) return;
    clearInterval(timer);
    toast.remove();
  }, lookEvery);
}

function sayPush({ sender, text, isSilent }: Push): string {
  return `Notification${isSilent ? ' without a sound' : ''} from ${sender}: ${text === '' ? 'no text' : text}`;
}

const most = 3;
/** Milliseconds. */
const shownFor = 8000;
const lookEvery = 250;
