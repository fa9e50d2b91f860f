import { everyPart, type Part } from './check/components.ts';
import { EMPTY_BODY } from './check/message.ts';
import { commandData, completionData, findCommand, menuData } from './command-acts.ts';
import type { Act, Outcome, Person, Place, SeenMessage } from './contract.ts';
import { choiceRefusal, readForm } from './forms.ts';
import { asDiscord, makeMessage } from './messages.ts';
import type { Asked } from './payloads.ts';
import { askBot } from './pending.ts';
import { userOf } from './people.ts';
import { audience, isSeenBy, placeFor, type State, tell } from './state.ts';

/** Does what a person does. What Discord's client would not let them do comes back as failed and reaches no bot. */
export async function performAct(state: State, act: Act): Promise<Outcome> {
  const person = state.people.get(act.person);
  if (!person) return failed(`Nobody here has the id "${act.person}"`);
  if (act.kind === 'command' || act.kind === 'complete') return slash(state, person, act);
  if (act.kind === 'message-command') return menu(state, person, act);
  if (act.kind === 'press' || act.kind === 'choose') return component(state, person, act);
  if (act.kind === 'submit') return submit(state, person, act);
  return act.kind === 'say' ? say(state, person, act) : dismiss(state, person, act);
}

async function slash(
  state: State,
  person: Person,
  act: Extract<Act, { kind: 'command' | 'complete' }>,
): Promise<Outcome> {
  const place = placeFor(state, person.id, act.place);
  if (!place) return failed('You cannot write there');
  const found = findCommand(state, person, place, act.command, 1);
  if ('reason' in found) return failed(found.reason);
  const read =
    act.kind === 'command'
      ? commandData(state, person, found.command, act)
      : completionData(state, found.command, act);
  if ('reason' in read) return failed(read.reason);
  const asked: Asked = { type: act.kind === 'command' ? 2 : 4, data: read.data };
  return askBot(state, { person, place, asked });
}

async function menu(
  state: State,
  person: Person,
  act: Extract<Act, { kind: 'message-command' }>,
): Promise<Outcome> {
  const seen = seenMessage(state, person, act.message);
  if (!seen) return failed('You see no such message');
  const found = findCommand(state, person, seen.place, act.command, 3);
  if ('reason' in found) return failed(found.reason);
  const asked: Asked = { type: 2, data: menuData(found.command, asDiscord(seen.message)) };
  return askBot(state, { person, place: seen.place, asked });
}

async function component(
  state: State,
  person: Person,
  act: Extract<Act, { kind: 'press' | 'choose' }>,
): Promise<Outcome> {
  const seen = seenMessage(state, person, act.message);
  if (!seen) return failed('You see no such message');
  const found = partsOf(seen.message).find(part => 'custom_id' in part && part.custom_id === act.customId);
  if (!found) return failed(`That message has nothing with the custom_id "${act.customId}"`);
  const values = act.kind === 'choose' ? act.values : undefined;
  const reason = componentRefusal(found, values);
  if (reason !== undefined) return failed(reason);
  const data = {
    id: found.id,
    component_type: found.type,
    custom_id: act.customId,
    ...(values && { values }),
  };
  const asked: Asked = { type: 3, data, message: asDiscord(seen.message) };
  return askBot(state, { person, place: seen.place, asked });
}

function componentRefusal(part: Part, values: readonly string[] | undefined): string | undefined {
  if (part.type !== 2 && part.type !== 3) return 'That can be neither pressed nor chosen from';
  if (part.disabled) return 'That is disabled';
  if (part.type === 2) return values ? 'That is a button: it has nothing to choose' : undefined;
  if (!values) return 'That is a menu: choose from it';
  return choiceRefusal(part.options, values, part.min_values ?? 1, part.max_values ?? 1);
}

async function submit(state: State, person: Person, act: Extract<Act, { kind: 'submit' }>): Promise<Outcome> {
  const form = state.forms.get(act.form);
  if (!form || form.from.person.id !== person.id) return failed('That form is not open');
  const read = readForm(form, act.fields);
  if ('reason' in read) return failed(read.reason);
  const opener = form.from.payload;
  const before = 'message' in opener && opener.message ? state.messages.get(opener.message.id) : undefined;
  const asked: Asked = {
    type: 5,
    data: read.data,
    ...(before && { message: asDiscord(before.message) }),
  };
  const outcome = await askBot(state, { person, place: form.from.place, asked, form });
  if (outcome.kind !== 'failed') state.forms.delete(form.id);
  return outcome;
}

function say(state: State, person: Person, act: Extract<Act, { kind: 'say' }>): Outcome {
  const place = placeFor(state, person.id, act.place);
  if (!place || state.muted.get(place.id)?.has(person.id)) return failed('You cannot write there');
  if (act.text.trim() === '') return failed('There is nothing to send');
  if (act.text.length > 2000) return failed('Your message is too long: at most 2000 characters');
  const body = { ...EMPTY_BODY, content: act.text };
  makeMessage(state, { place, author: userOf(person) }, body);
  return { kind: 'done' };
}

function dismiss(state: State, person: Person, act: Extract<Act, { kind: 'dismiss' }>): Outcome {
  const kept = state.messages.get(act.message);
  if (!kept || kept.dismissed || kept.message.only_for !== person.id)
    return failed('Only a message that you alone see can be dismissed');
  putAway(state, kept.message);
  return { kind: 'done' };
}

/** Takes a private message off its person's screen. The bot is not told, and its token still knows it. */
export function putAway(state: State, message: SeenMessage): void {
  state.messages.dismiss(message.id);
  tell(state, { kind: 'deleted', place: message.channel_id, message: message.id }, audience(state, message));
}

function seenMessage(
  state: State,
  person: Person,
  id: string,
): { message: SeenMessage; place: Place } | undefined {
  const kept = state.messages.get(id);
  if (!kept || kept.dismissed || !isSeenBy(state, kept.message, person.id)) return undefined;
  const place = state.places.get(kept.message.channel_id);
  return place && { message: kept.message, place };
}

/** The message's components, which passed our own checks when the bot sent them. */
const partsOf = (message: SeenMessage): Part[] => everyPart((message.components ?? []) as unknown as Part[]);

const failed = (reason: string): Outcome => ({ kind: 'failed', reason });
