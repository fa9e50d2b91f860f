import { withoutMarks, type Yaml } from './document.ts';
import { came, type Fault } from './faults.ts';
import type { Say } from './schema.ts';

/** The phrases of a language by key, such as `ground.next`. */
export type Phrases = ReadonlyMap<string, string>;

/** Makes `say` over the phrases of a language. Values are put in as they are; nothing in them is read as a place. */
export function createSay(phrases: Phrases): Say {
  const placesIn = new Map([...phrases.values()].map(phrase => [phrase, placesOf(phrase)]));
  return (key, values = {}) => {
    const phrase = phrases.get(key);
    const places = phrase === undefined ? undefined : placesIn.get(phrase);
    if (phrase === undefined || !places) throw new Error(`expected the key of a phrase, came ${came(key)}`);
    if (places.size === 0 && Object.keys(values).length === 0) return phrase;
    for (const name of Object.keys(values)) {
      if (!places.has(name))
        throw new Error(`phrase ${key}: expected ${listed(places)}, came a value for {${name}}`);
    }
    return phrase.replace(PLACE, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) throw new Error(`phrase ${key}: expected a value for {${name}}, came none`);
      return String(value);
    });
  };
}

/** Flattens nested maps to dotted keys. Anything but text at the end of a path is a fault. */
export function flattenPhrases(yaml: Yaml, faults: Fault[]): Phrases {
  const phrases = new Map<string, string>();
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value === 'string' && value.trim() && path.length > 0) {
      phrases.set(path.join('.'), withoutMarks(value.trim()));
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    } else {
      const message = `${path.join('.') || 'phrases'}: expected some text or a map, came ${came(value)}`;
      faults.push({ file: yaml.file, line: yaml.lineOf(path), message });
    }
  };
  if (!yaml.broken) walk(yaml.data, []);
  return phrases;
}

function placesOf(phrase: string): Set<string> {
  return new Set([...phrase.matchAll(PLACE)].map(([, name]) => name ?? ''));
}

function listed(places: Set<string>): string {
  return places.size === 0 ? 'no values' : `only ${[...places].map(name => `{${name}}`).join(', ')}`;
}

const PLACE = /\{([a-z][A-Za-z0-9_]*)\}/g;
