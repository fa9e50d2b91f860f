/**
 * What Steady is measured beside over HTTP: an endpoint as Discord's tutorial has it, on nothing but node:http, which answers /ping. No part
 * of Steady, and not started by it.
 */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const x = Buffer.from(process.env.DISCORD_PUBLIC_KEY ?? '', 'hex').toString('base64url');
const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const timestamp = String(request.headers['x-signature-timestamp']);
    const signature = Buffer.from(String(request.headers['x-signature-ed25519']), 'hex');
    if (!verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature)) {
      response.writeHead(401).end('invalid request signature');
      return;
    }
    const interaction = JSON.parse(body.toString()) as { type: number };
    const answer = interaction.type === 1 ? { type: 1 } : { type: 4, data: { content: 'Pong!' } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});

server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`Ready on ${(server.address() as AddressInfo).port}`);
});
