import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type DecipherGCM,
  randomBytes,
} from 'node:crypto';

/** Where a sealed text belongs: the field of one record of one collection. */
export interface SealPlace {
  collection: string;
  id: string;
  field: string;
}

/** Closes and opens single fields. */
export interface Seal {
  /** Text that only the same place opens again: key id, nonce and ciphertext. */
  close(place: SealPlace, plain: string): string;
  /** @throws UnreadableError when it was changed, moved, or its key is gone. */
  open(place: SealPlace, sealed: string): string;
  /** True unless it was closed with the current key (for reseal). */
  isOld(sealed: string): boolean;
}

/** Something kept cannot be read; the message says why and holds nothing of it, nor of a key. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';
}

/**
 * A seal that closes with the first key and opens with all of them; each has 32 bytes.
 * @throws RangeError for no key, one of another length, and one that comes twice.
 */
export function createSeal(keys: readonly Uint8Array[]): Seal {
  const wrong = keys.find(key => key.length !== keyBytes);
  if (wrong) throw new RangeError(`Expected keys of ${keyBytes} bytes, got one of ${wrong.length}.`);
  const rings = keys.map(key => ({ id: keyId(key), key: createSecretKey(key) }));
  const byId = new Map(rings.map(ring => [ring.id, ring.key]));
  const [current] = rings;
  if (!current) throw new RangeError('Expected at least one key, got none.');
  if (byId.size < rings.length) throw new RangeError('Expected every key once, got one of them twice.');
  return {
    close(place, plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(associated(place, current.id));
      // As JSON, because UTF-8 alone would lose half a character that was cut in two.
      const hidden = Buffer.concat([cipher.update(JSON.stringify(plain), 'utf8'), cipher.final()]);
      const body = Buffer.concat([nonce, hidden, cipher.getAuthTag()]);
      return `${version}.${current.id}.${body.toString('base64url')}`;
    },
    open(place, sealed) {
      const { id, nonce, hidden, tag } = partsOf(sealed);
      const key = byId.get(id);
      if (!key) throw new UnreadableError(`The key it was closed with (${id}) is missing.`);
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associated(place, id)).setAuthTag(tag);
      const opened = decipher.update(hidden, undefined, 'utf8');
      return JSON.parse(opened + proven(decipher)) as string;
    },
    isOld: sealed => !sealed.startsWith(`${version}.${current.id}.`),
  };
}

/** Names a key without telling it: the first 4 bytes of its SHA-256, as base64url. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update(key).digest().subarray(0, 4).toString('base64url');
}

/** What a sealed text is tied to. As JSON, so that no two places give the same bytes. */
function associated({ collection, id, field }: SealPlace, key: string): Buffer {
  return Buffer.from(JSON.stringify([version, key, collection, id, field]), 'utf8');
}

/** The rest of the text, if it is the one that was closed here. */
function proven(decipher: DecipherGCM): string {
  try {
    return decipher.final('utf8');
  } catch (error) {
    throw new UnreadableError('It was changed, or moved here from somewhere else.', { cause: error });
  }
}

function partsOf(sealed: string): { id: string; nonce: Buffer; hidden: Buffer; tag: Buffer } {
  const [, id = '', written = ''] = form.exec(sealed) ?? [];
  const body = Buffer.from(written, 'base64url');
  // Node decodes leniently: the same bytes written otherwise are a change too.
  if (body.length < nonceBytes + tagBytes || body.toString('base64url') !== written) {
    throw new UnreadableError('It was changed: it no longer has the form of a sealed text.');
  }
  return {
    id,
    nonce: body.subarray(0, nonceBytes),
    hidden: body.subarray(nonceBytes, -tagBytes),
    tag: body.subarray(-tagBytes),
  };
}

const algorithm = 'aes-256-gcm';
const version = 's1';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const form = /^s1\.([\w-]{6})\.([\w-]+)$/;
