import { join } from 'node:path';
import { packageRoot } from '../../core/package-root.ts';
import { checkContent } from './check.ts';
import { passes, reportLines } from './table.ts';

/** `npm run content`: prints what the check found and ends with 1 when a rule is broken or there was nothing to look at. */
const report = await checkContent(join(packageRoot(import.meta.url), 'content'), {
  today: new Date().toISOString().slice(0, 10),
});
for (const line of reportLines(report)) console.log(line);
if (!passes(report)) process.exitCode = 1;
