import type { APIAttachment, APIMessage } from 'discord-api-types/v10';

/** Components as Discord hands them back: numbered in reading order from 1, without the nulls that were sent. */
export function withIds<T>(components: readonly T[]): T[] {
  const taken = new Set<number>();
  for (const part of components) noteNumbers(part, taken);
  let last = 0;
  const number = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    const drawn: Record<string, unknown> =
      'type' in value ? { type: value.type, id: value.id || number() } : {};
    for (const [key, inner] of Object.entries(value))
      if (inner !== null && !(key in drawn)) drawn[key] = walk(inner);
    return drawn;
  };
  return components.map(part => walk(part) as T);
}

/** Puts the address of each attached file where components name it. */
export function withMedia(
  components: readonly unknown[],
  attachments: readonly APIAttachment[],
): NonNullable<APIMessage['components']> {
  if (attachments.length === 0) return [...components] as NonNullable<APIMessage['components']>;
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

function noteNumbers(value: unknown, taken: Set<number>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('id' in value && typeof value.id === 'number' && 'type' in value && value.id !== 0) taken.add(value.id);
  for (const inner of Object.values(value)) noteNumbers(inner, taken);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LOADED = 2;
