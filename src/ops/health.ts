import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeptMetrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

/** What is served of the health of this process. */
export interface HealthParts {
  port: number;
  host: string;
  /** Of one check alone where it is named; without a line where there is no such check. */
  readiness: (only?: string) => Promise<Readiness>;
  metrics: Pick<KeptMetrics, 'text' | 'contentType'>;
}

export interface Health {
  port: number;
  stop(): Promise<void>;
}

/** It cannot be served where the settings say. Its message is one sentence for the operator. */
export class HealthError extends Error {
  override name = 'HealthError';
}

/** Serves /livez, /readyz, /readyz/ and the name of a check, and /metrics. @throws HealthError */
export async function serveHealth({ port, host, ...parts }: HealthParts): Promise<Health> {
  const server = createServer({ requestTimeout: patienceMs, headersTimeout: patienceMs }, answering(parts));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new HealthError(refusal(error, port, host), { cause: error });
  }
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

type Served = Pick<HealthParts, 'readiness' | 'metrics'>;
interface Answer {
  status: number;
  type?: string;
  text: string;
}

function answering(parts: Served): RequestListener {
  return ({ method, url = '' }, response) => {
    const send = ({ status, type = 'text/plain; charset=utf-8', text }: Answer) => {
      const allow = status === 405 && { Allow: 'GET' };
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...allow }).end(text);
    };
    answer(parts, method, url.replace(/\?.*/s, '')).then(send, () => send({ status: 500, text: 'failed\n' }));
  };
}

async function answer({ readiness, metrics }: Served, method = '', path: string): Promise<Answer> {
  const only = /^\/readyz\/([a-z]+)$/.exec(path)?.[1];
  if (!paths.includes(path) && only === undefined) return notFound;
  if (method !== 'GET') return { status: 405, text: 'GET only\n' };
  if (path === '/livez') return { status: 200, text: 'ok\n' };
  if (path === '/metrics') return { status: 200, type: metrics.contentType, text: await metrics.text() };
  const { ready, lines } = await readiness(only);
  if (lines.length === 0) return notFound;
  return { status: ready ? 200 : 503, text: `${lines.join('\n')}\n` };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function refusal(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `HEALTH_PORT: expected a free port, got ${port}, which is in use.`;
  if (code === 'EACCES') return `HEALTH_PORT: expected a port this process may open, got ${port}.`;
  return `HEALTH_HOST: expected an address of this machine, got ${host} (${String(code)}).`;
}

const notFound = { status: 404, text: 'not found\n' };
const paths = ['/livez', '/readyz', '/metrics'];
const patienceMs = 5_000;
