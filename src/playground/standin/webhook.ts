import type { APIMessage } from 'discord-api-types/v10';
import type { UploadedFile } from './api.ts';
import { asJson } from './check/body.ts';
import type { SeenMessage } from './contract.ts';
import { invalidToken, unknownMessage, unknownWebhook } from './errors.ts';
import { asDiscord, removeMessage } from './messages.ts';
import { waited } from './pending.ts';
import { editedWith, makeAnswer } from './replies.ts';
import { interactionOf, type Pending, type State } from './state.ts';

/** A message this token may read. Throws 10008 for any other. */
export function getAnswer(state: State, token: string, messageId: string): APIMessage {
  return asDiscord(ownMessage(state, byToken(state, token), messageId));
}

/** Changes a message of this token; the first change of a deferred answer is what the person waited for. */
export function editAnswer(
  state: State,
  token: string,
  messageId: string,
  body: unknown,
  files: readonly UploadedFile[] = [],
): APIMessage {
  const pending = byToken(state, token);
  const before = ownMessage(state, pending, messageId);
  const message = editedWith(state, before, asJson(body), files);
  if (before.id === pending.original) fillIn(pending, message);
  for (const other of before.only_for === undefined ? waitingFor(state, before.id) : [])
    fillIn(other, message);
  return asDiscord(message);
}

/** Takes a message of this token off the screen, ephemeral ones too. */
export function deleteAnswer(state: State, token: string, messageId: string): void {
  const pending = byToken(state, token);
  const message = ownMessage(state, pending, messageId);
  removeMessage(state, message);
  if (message.id !== pending.original || !isOpen(pending)) return;
  pending.stage = 'answered';
  pending.settle({ kind: 'deleted', waited: waited(pending) });
}

/**
 * One more message under the same token. Discord would put it into a message that is still "thinking", with the
 * privacy chosen there; the stand-in refuses, because a bot that does so is mistaken about its own state.
 */
export function followUp(
  state: State,
  token: string,
  body: unknown,
  files: readonly UploadedFile[] = [],
): APIMessage {
  const pending = byToken(state, token);
  if (pending.stage === 'thinking' && pending.original !== undefined)
    throw unknownWebhook('expected @original to be filled in first after a deferral; came a follow-up');
  const message = makeAnswer(state, pending, asJson(body), files);
  if (isOpen(pending)) {
    pending.stage = 'answered';
    pending.settle({ kind: 'message', message, waited: waited(pending) });
  }
  return asDiscord(message);
}

function fillIn(pending: Pending, message: SeenMessage): void {
  const { stage } = pending;
  if (!isOpen(pending)) return;
  pending.stage = 'answered';
  const kind = stage === 'thinking' ? 'message' : 'updated';
  pending.settle({ kind, message, waited: waited(pending) });
}

/** Others who pressed on the same message: they see it change, whichever press it is changed for. */
const waitingFor = (state: State, messageId: string): Pending[] =>
  [...state.interactions.values()].filter(
    ({ stage, original }) => stage === 'updating' && original === messageId,
  );

const isOpen = ({ stage }: Pending): boolean => stage === 'thinking' || stage === 'updating';

function byToken(state: State, token: string): Pending {
  const pending = state.interactions.get(interactionOf(token));
  if (pending?.payload.token !== token)
    throw invalidToken(`expected the token of an interaction; came one that is unknown or forgotten`);
  const age = state.clock.now() - pending.madeAt;
  if (age > state.deadlines.token)
    throw invalidToken(`expected a token at most ${state.deadlines.token} ms old; came one of ${age} ms`);
  if (pending.stage === 'waiting' || pending.stage === 'expired')
    throw unknownWebhook('expected a first answer before anything else under its token; came none');
  return pending;
}

function ownMessage(state: State, pending: Pending, messageId: string): SeenMessage {
  const id = messageId === '@original' ? pending.original : messageId;
  const kept = id !== undefined && pending.own.has(id) ? state.messages.get(id) : undefined;
  if (!kept) throw unknownMessage();
  return kept.message;
}
