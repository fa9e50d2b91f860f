import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../core/package-root.ts';
import { runBackup, runRestore } from './backup.ts';

/** `npm run backup` and `npm run restore`. */
const root = packageRoot(import.meta.url);
const file = join(root, '.env');
const [act, ...args] = process.argv.slice(2);
process.exitCode = await (act === 'restore' ? runRestore : runBackup)({
  env: process.env,
  envFile: existsSync(file) ? { path: '.env', text: readFileSync(file, 'utf8') } : undefined,
  root,
  args,
  // npm runs its scripts in the package's folder, and says here where it was called.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  now: () => new Date(),
  say: console.log,
});
