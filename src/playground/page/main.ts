/** Starts the page: fetches what one person sees, puts the parts together, and keeps the live line open. */
import type { Happening, View } from '../standin/contract.ts';
import { createActions } from './actions.ts';
import { createAnnouncer } from './announce.ts';
import { AwayError, fetchClock, fetchView } from './api.ts';
import { type App, wordingOf } from './app.ts';
import { createBackstage } from './backstage.ts';
import { createBotPanel } from './bot-panel.ts';
import { createPageClock } from './clock.ts';
import { createClockPanel } from './clock-panel.ts';
import { createComposer } from './composer.ts';
import { hasHover, make, start } from './dom.ts';
import { openForm } from './form.ts';
import { createFrame } from './frame.ts';
import { createKept } from './kept.ts';
import { openLive } from './live.ts';
import { createLockScreen } from './lock-screen.ts';
import { createMessageList } from './messages.ts';
import { createPanel } from './panel.ts';
import { createPeople } from './people.ts';
import { createPlaces } from './places.ts';
import { createRaw } from './raw.ts';
import { botName, caughtUp, type PageState, withHappening, withView } from './state.ts';
import { createStore } from './store.ts';
import { refreshTimes } from './times.ts';
import { createToasts } from './toasts.ts';

start(startPage());
window.addEventListener('error', event => showError(event.message));
window.addEventListener('unhandledrejection', event => showError(String(event.reason)));

async function startPage(): Promise<void> {
  const wanted = readAddress();
  const store = createStore(withView(await firstView(wanted.person), wanted));
  const clock = createPageClock(await fetchClock());
  const announcer = createAnnouncer();
  const app: App = {
    store,
    clock,
    backstage: createBackstage(store),
    actions: createActions(store, {
      openForm(form, place) {
        const submit = (fields: Record<string, string | string[]>) =>
          app.actions.submit({ kind: 'submit', person: store.now.person, form: form.id, fields }, place);
        openForm(form, { wording: wordingOf(app), bot: botName(store.now), submit, closed: keepFocus });
      },
      acted: () => app.backstage.refresh(),
    }),
    announce: text => announcer.announce(text),
    focusComposer: () => {
      if (hasHover()) composer.focus();
    },
  };
  /** The button a form was opened from may be gone by the time it shuts. */
  const keepFocus = () => {
    const held = document.activeElement;
    if (!(held instanceof HTMLElement) || held === document.body) return messages.focusNewest();
    // Where the form was shut with the mouse, Chromium gives the focus back and leaves the caret behind: nothing could be typed.
    held.blur();
    held.focus();
  };
  const messages = createMessageList(app);
  const composer = createComposer(app, () => messages.focusNewest());
  const panel = createPanel([
    { name: 'kept', title: 'What is kept', content: createKept(app) },
    { name: 'raw', title: 'Last answer', content: createRaw(app) },
    { name: 'phone', title: 'Lock screen', content: createLockScreen(app) },
  ]);
  const frame = createFrame(app, {
    places: createPlaces(app, () => {
      frame.shutSide();
      app.focusComposer();
    }),
    people: createPeople(app, person => start(become(person))),
    clock: clock.isPushable ? createClockPanel(app) : undefined,
    bot: createBotPanel(app),
    toasts: createToasts(app, {
      isShown: () => panel.isShown('phone'),
      show: () => panel.show('phone'),
    }),
    panel,
    messages: messages.element,
    composer: composer.element,
  });
  document.body.replaceChildren(frame.element, announcer.element);
  const refresh = () => refreshTimes(document, clock.now());
  setInterval(refresh, 1000);
  clock.onJump(refresh);
  clock.onJump(() => app.backstage.refresh());

  let hangUp = keepLive(app);
  store.listen(writeAddress);
  writeAddress(store.now);
  app.focusComposer();

  async function become(person: string) {
    const view = await fetchView(person);
    hangUp();
    store.change(state =>
      withView(view, { person, place: state.place, online: state.online, restarting: state.restarting }),
    );
    hangUp = keepLive(app);
  }
}

/** What the person in the address sees, or the first person, when the address names nobody who lives here. */
async function firstView(wanted: string | undefined): Promise<View> {
  const view = await fetchView();
  const others = view.people.slice(1).map(person => person.id);
  return wanted !== undefined && others.includes(wanted) ? fetchView(wanted) : view;
}

/** Opens the live line for the person who looks; what was missed while it was down is fetched. */
function keepLive({ store, clock }: Pick<App, 'store' | 'clock'>): () => void {
  const { person } = store.now;
  /** What happens while the view is on its way may not be in it yet. */
  let meanwhile: Happening[] | undefined;
  const refetch = async () => {
    const since: Happening[] = [];
    meanwhile = since;
    const view = await fetchView(person);
    const shown = clock.isPushable ? await fetchClock() : undefined;
    // It was hung up, or asked for again: what happened since is not known here.
    if (meanwhile !== since) return;
    meanwhile = undefined;
    // What was told of a push meanwhile is newer than an answer from before it.
    if (shown !== undefined && !since.some(({ kind }) => kind === 'clock')) clock.set(shown);
    store.change(state => caughtUp({ ...state, online: true }, view, since));
  };
  const setOffline = () => store.change(state => ({ ...state, online: false }));
  // Gone again since the line opened: the line closes too, and is tried anew.
  const awayAgain = (error: unknown) => {
    if (!(error instanceof AwayError)) throw error;
    setOffline();
  };
  const hangUp = openLive(person, {
    happened: happening => {
      if (happening.kind === 'clock') clock.set(happening.now);
      // Who asked for it reloads when the bot is back.
      if (happening.kind === 'reset' && !store.now.restarting) location.reload();
      meanwhile?.push(happening);
      store.change(state => withHappening(state, happening));
    },
    opened: () => start(refetch().catch(awayAgain)),
    closed: setOffline,
  });
  return () => {
    meanwhile = undefined;
    hangUp();
  };
}

/** The address ends in `#person/place`, so that a reload and a second tab keep their person. */
function readAddress(): Partial<PageState> {
  const [person, place] = location.hash.slice(1).split('/');
  return { ...(person ? { person } : {}), ...(place ? { place } : {}) };
}

function writeAddress({ person, place }: PageState): void {
  const wanted = `#${person}/${place}`;
  if (location.hash !== wanted) history.replaceState(null, '', wanted);
}

/** Something broke in the page itself: says so in one line at the top. */
function showError(text: string): void {
  const line = make('p', { class: 'page-error', role: 'alert' }, text);
  document.querySelector('.page-error')?.remove();
  document.body.prepend(line);
  setTimeout(() => line.remove(), 10_000);
}
