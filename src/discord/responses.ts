import { type APIInteractionResponse, InteractionResponseType, MessageFlags, type RawFile } from 'discord.js';
import type { Reply } from '../core/reply.ts';
import type { Pending } from '../router/router.ts';
import { renderMessage } from './render.ts';
import { renderChoices, renderForm } from './render-form.ts';

type Manner = Pick<Pending, 'answers' | 'audience'>;

/**
 * The first answer to an interaction, as Discord takes it.
 * @throws Error that names the limit of Discord's that is exceeded.
 */
export function responseTo(
  manner: Manner,
  reply: Reply,
): { response: APIInteractionResponse; files: RawFile[] } {
  switch (reply.kind) {
    case 'remove':
      return { response: { type: InteractionResponseType.DeferredMessageUpdate }, files: [] };
    case 'form':
      return { response: { type: InteractionResponseType.Modal, data: renderForm(reply) }, files: [] };
    case 'choices': {
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      return { response: { type, data: renderChoices(reply.choices) }, files: [] };
    }
    case 'board':
      throw new Error(
        'Expected an answer that changes a board in its own time, got a board as a first answer.',
      );
    default: {
      const isUpdate = manner.answers === 'update' && !isAside(reply);
      const isPrivate = manner.audience === 'private' || isAside(reply);
      const { body, files } = renderMessage(reply, !isUpdate && isPrivate ? MessageFlags.Ephemeral : 0);
      const type = isUpdate
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource;
      return { response: { type, data: body } as APIInteractionResponse, files };
    }
  }
}

/** What is said at once when the answer takes longer. Whether it is private is fixed here. */
export function deferral({ answers, audience }: Manner): APIInteractionResponse {
  if (answers !== 'new') return { type: InteractionResponseType.DeferredMessageUpdate };
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    ...(audience === 'private' && { data: { flags: MessageFlags.Ephemeral } }),
  };
}

export const isAside = (reply: Reply) => reply.kind === 'card' && reply.aside === true;
