/** What the page knows, and how it changes. Every change makes new objects, so parts compare by reference. Pure. */
import type { Happening, Person, Place, SeenMessage, View } from '../standin/contract.ts';
import { type Push, pushesIn, pushOf, withPushes } from './pushes.ts';

export interface PageState {
  view: View;
  /** Ids of the person and the place that are shown. */
  person: string;
  place: string;
  /** Ids of places where something came while another was open. */
  unread: readonly string[];
  notices: readonly Notice[];
  /** What was used to bring a message about, by message id: "/ground", or the name of a message command. */
  used: Readonly<Record<string, string>>;
  /** What a phone of this person showed while it was locked, oldest first. */
  pushes: readonly Push[];
  /** False while the line to the stand-in is down. */
  online: boolean;
  /** True while the bot is being restarted from this page. */
  restarting: boolean;
}

/** A line of the page's own: something under way, or something that failed. */
export interface Notice {
  id: string;
  kind: 'thinking' | 'failed';
  place: string;
  /** Id of the message it belongs below; without it, it stands at the end. */
  message?: string;
  text: string;
}

/** The state for a freshly fetched view, keeping what still makes sense of the old one. */
export function withView(view: View, wanted: Partial<PageState>): PageState {
  const person = view.people.find(one => one.id === wanted.person) ?? view.people[0];
  if (!person) throw new Error('The view of the playground was expected to hold a person and holds none.');
  const seen = view.places.filter(one => one.people.includes(person.id));
  const place = seen.find(one => one.id === wanted.place) ?? seen[0];
  if (!place) throw new Error(`The view of the playground was expected to hold a place for ${person.name}.`);
  const same = wanted.person === person.id;
  return {
    view,
    person: person.id,
    place: place.id,
    unread: same ? (wanted.unread ?? []) : [],
    notices: same ? (wanted.notices ?? []) : [],
    used: wanted.used ?? {},
    pushes: withPushes(same ? (wanted.pushes ?? []) : [], pushesIn({ ...view, places: seen })),
    online: wanted.online ?? true,
    restarting: wanted.restarting ?? false,
  };
}

/** Takes in a fetched view, and on top of it what happened while it was on its way. */
export function caughtUp(state: PageState, view: View, meanwhile: readonly Happening[]): PageState {
  return meanwhile.reduce(withHappening, withView(view, state));
}

/** Takes in something that happened. */
export function withHappening(state: PageState, happening: Happening): PageState {
  switch (happening.kind) {
    case 'message':
      return withPush(
        withUnread(withMessage(state, happening.message), happening.message.channel_id),
        happening.message,
      );
    case 'edited':
      return withMessage(state, happening.message);
    case 'deleted':
      return withoutMessage(state, happening.message);
    case 'commands':
      return { ...state, view: { ...state.view, commands: happening.commands } };
    case 'bot':
      return { ...state, view: { ...state.view, botConnected: happening.connected } };
    case 'people':
      return { ...state, view: { ...state.view, people: happening.people } };
    case 'clock':
    case 'reset':
      return state;
  }
}

/** Adds a message or puts it in the place of its older self. */
export function withMessage(state: PageState, message: SeenMessage): PageState {
  if (message.only_for !== undefined && message.only_for !== state.person) return state;
  const place = message.channel_id;
  const before = state.view.messages[place] ?? [];
  const at = before.findIndex(one => one.id === message.id);
  const known = before[at];
  if (known && editedAt(known) > editedAt(message)) return state;
  const after = known ? before.with(at, message) : [...before, message];
  return { ...state, view: { ...state.view, messages: { ...state.view.messages, [place]: after } } };
}

/** Takes a message away, wherever it stands. */
export function withoutMessage(state: PageState, id: string): PageState {
  const messages = Object.entries(state.view.messages).map(([place, list]) => {
    return [place, list.some(one => one.id === id) ? list.filter(one => one.id !== id) : list] as const;
  });
  return {
    ...state,
    notices: state.notices.filter(notice => notice.message !== id),
    view: { ...state.view, messages: Object.fromEntries(messages) },
  };
}

/** Opens a place and marks it read. */
export function atPlace(state: PageState, place: string): PageState {
  return { ...state, place, unread: state.unread.filter(one => one !== place) };
}

/** Changes what is true of one person. */
export function withPerson(state: PageState, id: string, change: Partial<Person>): PageState {
  const people = state.view.people.map(one => (one.id === id ? { ...one, ...change } : one));
  return { ...state, view: { ...state.view, people } };
}

export function withNotice(state: PageState, notice: Notice): PageState {
  return {
    ...withoutNotice(state, notice.id),
    notices: [...withoutNotice(state, notice.id).notices, notice],
  };
}

export function withoutNotice(state: PageState, id: string): PageState {
  return { ...state, notices: state.notices.filter(notice => notice.id !== id) };
}

export function currentPerson(state: PageState): Person {
  return found(state.view.people, state.person, 'person');
}

export function currentPlace(state: PageState): Place {
  return found(state.view.places, state.place, 'place');
}

/** The messages of the place that is shown, oldest first. */
export function currentMessages(state: PageState): readonly SeenMessage[] {
  return state.view.messages[state.place] ?? [];
}

/** The places this person sees. */
export function placesOf(state: PageState): readonly Place[] {
  return state.view.places.filter(place => place.people.includes(state.person));
}

/** What the bot is called here: its DM carries its name. */
export function botName(state: PageState): string {
  return state.view.places.find(place => place.kind === 'own-dm')?.name ?? 'The bot';
}

function withPush(state: PageState, message: SeenMessage): PageState {
  const place = placesOf(state).find(one => one.id === message.channel_id);
  const push = pushOf(message, place);
  return push ? { ...state, pushes: withPushes(state.pushes, [push]) } : state;
}

function withUnread(state: PageState, place: string): PageState {
  if (place === state.place || state.unread.includes(place)) return state;
  return { ...state, unread: [...state.unread, place] };
}

function editedAt(message: SeenMessage): number {
  return message.edited_timestamp === null ? 0 : Date.parse(message.edited_timestamp);
}

function found<T extends { id: string }>(list: readonly T[], id: string, what: string): T {
  const one = list.find(candidate => candidate.id === id);
  if (!one) throw new Error(`A ${what} with the id ${id} was expected; the playground knows none.`);
  return one;
}
