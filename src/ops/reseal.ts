import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import { kinds } from '../people/kinds.ts';
import { type AnyKind, runReseal } from './resealing.ts';

/** `npm run reseal`, with Steady stopped: closes everything sealed with the current key. Ends with 1 when something could not be read. */
const root = packageRoot(import.meta.url);
const file = join(root, '.env');
process.exitCode = await runReseal({
  env: process.env,
  envFile: existsSync(file) ? { path: '.env', text: readFileSync(file, 'utf8') } : undefined,
  root,
  kinds: Object.values(kinds) as readonly unknown[] as AnyKind[],
  say: console.log,
});
