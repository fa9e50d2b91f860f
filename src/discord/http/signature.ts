import { createPublicKey, verify } from 'node:crypto';

/** Whether a request was signed by Discord, by its two headers and its body as it came. */
export type Verifier = (signature: string, timestamp: string, body: Uint8Array) => boolean;

/** Checks Ed25519 signatures against the application's public key, 64 hexadecimal digits. @throws Error where it is no key. */
export function createVerifier(publicKey: string): Verifier {
  if (!/^[0-9a-f]{64}$/i.test(publicKey))
    throw new Error(`Expected a public key of 64 hexadecimal digits, got ${publicKey.length} characters.`);
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return (signature, timestamp, body) => {
    if (!/^[0-9a-f]{128}$/i.test(signature)) return false;
    const signed = Buffer.concat([Buffer.from(timestamp, 'utf8'), body]);
    return verify(null, signed, key, Buffer.from(signature, 'hex'));
  };
}
