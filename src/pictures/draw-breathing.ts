/** Draws every animation in content/media again from the parameters beside it. Run by `npm run pictures`. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { drawBreathing, readBreathing } from './breathing.ts';

const media = join(packageFolder(import.meta.dirname), 'content', 'media');
for (const name of (await readdir(media)).filter(name => name.endsWith('.yaml')).sort()) {
  const gif = drawBreathing(readBreathing(await readFile(join(media, name), 'utf8'), name));
  const file = `${basename(name, '.yaml')}.gif`;
  await writeFile(join(media, file), gif);
  console.log(`${file}: ${Math.ceil(gif.length / 1000)} kB`);
}

function packageFolder(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('expected a package.json above the script, came none');
  return packageFolder(above);
}
