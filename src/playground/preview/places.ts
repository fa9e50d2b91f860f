import type { Yaml } from '../../library/document.ts';
import type { Tree } from '../../library/tree.ts';
import type { Place } from './contract.ts';

/** Finds the file and line of a text in the content of one language. */
export interface Places {
  /** A file of the language, or the English one where it has none; `keys` lead to a value in it. */
  of(path: string, keys?: readonly PropertyKey[]): Place;
  /** The same for one value of many: English where the language's own file lacks it. */
  ofOne(path: string, keys: readonly PropertyKey[]): Place;
  /** A file that all languages share. */
  shared(path: string, keys: readonly PropertyKey[]): Place;
}

export function createPlaces(tree: Tree, language: string): Places {
  const yamlOf = (path: string): Yaml => {
    const [label, text] = [tree.label(path), tree.texts.get(path) ?? ''];
    return path.endsWith('.md')
      ? tree.documents.markdown(label, text, []).front
      : tree.documents.yaml(label, text, []);
  };
  const placeIn = (folder: string, path: string, keys: readonly PropertyKey[]): Place => {
    const whole = folder === '' ? path : `${folder}/${path}`;
    const line = keys.length === 0 ? undefined : yamlOf(whole).lineOf(keys);
    return {
      file: tree.label(whole),
      ...(line !== undefined && { line }),
      isEnglish: folder === 'en' && language !== 'en',
    };
  };
  const folderOf = (path: string) => (tree.paths.has(`${language}/${path}`) ? language : 'en');
  return {
    of: (path, keys = []) => placeIn(folderOf(path), path, keys),
    ofOne(path, keys) {
      const own = folderOf(path);
      return placeIn(holds(yamlOf(`${own}/${path}`).data, keys) ? own : 'en', path, keys);
    },
    shared: (path, keys) => placeIn('', path, keys),
  };
}

function holds(data: unknown, keys: readonly PropertyKey[]): boolean {
  let value = data;
  for (const key of keys) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value !== undefined;
}
