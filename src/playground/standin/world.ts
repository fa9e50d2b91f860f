import { performAct, putAway } from './acts.ts';
import { answerInteraction } from './answers.ts';
import type { BotSide, World, WorldOptions } from './api.ts';
import {
  createMessage,
  deleteMessage,
  editMessage,
  getChannel,
  getMessage,
  listMessages,
  openDm,
} from './channels.ts';
import type { Person, Place, View } from './contract.ts';
import { ApiError } from './errors.ts';
import { createFaults, type FaultSource } from './faults.ts';
import { endWaiting } from './pending.ts';
import { newPerson } from './people.ts';
import { botMay } from './permissions.ts';
import { listCommands, overwriteCommands } from './registration.ts';
import {
  beginning,
  createState,
  isConnected,
  nextId,
  placeOfKind,
  type State,
  settleIn,
  tell,
} from './state.ts';
import { deleteAnswer, editAnswer, followUp, getAnswer } from './webhook.ts';

/** The stand-in's world with the server's side of the faults. */
export interface ServedWorld extends World {
  readonly faults: FaultSource;
}

/** Makes a Discord of its own: people, places and an application, with nothing said yet. */
export function createWorld(options: WorldOptions = {}): ServedWorld {
  const state = createState(options);
  return { ...botSide(state), ...peopleSide(state), ...changes(state, options), faults: createFaults() };
}

type BotKeys = keyof BotSide;

function botSide(state: State): Pick<World, BotKeys> {
  const noting = <T>(what: string, ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      if (error instanceof ApiError && error.problem !== undefined)
        state.problems.push(`${what}: ${error.message}: ${error.problem}`);
      throw error;
    }
  };
  return {
    answer: (id, token, body, files) =>
      noting('first answer', () => answerInteraction(state, id, token, body, files)),
    getOriginal: token => noting('get @original', () => getAnswer(state, token, '@original')),
    editOriginal: (token, body, files) =>
      noting('edit @original', () => editAnswer(state, token, '@original', body, files)),
    deleteOriginal: token => noting('delete @original', () => deleteAnswer(state, token, '@original')),
    followUp: (token, body, files) => noting('follow-up', () => followUp(state, token, body, files)),
    getAnswer: (token, id) => noting('get an answer', () => getAnswer(state, token, id)),
    editAnswer: (token, id, body, files) =>
      noting('edit an answer', () => editAnswer(state, token, id, body, files)),
    deleteAnswer: (token, id) => noting('delete an answer', () => deleteAnswer(state, token, id)),
    openDm: userId => noting('open a DM', () => openDm(state, userId)),
    getChannel: id => noting('get a channel', () => getChannel(state, id)),
    createMessage: (channel, body, files) =>
      noting('new message', () => createMessage(state, channel, body, files)),
    getMessage: (channel, id) => noting('get a message', () => getMessage(state, channel, id)),
    listMessages: (channel, query) => noting('list messages', () => listMessages(state, channel, query)),
    editMessage: (channel, id, body, files) =>
      noting('edit a message', () => editMessage(state, channel, id, body, files)),
    deleteMessage: (channel, id) => noting('delete a message', () => deleteMessage(state, channel, id)),
    overwriteCommands: body => noting('overwrite commands', () => overwriteCommands(state, body)),
    commands: options => listCommands(state, options),
  };
}

type ChangeKeys = 'change' | 'join' | 'reset' | 'permit' | 'removeChannel' | 'mute' | 'restartClient';

function peopleSide(state: State): Omit<World, BotKeys | ChangeKeys | 'faults'> {
  return {
    application: state.application,
    bot: state.bot,
    guildId: state.guildId,
    problems: state.problems,
    people: () => structuredClone([...state.people.values()]),
    places: () => structuredClone([...state.places.values()]),
    place(kind, personId) {
      const place = placeOfKind(state, personId, kind);
      if (!place) throw new Error(`expected a place of kind ${kind} that ${personId} sees; there is none`);
      return place.id;
    },
    view: personId => viewOf(state, personId),
    act: act => performAct(state, act),
    changesOf: message => state.changes.get(message) ?? [],
    file: path => state.files.get(path),
    on(listener) {
      state.listeners.add(listener);
      return () => {
        state.listeners.delete(listener);
      };
    },
    tellTime: () => tell(state, { kind: 'clock', now: state.clock.now() }, [...state.people.keys()]),
    connect(dispatch, { quiet = false } = {}) {
      const link = { dispatch, quiet };
      return changingConnection(state, () => {
        state.links.add(link);
        return () => changingConnection(state, () => void state.links.delete(link));
      });
    },
    overhear(dispatch) {
      state.overhearing.add(dispatch);
      return () => {
        state.overhearing.delete(dispatch);
      };
    },
    serveFilesAt(url) {
      state.filesUrl = url;
    },
    close: () => endWaiting(state),
  };
}

function changes(state: State, options: WorldOptions): Pick<World, ChangeKeys> {
  return {
    change(personId, change) {
      const person = { ...personOf(state, personId), ...change };
      state.people.set(personId, person);
      return structuredClone(person);
    },
    join() {
      const person = newPerson(nextId(state), [...state.people.values()]);
      if (!person) return undefined;
      settleIn(state, person);
      const people = structuredClone([...state.people.values()]);
      tell(state, { kind: 'people', people }, [...state.people.keys()]);
      return structuredClone(person);
    },
    reset() {
      const known = [...state.people.keys()];
      endWaiting(state);
      Object.assign(state, beginning(options));
      tell(state, { kind: 'reset' }, known);
    },
    permit(placeId, permissions) {
      const place = channelOf(state, placeId);
      state.permissions.set(placeId, { ...botMay(state, place), ...permissions });
    },
    removeChannel(placeId) {
      const gone = channelOf(state, placeId);
      state.places.delete(placeId);
      for (const [person, places] of state.seen)
        state.seen.set(
          person,
          places.filter(place => place !== gone),
        );
    },
    mute(personId, placeId, muted = true) {
      const there = state.muted.get(placeId) ?? new Set();
      if (muted) there.add(personOf(state, personId).id);
      else there.delete(personId);
      state.muted.set(placeId, there);
    },
    restartClient(personId) {
      for (const message of state.messages.private(personId)) putAway(state, message);
      for (const form of state.forms.values())
        if (form.from.person.id === personId) state.forms.delete(form.id);
    },
  };
}

function channelOf(state: State, placeId: string): Place {
  const place = state.places.get(placeId);
  if (place?.kind !== 'server') throw new Error(`expected the id of a server channel; came ${placeId}`);
  return place;
}

function viewOf(state: State, personId: string): View {
  personOf(state, personId);
  const places = state.seen.get(personId) ?? [];
  return structuredClone({
    people: [...state.people.values()],
    places,
    commands: state.commands,
    messages: Object.fromEntries(places.map(({ id }) => [id, state.messages.seen(id, personId)])),
    botConnected: isConnected(state),
  });
}

function personOf(state: State, id: string): Person {
  const person = state.people.get(id);
  if (!person) throw new Error(`expected the id of a person who lives here; came ${id}`);
  return person;
}

function changingConnection<T>(state: State, change: () => T): T {
  const before = isConnected(state);
  const result = change();
  const connected = isConnected(state);
  if (connected !== before) tell(state, { kind: 'bot', connected }, [...state.people.keys()]);
  return result;
}
