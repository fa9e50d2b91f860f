import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { packageRoot } from '../core/package-root.ts';
import { runDoctor } from './doctor.ts';

/** `npm run doctor`: looks at everything, changes nothing, and ends with 1 where something is wrong. */
const root = packageRoot(import.meta.url);
const file = join(root, '.env');
process.exitCode = await runDoctor({
  readConfig: () =>
    readConfig(
      process.env,
      existsSync(file) ? { path: '.env', text: readFileSync(file, 'utf8') } : undefined,
    ),
  root,
  commandsFolder: fileURLToPath(new URL('../../commands', import.meta.url)),
  now: () => Date.now(),
  say: console.log,
});
