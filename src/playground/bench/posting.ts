import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { UploadedFile } from '../standin/api.ts';
import type { ServedWorld } from '../standin/world.ts';
import type { Stopwatch } from './load.ts';

/** Posts signed interactions as Discord does. */
export interface Posting {
  /** 64 hexadecimal digits. */
  publicKey: string;
  /** Posts whatever people do from now on to this port of 127.0.0.1. */
  start(world: ServedWorld, stopwatch: Stopwatch, port: number): void;
}

export function createPosting(): Posting {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  // Shorter than node:http keeps a silent connection, so that none is used that is being closed.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });
  const post = async (port: number, body: string): Promise<IncomingMessage> => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
      'x-signature-timestamp': timestamp,
    };
    const posted = request({ host: '127.0.0.1', port, method: 'POST', path: '/', agent, headers });
    posted.end(body);
    const [response] = (await once(posted, 'response')) as [IncomingMessage];
    return response;
  };
  return {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex'),
    start(world, stopwatch, port) {
      world.connect((event, payload) => {
        if (event === 'INTERACTION_CREATE') void exchange(payload);
      });
      const exchange = async (interaction: { id: string; token: string }) => {
        const response = await whole(await post(port, JSON.stringify(interaction)));
        stopwatch.answered(interaction.id);
        const { body, files } = await answerIn(response);
        world.answer(interaction.id, interaction.token, body, files);
      };
    },
  };
}

async function whole(response: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk as Uint8Array);
  if (response.statusCode !== 200)
    throw new Error(`Expected an answer, came the status ${response.statusCode}.`);
  return new Response(Buffer.concat(chunks), {
    headers: { 'content-type': response.headers['content-type'] ?? '' },
  });
}

/** JSON, or a form with the JSON and its files. */
async function answerIn(response: Response): Promise<{ body: unknown; files: UploadedFile[] }> {
  if (response.headers.get('content-type')?.startsWith('application/json'))
    return { body: await response.json(), files: [] };
  const form = await response.formData();
  const body = form.get('payload_json');
  if (typeof body !== 'string') throw new Error('Expected payload_json in the form, came none.');
  const files = [...form.values()].flatMap(value => (typeof value === 'string' ? [] : [value]));
  return {
    body: JSON.parse(body),
    files: await Promise.all(
      files.map(async file => ({ name: file.name, data: new Uint8Array(await file.arrayBuffer()) })),
    ),
  };
}
