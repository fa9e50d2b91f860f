import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
} from 'discord.js';
import type { Log } from '../core/ports.ts';
import type { Reply } from '../core/reply.ts';
import { within } from '../router/deadline.ts';
import type { Pending, Router } from '../router/router.ts';
import { described, harmless } from './errors.ts';
import type { MessageBody } from './payload.ts';
import { renderMessage } from './render.ts';
import { renderChoices, renderForm } from './render-form.ts';
import { callerOf, toRequest } from './request.ts';

/** The three things an answer to an interaction is made of, whatever carries them. */
export interface AnswerPort {
  callback(interaction: APIInteraction, response: APIInteractionResponse, files: RawFile[]): Promise<void>;
  edit(interaction: APIInteraction, body: MessageBody, files: RawFile[]): Promise<void>;
  remove(interaction: APIInteraction): Promise<void>;
}

export interface Responder {
  router: Router;
  port: AnswerPort;
  log: Log;
  /** After how many milliseconds an answer is deferred; Discord waits 3,000 for the first word. */
  deferAfter?: number;
}

/** Answers one interaction. Never rejects: what fails is logged, unless it is on the list of harmless errors. */
export async function respond(responder: Responder, interaction: APIInteraction): Promise<void> {
  try {
    await answer(responder, interaction);
  } catch (error) {
    const why = harmless(error);
    if (why) responder.log.info({ why }, 'An answer was not needed any more');
    else responder.log.error(described(error), 'An answer could not be sent');
  }
}

async function answer(responder: Responder, interaction: APIInteraction): Promise<void> {
  const request = toRequest(interaction);
  if (!request) {
    responder.log.warn({ type: interaction.type }, 'An interaction of a kind that was never registered');
    return;
  }
  const pending = responder.router.answer(request);
  if (pending.answers === 'form' || pending.answers === 'choices') {
    return send(responder, interaction, pending, await pending.reply);
  }
  const inTime: Promise<Reply | undefined> = pending.reply;
  const reply = await within(inTime, responder.deferAfter ?? deferAfterMs, () => undefined);
  if (reply !== undefined) return send(responder, interaction, pending, reply);
  await responder.port.callback(interaction, deferral(pending), []);
  await finish(responder, interaction, await pending.reply);
}

async function send(
  responder: Responder,
  interaction: APIInteraction,
  pending: Pending,
  reply: Reply,
): Promise<void> {
  const { response, files } = rendered(responder, interaction, pending, reply);
  await responder.port.callback(interaction, response, files);
  if (reply.kind === 'remove') await remove(responder, interaction);
}

/** After a deferral the answer goes where "thinking" stands, or into the message with the button. */
async function finish(responder: Responder, interaction: APIInteraction, reply: Reply): Promise<void> {
  if (reply.kind === 'remove') return remove(responder, interaction);
  if (reply.kind !== 'card' && reply.kind !== 'plain') {
    throw new Error(`Expected a card or a line after a deferral, got ${reply.kind}.`);
  }
  const { body, files } = messageOf(responder, interaction, reply);
  await responder.port.edit(interaction, body, files);
}

/** Where Discord cannot delete the card, its words are taken away instead. */
async function remove({ port, router, log }: Responder, interaction: APIInteraction): Promise<void> {
  try {
    await port.remove(interaction);
  } catch (error) {
    if (harmless(error)) return;
    log.warn(described(error), 'A card could not be deleted and is blanked');
    const { body, files } = renderMessage(router.blank(callerOf(interaction as Answerable)));
    await port.edit(interaction, body, files);
  }
}

function rendered(responder: Responder, interaction: APIInteraction, pending: Pending, reply: Reply) {
  if (reply.kind === 'remove') {
    return { response: { type: InteractionResponseType.DeferredMessageUpdate } as const, files: [] };
  }
  if (reply.kind === 'form') {
    return { response: { type: InteractionResponseType.Modal, data: renderForm(reply) } as const, files: [] };
  }
  if (reply.kind === 'choices') {
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult as const;
    return { response: { type, data: renderChoices(reply.choices) }, files: [] };
  }
  const updates = pending.answers === 'update';
  const flags = !updates && pending.audience === 'private' ? MessageFlags.Ephemeral : 0;
  const { body, files } = messageOf(responder, interaction, reply, flags);
  const type = updates
    ? InteractionResponseType.UpdateMessage
    : InteractionResponseType.ChannelMessageWithSource;
  return { response: { type, data: body } as APIInteractionResponse, files };
}

/** A reply that breaks a limit of Discord's is a bug; the person still gets an answer. */
function messageOf(
  { router }: Responder,
  interaction: APIInteraction,
  reply: Reply & { kind: 'card' | 'plain' },
  flags = 0,
) {
  try {
    return renderMessage(reply, flags);
  } catch (error) {
    return renderMessage(router.sorry(callerOf(interaction as Answerable), error), flags);
  }
}

function deferral({ answers, audience }: Pending): APIInteractionResponse {
  if (answers !== 'new') return { type: InteractionResponseType.DeferredMessageUpdate };
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(audience === 'private' && { data: { flags: MessageFlags.Ephemeral } }),
  };
}

type Answerable = Parameters<typeof callerOf>[0];

const deferAfterMs = 1500;
