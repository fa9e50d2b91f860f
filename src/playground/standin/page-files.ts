import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { ServedWorld } from './world.ts';

export interface PageOptions {
  /** Holds index.html, and the style sheets and drawings. */
  pageDir?: string;
  /** Holds the page's compiled modules. */
  moduleDir?: string;
}

/** Serves the page and the one of all words: `/`, `/library`, `/page/*`, and the files people and the bot sent under `/attachments`. */
export function createPageFiles(
  world: ServedWorld,
  { pageDir, moduleDir }: PageOptions,
  port: () => number,
): Hono {
  const app = new Hono();
  app.get('/', context => sendFile(context, pageDir, 'index.html', port()));
  app.get('/library', context => sendFile(context, pageDir, 'library.html', port()));
  app.get('/page/:name', context => {
    const name = context.req.param('name');
    if (!PLAIN_NAME.test(name)) return context.notFound();
    return sendFile(context, /\.js(\.map)?$/.test(name) ? moduleDir : pageDir, name, port());
  });
  app.get('/attachments/:channel/:id/:name', context => {
    const { channel, id, name } = context.req.param();
    const file = world.file(`${channel}/${id}/${name}`);
    if (!file) return context.notFound();
    const isPicture = file.contentType.startsWith('image/');
    return context.body(new Uint8Array(file.data), 200, {
      'content-type': file.contentType,
      'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename="${file.name}"`,
      'x-content-type-options': 'nosniff',
    });
  });
  return app;
}

async function sendFile(
  context: Context,
  dir: string | undefined,
  name: string,
  port: number,
): Promise<Response> {
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
  if (dir === undefined || type === undefined) return context.notFound();
  try {
    const data = await readFile(join(dir, name));
    return context.body(new Uint8Array(data), 200, { ...headers(port), 'content-type': type });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return context.notFound();
    throw error;
  }
}

/** The page loads nothing from elsewhere, and nothing else may frame it. */
function headers(port: number): Record<string, string> {
  const hosts = `127.0.0.1:${port} localhost:${port}`.split(' ');
  const policy = [
    "default-src 'self'",
    `img-src 'self' data: ${hosts.map(host => `http://${host}`).join(' ')}`,
    `connect-src 'self' ${hosts.map(host => `ws://${host}`).join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}

/** One name, no folders: nothing outside the two folders can be asked for. */
const PLAIN_NAME = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/;
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  js: 'text/javascript; charset=utf-8',
  map: 'application/json',
};
