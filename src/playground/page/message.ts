/** Draws one message: who wrote it, what it says, and what can be done with it. */
import type { APIMessageTopLevelComponent, MessageType } from 'discord-api-types/v10';
import type { SeenMessage } from '../standin/contract.ts';
import { type App, wordingOf } from './app.ts';
import { drawAvatar } from './avatar.ts';
import { drawComponent } from './components.ts';
import { flag } from './discord.ts';
import { make, makeButton, start } from './dom.ts';
import { icon } from './icons.ts';
import { drawMarkdown } from './markdown-draw.ts';
import { drawFile, drawPicture, findMedia } from './media.ts';
import { drawMessageMenu } from './message-menu.ts';
import type { Notice } from './state.ts';
import { drawTime } from './times.ts';

export interface MessageParts {
  message: SeenMessage;
  /** Lines of the page's own that belong below it. */
  notices: readonly Notice[];
  /** Follows closely on one by the same writer: the name is not repeated. */
  follows: boolean;
  /** The command it answers, where the page knows. */
  used: string | undefined;
}

/** Draws a message for the person who looks. */
export function drawMessage(app: App, parts: MessageParts): HTMLElement {
  const { message, notices, follows } = parts;
  const isPrivate = isPrivateMessage(message);
  const body = make(
    'div',
    { class: 'message-body' },
    drawHead(message, app),
    drawContent(message, app),
    message.edited_timestamp === null || isPrivate
      ? undefined
      : make('span', { class: 'edited' }, '(edited)'),
    ...notices.map(drawNotice),
    isPrivate ? drawPrivateMark(message, app) : undefined,
  );
  const classes = ['message', isPrivate ? 'private' : '', follows ? 'follows' : ''].filter(Boolean).join(' ');
  const label = isPrivate
    ? `Private message from ${nameOf(message, app)}`
    : `Message from ${nameOf(message, app)}`;
  return make(
    'article',
    { class: classes, tabindex: -1, 'aria-label': label, 'data-message': message.id },
    drawUsed(parts, app),
    drawAvatar(message.author.id, nameOf(message, app), message.author.bot === true),
    body,
    drawMessageMenu(app, message),
  );
}

/** A line of the page's own: something under way or something that failed. */
export function drawNotice(notice: Notice): HTMLElement {
  const thinking = notice.kind === 'thinking';
  return make('p', { class: `notice ${notice.kind}`, role: thinking ? undefined : 'alert' }, notice.text);
}

export function isPrivateMessage(message: SeenMessage): boolean {
  return message.only_for !== undefined || ((message.flags ?? 0) & flag.private) !== 0;
}

/** True while the bot has only said that it is thinking. */
export function isLoading(message: SeenMessage): boolean {
  return ((message.flags ?? 0) & flag.loading) !== 0;
}

/** The name the writer goes by. */
export function nameOf(message: SeenMessage, { store }: Pick<App, 'store'>): string {
  const person = store.now.view.people.find(one => one.id === message.author.id);
  return person?.name ?? message.author.global_name ?? message.author.username;
}

/** Discord keeps the name of the command off the message, so it is shown only where the page saw it used. */
function drawUsed({ message, used }: MessageParts, app: App): HTMLElement | undefined {
  const user = message.interaction_metadata?.user;
  if (!user || !(message.type === slashAnswer || message.type === menuAnswer)) return undefined;
  const what = used === undefined ? 'a command' : make('strong', {}, used);
  return make('p', { class: 'used' }, icon('reply'), `${wordingOf(app).personName(user.id)} used `, what);
}

function drawHead(message: SeenMessage, app: App): HTMLElement {
  return make(
    'header',
    { class: 'message-head' },
    make('span', { class: 'writer' }, nameOf(message, app)),
    message.author.bot === true ? make('span', { class: 'app-mark' }, 'APP') : undefined,
    drawTime(Date.parse(message.timestamp) / 1000, 'when', wordingOf(app)),
  );
}

function drawContent(message: SeenMessage, app: App): HTMLElement {
  if (isLoading(message)) {
    return make('p', { class: 'notice thinking' }, `${nameOf(message, app)} is thinking…`);
  }
  const components = message.components ?? [];
  const drawing = { message, wording: wordingOf(app), ...handlersFor(message, app) };
  return make(
    'div',
    { class: 'content' },
    message.content === '' ? undefined : drawMarkdown(message.content, drawing.wording),
    ...looseAttachments(message, components),
    ...components.map(part => drawComponent(part, drawing)),
  );
}

/** Attachments that no component speaks of. */
function looseAttachments(message: SeenMessage, components: readonly APIMessageTopLevelComponent[]) {
  const spoken = JSON.stringify(components);
  return message.attachments
    .filter(
      ({ filename, url, id }) =>
        ![`attachment://${filename}`, url, `"${id}"`].some(one => spoken.includes(one)),
    )
    .map(attachment => {
      const media = findMedia({ url: attachment.url }, message);
      const isPicture = attachment.content_type?.startsWith('image/') === true;
      return isPicture ? drawPicture(media, attachment.description) : drawFile(media);
    });
}

function handlersFor(message: SeenMessage, { store, actions }: App) {
  const whileBusy = async (control: HTMLElement, work: () => Promise<unknown>) => {
    if (control.closest('.content')?.querySelector('[aria-busy=true]')) return;
    control.setAttribute('aria-busy', 'true');
    await work();
    control.removeAttribute('aria-busy');
  };
  const to = () => ({ person: store.now.person, message: message.id });
  return {
    press: (customId: string, control: HTMLElement) =>
      start(whileBusy(control, () => actions.perform({ kind: 'press', ...to(), customId }))),
    choose: (customId: string, values: string[], control: HTMLElement) =>
      start(whileBusy(control, () => actions.perform({ kind: 'choose', ...to(), customId, values }))),
  };
}

function drawPrivateMark(message: SeenMessage, { store, actions }: App): HTMLElement {
  const dismiss = makeButton(
    { class: 'dismiss' },
    () => start(actions.perform({ kind: 'dismiss', person: store.now.person, message: message.id })),
    'Dismiss message',
  );
  return make('p', { class: 'private-mark' }, icon('eye'), 'Only you can see this', ' · ', dismiss);
}

const slashAnswer: MessageType.ChatInputCommand = 20;
const menuAnswer: MessageType.ContextMenuCommand = 23;
