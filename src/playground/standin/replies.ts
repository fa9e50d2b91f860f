import type { APIMessage } from 'discord-api-types/v10';
import type { UploadedFile } from './api.ts';
import { type CheckedBody, checkMessage, EMPTY_BODY, type MessageRules } from './check/message.ts';
import type { SeenMessage } from './contract.ts';
import { unknownMessage } from './errors.ts';
import {
  COMPONENTS_V2,
  EPHEMERAL,
  hasBit,
  LOADING,
  SUPPRESS_EMBEDS,
  SUPPRESS_NOTIFICATIONS,
} from './flags.ts';
import { changeMessage, makeMessage } from './messages.ts';
import { ownersIn } from './payloads.ts';
import { userOf } from './people.ts';
import type { Pending, State } from './state.ts';

/** Makes the message that answers an interaction, of a body that is JSON already; its flag 64 decides for good who sees it. */
export function makeAnswer(
  state: State,
  pending: Pending,
  data: unknown,
  files: readonly UploadedFile[],
): SeenMessage {
  const body = checkedBody(state, data ?? {}, files, { flags: NEW_ANSWER, nonce: false }, 'an answer');
  const message = post(state, pending, body, files);
  pending.original ??= message.id;
  pending.own.add(message.id);
  return message;
}

/** The "thinking" message of a deferred answer. */
export function makeThinking(state: State, pending: Pending, flags: number): SeenMessage {
  const message = post(state, pending, { ...EMPTY_BODY, flags: flags | LOADING }, []);
  pending.original = message.id;
  pending.own.add(message.id);
  return message;
}

/** Changes the message whose button was pressed, or from which the form was opened. */
export function updateOrigin(
  state: State,
  pending: Pending,
  data: unknown,
  files: readonly UploadedFile[],
): SeenMessage {
  const before = originOf(state, pending);
  const message = editedWith(state, before, data ?? {}, files);
  pending.original = message.id;
  pending.own.add(message.id);
  return message;
}

/** The message an interaction stands on. Throws 10008 when it is gone. */
export function originOf(state: State, { payload }: Pending): SeenMessage {
  const kept = 'message' in payload && payload.message ? state.messages.get(payload.message.id) : undefined;
  if (!kept) throw unknownMessage();
  return kept.message;
}

/** Checks an edit that is JSON already, and carries it out. A "thinking" message is filled in and stops thinking. */
export function editedWith(
  state: State,
  before: SeenMessage,
  data: unknown,
  files: readonly UploadedFile[],
): SeenMessage {
  const flags = before.flags ?? 0;
  const thinking = hasBit(flags, LOADING);
  const rules: MessageRules = {
    flags: SUPPRESS_EMBEDS | COMPONENTS_V2 | (flags & EPHEMERAL),
    nonce: false,
    before: {
      layout: hasBit(flags, COMPONENTS_V2),
      content: before.content,
      parts: before.components?.length ?? 0,
      files: before.attachments,
    },
  };
  const body = checkedBody(state, data, files, rules, 'an edit');
  return changeMessage(state, before, body, files, { fill: thinking });
}

/** Checks a body that is JSON already, and notes a problem when it leaves mentions on. */
export function checkedBody(
  state: State,
  json: unknown,
  files: readonly UploadedFile[],
  rules: MessageRules,
  what: string,
): CheckedBody {
  const body = checkMessage(json, files, rules);
  if (!body.mentionsOff)
    state.problems.push(`allowed_mentions of ${what}: expected { parse: [] }; came something else`);
  return body;
}

function post(
  state: State,
  pending: Pending,
  body: CheckedBody,
  files: readonly UploadedFile[],
): SeenMessage {
  const isPrivate = hasBit(body.flags, EPHEMERAL);
  return makeMessage(
    state,
    {
      place: pending.place,
      author: state.bot,
      ...(isPrivate && { onlyFor: pending.person.id }),
      more: {
        application_id: state.application.id,
        webhook_id: state.application.id,
        ...origin(state, pending),
      },
    },
    body,
    files,
  );
}

function origin(state: State, pending: Pending): Partial<APIMessage> {
  const { payload, person, place } = pending;
  const { type } = payload;
  const stoodOn = 'message' in payload ? payload.message?.id : undefined;
  const metadata = {
    id: payload.id,
    type,
    user: userOf(person),
    authorizing_integration_owners: ownersIn(state, person, place),
    ...(stoodOn !== undefined && type === 3 && { interacted_message_id: stoodOn }),
  };
  return {
    type: messageType(pending),
    ...(stoodOn !== undefined && {
      message_reference: { type: 0, channel_id: place.id, message_id: stoodOn },
    }),
    interaction_metadata: metadata,
  } as Partial<APIMessage>;
}

/** 20 answers a slash command, 23 a menu command, 19 a button; a form's answer is an ordinary message. */
function messageType({ payload, original }: Pending): APIMessage['type'] {
  if (original !== undefined) return 19;
  if (payload.type === 2) return payload.data.type === 1 ? 20 : 23;
  return payload.type === 3 ? 19 : 0;
}

const NEW_ANSWER = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
