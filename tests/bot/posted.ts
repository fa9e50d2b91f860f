import { generateKeyPairSync, sign } from 'node:crypto';
import type { Clock } from '../../src/core/ports.ts';
import type { ServedWorld } from '../../src/playground/standin/world.ts';

const { publicKey: key, privateKey } = generateKeyPairSync('ed25519');

/** By which an endpoint knows what this Discord posts: 64 hexadecimal digits. */
export const publicKey = Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

/** What Discord sends with a body it posts. */
export function signedHeaders(body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  return {
    'content-type': 'application/json',
    'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
    'x-signature-timestamp': timestamp,
  };
}

/** Posts the interactions of a world to an endpoint, as Discord does, and takes what comes back for the first answer. */
export function postTo(world: ServedWorld, clock: Clock, port: () => number): () => Promise<void> {
  const posting = new Set<Promise<void>>();
  const disconnect = world.connect((event, payload) => {
    if (event !== 'INTERACTION_CREATE') return;
    const { id, token } = payload as { id: string; token: string };
    const body = JSON.stringify(payload);
    const posted = fetch(`http://127.0.0.1:${port()}/`, {
      method: 'POST',
      headers: signedHeaders(body, clock.now()),
      body,
    })
      .then(response => answered(world, id, token, response))
      .finally(() => posting.delete(posted));
    posting.add(posted);
  });
  return async () => {
    disconnect();
    await Promise.all(posting);
  };
}

async function answered(world: ServedWorld, id: string, token: string, response: Response): Promise<void> {
  if (response.status !== 200) throw new Error(`expected an answer, came the status ${response.status}`);
  if (response.headers.get('content-type')?.startsWith('application/json')) {
    world.answer(id, token, await response.json());
    return;
  }
  const form = await response.formData();
  const files = [...form].flatMap(([, value]) => (value instanceof File ? [value] : []));
  const uploads = files.map(async file => ({
    name: file.name,
    data: new Uint8Array(await file.arrayBuffer()),
  }));
  world.answer(id, token, JSON.parse(form.get('payload_json') as string), await Promise.all(uploads));
}
