/** The playground's clock on the page: what it shows, and what pushes it forward. */
import { pushClock, RefusedError } from './api.ts';
import { type App, wordingOf } from './app.ts';
import { tomorrowMorning } from './clock.ts';
import { make, makeButton, setAttribute, start } from './dom.ts';

/** Draws the panel and keeps it right. */
export function createClockPanel(app: App): HTMLElement {
  const { clock } = app;
  const shown = make('time', { class: 'clock-time' });
  const problem = make('p', { id: 'clock-problem', class: 'problem', role: 'alert' });
  const input = make('input', {
    type: 'datetime-local',
    class: 'clock-input',
    'aria-label': 'Date and time to go to',
    'aria-describedby': problem.id,
  });
  const form = make(
    'form',
    { class: 'clock-form', novalidate: true },
    input,
    make('button', { class: 'button plain', type: 'submit' }, 'Go'),
  );
  const pusher = (label: string, to: () => number) =>
    makeButton({ class: 'button plain' }, () => start(push(to())), label);
  const element = make(
    'section',
    { class: 'clock', 'aria-label': 'Clock' },
    make('h2', { class: 'group-name' }, 'Clock'),
    shown,
    make(
      'div',
      { class: 'clock-buttons' },
      pusher('+ 10 minutes', () => clock.now() + 10 * minute),
      pusher('+ 1 hour', () => clock.now() + 60 * minute),
      pusher('Tomorrow 08:30', () => tomorrowMorning(clock.now())),
    ),
    form,
    problem,
  );
  /** True from the first change of the field until the clock jumps; before that it shows what the clock shows. */
  let isChosen = false;

  const push = async (to: number) => {
    if (element.hasAttribute('aria-busy')) return;
    element.setAttribute('aria-busy', 'true');
    complain('');
    try {
      clock.set(await pushClock(to));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      complain(error.message);
    } finally {
      element.removeAttribute('aria-busy');
    }
  };
  const complain = (text: string) => {
    problem.textContent = text;
    setAttribute(input, 'aria-invalid', text === '' ? undefined : 'true');
    if (text !== '') problem.scrollIntoView({ block: 'nearest' });
  };
  const draw = () => {
    const words = sayClock(clock.now(), wordingOf(app).locale, 'short');
    if (shown.textContent !== words) {
      shown.textContent = words;
      shown.dateTime = new Date(clock.now()).toISOString();
    }
    if (!isChosen && document.activeElement !== input) input.valueAsNumber = localMinute(clock.now());
  };

  input.addEventListener('input', () => {
    isChosen = true;
    complain('');
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const to = new Date(input.value).getTime();
    if (Number.isNaN(to)) complain('Choose a date and a time first.');
    else start(push(to));
  });
  clock.onJump(() => {
    isChosen = false;
    draw();
    app.announce(`The clock shows ${sayClock(clock.now(), wordingOf(app).locale, 'long')}.`);
  });
  setInterval(draw, 1000);
  draw();
  return element;
}

function sayClock(time: number, locale: string, style: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: style,
    day: 'numeric',
    month: style,
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(time);
}

/** The minute of the browser's zone as a date field counts: as if that zone were UTC. */
function localMinute(time: number): number {
  const local = time - new Date(time).getTimezoneOffset() * minute;
  return local - (local % minute);
}

const minute = 60_000;
