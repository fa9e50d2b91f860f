import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import { buildContent } from './build.ts';

/** The end of `npm run build`. */
await buildContent(join(packageRoot(import.meta.url), 'content'));
