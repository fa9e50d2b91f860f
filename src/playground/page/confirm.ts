/** Asks once before something that cannot be undone. */
import { RefusedError } from './api.ts';
import { make, makeButton, start } from './dom.ts';

interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
  /** Done on yes. A RefusedError is shown, and the question stays. */
  work: () => Promise<void>;
}

/** Opens the question as a dialog over the page. */
export function confirm({ title, text, yes, no, work }: Question): void {
  const failure = make('p', { class: 'notice failed', role: 'alert' });
  const doIt = makeButton({ class: 'button alert' }, () => start(answer()), yes);
  const leave = makeButton({ class: 'button plain' }, () => dialog.close(), no);
  const dialog = make(
    'dialog',
    { class: 'form', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
    make('header', { class: 'form-head' }, make('h2', { id: 'confirm-title' }, title)),
    make('div', { class: 'form-body' }, make('p', { id: 'confirm-text' }, text)),
    failure,
    make('footer', { class: 'form-foot' }, leave, doIt),
  );
  const answer = async () => {
    failure.textContent = '';
    doIt.disabled = true;
    doIt.setAttribute('aria-busy', 'true');
    try {
      await work();
      dialog.close();
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      failure.textContent = error.message;
    } finally {
      doIt.disabled = false;
      doIt.removeAttribute('aria-busy');
    }
  };
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  leave.focus();
}
