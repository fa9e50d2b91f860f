/** The side panel's third view: a locked phone of this person, with what is pushed to it. */
import type { App } from './app.ts';
import { zoneOf } from './backstage.ts';
import { make } from './dom.ts';
import { icon } from './icons.ts';
import type { Push } from './pushes.ts';
import { botName, currentPerson, type PageState } from './state.ts';

/** Draws the view and keeps it right. */
export function createLockScreen(app: App): HTMLElement {
  const { store, clock, backstage } = app;
  const time = make('p', { class: 'phone-time' });
  const day = make('p', { class: 'phone-day' });
  const list = make('ul', { class: 'phone-pushes', 'aria-label': 'Notifications' });
  const none = make('p', { class: 'phone-none' });
  const about = make(
    'p',
    { class: 'panel-about' },
    'What a push shows of messages the bot starts by itself: their plain text, never buttons or private answers. ',
    'For a silent one Discord says that it only counts up and pushes nothing; what it would say stands here all the same.',
  );

  const tell = () => {
    const { locale } = currentPerson(store.now);
    const timeZone = zoneOf(backstage.now);
    const say = (format: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { ...format, timeZone }).format(clock.now());
    time.textContent = say({ hour: 'numeric', minute: '2-digit' });
    day.textContent = say({ weekday: 'long', day: 'numeric', month: 'long' });
  };
  const draw = () => {
    const { pushes } = store.now;
    list.replaceChildren(...pushes.toReversed().map(push => make('li', {}, drawPush(app, push))));
    list.hidden = pushes.length === 0;
    none.textContent = `No notification. What ${botName(store.now)} sends by itself comes here, such as a /nudge.`;
    none.hidden = pushes.length > 0;
    tell();
  };
  store.listen((now, before) => {
    if (now.pushes !== before.pushes || now.view !== before.view || now.person !== before.person) draw();
  });
  backstage.listen(draw);
  clock.onJump(draw);
  setInterval(tell, 1000);
  draw();
  return make('div', {}, make('div', { class: 'phone' }, time, day, list, none), about);
}

/** One notification, as a phone shows it. */
export function drawPush({ store, clock, backstage }: App, push: Push): HTMLElement {
  const { locale } = currentPerson(store.now);
  const timeZone = zoneOf(backstage.now);
  const isToday = dayIn(timeZone, push.at) === dayIn(timeZone, clock.now());
  const format: Intl.DateTimeFormatOptions = {
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
  };
  const at = new Intl.DateTimeFormat(locale, format).format(push.at);
  return make(
    'div',
    { class: 'push' },
    make('div', { class: 'push-app', 'aria-hidden': 'true' }, icon('direct')),
    make(
      'div',
      { class: 'push-body' },
      make(
        'p',
        { class: 'push-head' },
        make('span', {}, 'Discord'),
        push.isSilent ? make('span', { class: 'push-silent' }, icon('silent'), 'no sound') : undefined,
        make('time', { datetime: new Date(push.at).toISOString() }, at),
      ),
      make('p', { class: 'push-sender' }, push.sender),
      push.text === ''
        ? make('p', { class: 'push-empty' }, '(no text: a card has none to push)')
        : make('p', { class: 'push-text' }, push.text),
      isGone(store.now, push)
        ? make('p', { class: 'push-empty' }, 'Deleted since; a phone may still show it.')
        : undefined,
    ),
  );
}

const isGone = ({ view }: PageState, { message }: Push): boolean =>
  Object.values(view.messages).every(list => list.every(({ id }) => id !== message));

const dayIn = (timeZone: string, time: number): string =>
  new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' }).format(time);
