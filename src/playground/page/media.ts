/** Draws pictures and files, and finds the attachment a component speaks of. */
import type { APIUnfurledMediaItem } from 'discord-api-types/v10';
import type { SeenMessage } from '../standin/contract.ts';
import { make, makeButton } from './dom.ts';
import { icon } from './icons.ts';

export interface Media {
  address: string;
  name: string;
  /** Bytes, where known. */
  size: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
}

/** Where a component's media lies: an address, or the attachment that `attachment://name` means. */
export function findMedia(item: APIUnfurledMediaItem, message: SeenMessage): Media {
  const wanted = /^attachment:\/\/(.+)$/.exec(item.url)?.[1];
  const attachment = message.attachments.find(
    one => one.filename === wanted || one.url === item.url || one.id === item.attachment_id,
  );
  const address = attachment?.url ?? item.url;
  return {
    address,
    name: attachment?.filename ?? wanted ?? lastPart(address),
    size: attachment?.size,
    width: item.width ?? attachment?.width ?? undefined,
    height: item.height ?? attachment?.height ?? undefined,
  };
}

/** A picture with its alt text, which can also be shown beside it. */
export function drawPicture(media: Media, alt: string | null | undefined): HTMLElement {
  const picture = make('img', {
    src: media.address,
    alt: alt ?? '',
    width: media.width,
    height: media.height,
    loading: 'lazy',
  });
  if (!alt) return make('figure', { class: 'picture' }, picture);
  const caption = make('figcaption', { hidden: true }, alt);
  const toggle: HTMLButtonElement = makeButton(
    { class: 'alt-toggle', 'data-tool': true, 'aria-expanded': 'false', 'aria-label': 'Show the alt text' },
    () => {
      caption.hidden = !caption.hidden;
      toggle.setAttribute('aria-expanded', String(!caption.hidden));
      toggle.setAttribute('aria-label', caption.hidden ? 'Show the alt text' : 'Hide the alt text');
    },
    'ALT',
  );
  return make(
    'figure',
    { class: 'picture' },
    make('div', { class: 'picture-frame' }, picture, toggle),
    caption,
  );
}

/** A file to download. */
export function drawFile(media: Media): HTMLElement {
  const size =
    media.size === undefined ? undefined : make('span', { class: 'file-size' }, saySize(media.size));
  return make(
    'a',
    { class: 'file', href: media.address, download: media.name },
    icon('file'),
    make('span', { class: 'file-name' }, media.name),
    size,
  );
}

function saySize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function lastPart(address: string): string {
  return address.split(/[?#]/)[0]?.split('/').at(-1) || 'file';
}
