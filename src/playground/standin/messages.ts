import type { APIAttachment, APIMessage, APIUser } from 'discord-api-types/v10';
import type { UploadedFile } from './api.ts';
import type { Part } from './check/components.ts';
import { entryOf } from './check/files.ts';
import type { CheckedBody } from './check/message.ts';
import type { Place, SeenMessage } from './contract.ts';
import { copied } from './copied.ts';
import { withIds, withMedia } from './drawn.ts';
import { COMPONENTS_V2, EPHEMERAL } from './flags.ts';
import { contentTypeOf, sizeOf } from './pictures.ts';
import { audience, nextId, type State, tell } from './state.ts';

/** What a message is beside its body. */
export interface NewMessage {
  place: Place;
  author: APIUser;
  onlyFor?: string;
  more?: Partial<APIMessage>;
}

/** Makes a message of a checked body, keeps it and tells everyone who sees it. */
export function makeMessage(
  state: State,
  about: NewMessage,
  body: CheckedBody,
  files: readonly UploadedFile[] = [],
): SeenMessage {
  const id = nextId(state);
  const attachments = keepFiles(state, about.place.id, body, files);
  const message: SeenMessage = {
    id,
    type: 0,
    channel_id: about.place.id,
    author: about.author,
    content: body.content ?? '',
    timestamp: new Date(state.clock.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments,
    embeds: [],
    pinned: false,
    flags: body.flags ?? 0,
    components: drawn(body.components ?? [], attachments),
    ...(body.nonce !== undefined && { nonce: body.nonce }),
    ...about.more,
    ...(about.onlyFor !== undefined && { only_for: about.onlyFor }),
  };
  state.messages.add(message);
  tell(state, { kind: 'message', message }, audience(state, message));
  if (about.place.kind === 'own-dm' && about.onlyFor === undefined) tellBots(state, message);
  return message;
}

function tellBots({ overhearing, links }: State, message: SeenMessage): void {
  for (const overhear of overhearing) overhear('MESSAGE_CREATE', asDiscord(message));
  for (const { dispatch } of links) dispatch('MESSAGE_CREATE', asDiscord(message));
}

/** Changes what the body names and leaves the rest. Filling in a "thinking" message is no edit. */
export function changeMessage(
  state: State,
  before: SeenMessage,
  body: CheckedBody,
  files: readonly UploadedFile[],
  options: { fill?: boolean } = {},
): SeenMessage {
  const listed = body.attachments?.map(({ id }) => id);
  const kept = before.attachments.filter(({ id }) => listed === undefined || listed.includes(id));
  const attachments = [...kept, ...keepFiles(state, before.channel_id, body, files)];
  const keptFlags = (before.flags ?? 0) & (EPHEMERAL | COMPONENTS_V2);
  const message: SeenMessage = {
    ...before,
    attachments,
    flags: (body.flags ?? 0) | keptFlags,
    ...(body.content !== undefined && { content: body.content ?? '' }),
    ...(body.components !== undefined && { components: drawn(body.components, attachments) }),
    edited_timestamp: options.fill ? null : new Date(state.clock.now()).toISOString(),
  };
  state.messages.change(message);
  state.changes.set(message.id, [...(state.changes.get(message.id) ?? []), performance.now()]);
  if (!state.messages.get(message.id)?.dismissed)
    tell(state, { kind: 'edited', message }, audience(state, message));
  return message;
}

/** Takes a message away for everyone. */
export function removeMessage(state: State, message: SeenMessage): void {
  state.messages.remove(message.id);
  state.changes.delete(message.id);
  tell(state, { kind: 'deleted', place: message.channel_id, message: message.id }, audience(state, message));
}

/** What the bot gets to read: a message without the stand-in's own field. */
export function asDiscord(message: SeenMessage): APIMessage {
  const { only_for: _, ...rest } = message;
  return copied(rest);
}

function drawn(
  components: readonly Part[],
  attachments: readonly APIAttachment[],
): NonNullable<APIMessage['components']> {
  return withMedia(withIds(components), attachments);
}

function keepFiles(
  state: State,
  channel: string,
  body: CheckedBody,
  files: readonly UploadedFile[],
): APIAttachment[] {
  return files.map((file, index) => {
    const id = nextId(state);
    const described = entryOf(file, index, body.attachments);
    const name = described?.filename ?? file.name;
    const contentType = contentTypeOf(name);
    const path = `${channel}/${id}/${name}`;
    state.files.set(path, { name, contentType, data: file.data });
    const url = `${state.filesUrl}/${path}`;
    return {
      id,
      filename: name,
      size: file.data.byteLength,
      url,
      proxy_url: url,
      content_type: contentType,
      ...sizeOf(file.data),
      ...(described?.description !== undefined && { description: described.description }),
    };
  });
}
