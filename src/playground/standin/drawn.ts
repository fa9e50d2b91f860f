import type { APIAttachment, APIMessage } from 'discord-api-types/v10';

/** Components as Discord hands them back: numbered in reading order from 1, without the nulls that were sent. */
export function withIds<T>(components: readonly T[]): T[] {
  const taken = new Set(numbersIn(components));
  let last = 0;
  const number = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    const own = 'type' in value ? { type: value.type, id: value.id || number() } : {};
    const rest = Object.entries(value).filter(([key, inner]) => inner !== null && !(key in own));
    return { ...own, ...Object.fromEntries(rest.map(([key, inner]) => [key, walk(inner)])) };
  };
  return components.map(part => walk(part) as T);
}

/** Puts the address of each attached file where components name it. */
export function withMedia(
  components: readonly unknown[],
  attachments: readonly APIAttachment[],
): NonNullable<APIMessage['components']> {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    const attached = attachments.find(({ filename }) => value.url === `attachment://${filename}`);
    if (attached) return mediaOf(attached);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return components.map(walk) as NonNullable<APIMessage['components']>;
}

function mediaOf(attachment: APIAttachment): object {
  const { id, url, proxy_url, width = 0, height = 0, content_type } = attachment;
  return { url, proxy_url, width, height, content_type, attachment_id: id, loading_state: LOADED };
}

function numbersIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  if (!isRecord(value)) return [];
  const own = typeof value.id === 'number' && 'type' in value && value.id !== 0 ? [value.id] : [];
  return [...own, ...Object.values(value).flatMap(numbersIn)];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LOADED = 2;
