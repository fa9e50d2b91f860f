import { z } from 'zod';
import type { CallbackAnswer, UploadedFile } from './api.ts';
import { asJson, readBody } from './check/body.ts';
import { refuseData } from './check/message.ts';
import { checkChoices, checkForm } from './check/modal.ts';
import { withIds } from './drawn.ts';
import { alreadyAnswered, invalidForm, unknownInteraction } from './errors.ts';
import { EPHEMERAL, hasBit } from './flags.ts';
import { seenForm } from './forms.ts';
import { asDiscord } from './messages.ts';
import { waited, waitOn } from './pending.ts';
import { makeAnswer, makeThinking, originOf, updateOrigin } from './replies.ts';
import { nextId, type OpenForm, type Pending, type State } from './state.ts';

/** Takes the first answer to an interaction. Throws ApiError when it is late, doubled, of a wrong type or malformed. */
export function answerInteraction(
  state: State,
  interactionId: string,
  token: string,
  body: unknown,
  files: readonly UploadedFile[] = [],
): CallbackAnswer {
  const pending = state.interactions.get(interactionId);
  if (!pending || pending.payload.token !== token)
    throw unknownInteraction(`expected an interaction that was sent; came ${interactionId}`);
  refuseLate(state, pending);
  const { type, data } = readBody(callback, asJson(body));
  refuseType(pending, type);
  if (files.length > 0 && type !== 4 && type !== 7)
    throw invalidForm([
      { path: ['files'], code: 'BASE_TYPE_INVALID', message: `expected none with type ${type}` },
    ]);
  return ANSWERS[type](state, pending, data, files);
}

function refuseLate(state: State, pending: Pending): void {
  const late = waited(pending) > state.deadlines.first;
  if (pending.stage === 'expired' || (pending.stage === 'waiting' && late))
    throw unknownInteraction(
      `expected the first answer within ${state.deadlines.first} ms; came after ${Math.round(waited(pending))} ms`,
    );
  if (pending.stage !== 'waiting') throw alreadyAnswered('expected one first answer; came a second');
}

function refuseType(pending: Pending, type: AnswerType): void {
  const fits = allowed(pending);
  if (fits.includes(type)) return;
  const message = `expected ${fits.join(', ')} for an interaction of type ${pending.payload.type}; came ${type}`;
  throw invalidForm([{ path: ['type'], code: 'INTERACTION_APPLICATION_INVALID_RESPONSE_TYPE', message }]);
}

function allowed({ payload, form }: Pending): AnswerType[] {
  if (payload.type === 2) return [4, 5, 9];
  if (payload.type === 3) return [4, 5, 6, 7, 9];
  if (payload.type === 4) return [8];
  return form?.from.payload.type === 3 ? [4, 5, 6, 7] : [4, 5];
}

type AnswerType = 4 | 5 | 6 | 7 | 8 | 9;
type Answerer = (
  state: State,
  pending: Pending,
  data: unknown,
  files: readonly UploadedFile[],
) => CallbackAnswer;

const ANSWERS: Record<AnswerType, Answerer> = {
  4: (state, pending, data, files) => {
    const message = makeAnswer(state, pending, data, files);
    pending.stage = 'answered';
    pending.settle({ kind: 'message', message, waited: waited(pending) });
    return about(pending, { type: 4, message: asDiscord(message) });
  },
  5: (state, pending, data) => {
    const { flags } = data == null ? { flags: 0 } : readBody(deferral, data);
    const message = makeThinking(state, pending, flags ?? 0);
    pending.stage = 'thinking';
    waitOn(state, pending);
    return about(pending, { type: 5, message: asDiscord(message) });
  },
  6: (state, pending, data) => {
    refuseData(data, 'type 6');
    pending.original = originOf(state, pending).id;
    pending.own.add(pending.original);
    pending.stage = 'updating';
    waitOn(state, pending);
    return about(pending, { type: 6 });
  },
  7: (state, pending, data, files) => {
    const message = updateOrigin(state, pending, data, files);
    pending.stage = 'answered';
    pending.settle({ kind: 'updated', message, waited: waited(pending) });
    return about(pending, { type: 7, message: asDiscord(message) });
  },
  8: (_, pending, data) => {
    const choices = checkChoices(data);
    pending.stage = 'answered';
    pending.settle({ kind: 'choices', choices, waited: waited(pending) });
    return about(pending, { type: 8 });
  },
  9: (state, pending, data) => {
    const checked = checkForm(data);
    const form: OpenForm = {
      id: nextId(state),
      data: { ...checked, components: withIds(checked.components) },
      from: pending,
    };
    state.forms.set(form.id, form);
    pending.stage = 'answered';
    pending.settle({ kind: 'form', form: seenForm(form), waited: waited(pending) });
    return about(pending, { type: 9 });
  },
};

function about(
  { payload, original, stage, own }: Pending,
  resource: NonNullable<CallbackAnswer['resource']>,
): CallbackAnswer {
  return {
    interaction: {
      id: payload.id,
      type: payload.type,
      ...(original !== undefined && own.has(original) && { response_message_id: original }),
      ...(stage === 'thinking' && { response_message_loading: true }),
      ...(resource.message && { response_message_ephemeral: hasBit(resource.message.flags, EPHEMERAL) }),
    },
    resource,
  };
}

const callback = z.strictObject({
  type: z.union([z.literal(4), z.literal(5), z.literal(6), z.literal(7), z.literal(8), z.literal(9)]),
  data: z.unknown().optional(),
});
const deferral = z.strictObject({
  flags: z
    .union([z.literal(0), z.literal(EPHEMERAL)], {
      error: `expected 0 or ${EPHEMERAL}: a deferral sets only that`,
    })
    .nullish(),
});
