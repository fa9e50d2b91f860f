import { join } from 'node:path';
import { commandsFolder } from '../../app.ts';
import { packageRoot } from '../../core/package-root.ts';
import { loadLibrary } from '../../library/load.ts';
import type { Words } from '../../library/schema.ts';
import type { NudgeContents } from '../../nudges/content.ts';
import { loadCommands, nudgeContents } from '../../router/registry.ts';

/** What the bot says, as it says it to everybody. */
export interface Material {
  contents: NudgeContents;
  words: (locale: string) => Words;
}

/** Reads content/ and the commands: once is enough for any number of runs. */
export async function loadMaterial(): Promise<Material> {
  const library = await loadLibrary(join(packageRoot(import.meta.url), 'content'));
  return {
    contents: nudgeContents(await loadCommands(commandsFolder)),
    words: locale => library.words(locale),
  };
}
