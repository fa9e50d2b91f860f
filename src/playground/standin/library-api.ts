import { Hono } from 'hono';
import { type Preview, WantedError } from '../preview/preview.ts';

/**
 * What the page of all words asks: `GET /?language=&country=`, `GET /check` for what the content check says, `GET /version`, which changes
 * when either does, and `GET /pictures/:file`. Paths start behind `/playground/library`.
 */
export function createLibraryApi(preview: Preview | undefined): Hono {
  const app = new Hono();
  if (!preview)
    return app.all('*', context => context.json({ error: 'This stand-in has no words to show.' }, 404));
  app.use(async (context, next) => {
    if (preview.version() === undefined) return context.json({ error: 'Steady is still starting.' }, 503);
    return next();
  });
  app.get('/', async context => {
    const { language = 'en', country } = context.req.query();
    return context.json(await preview.view({ language, country: country || undefined }));
  });
  app.get('/check', async context => context.json(await preview.check()));
  app.get('/version', context => context.json({ version: preview.version() }));
  app.get('/pictures/:file', context => {
    const data = preview.picture(context.req.query('language') ?? 'en', context.req.param('file'));
    if (!data) return context.notFound();
    return context.body(new Uint8Array(data), 200, {
      'content-type': 'image/gif',
      'x-content-type-options': 'nosniff',
    });
  });
  app.onError((error, context) => {
    if (error instanceof WantedError) return context.json({ error: error.message }, 404);
    throw error;
  });
  return app;
}
