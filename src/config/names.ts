import type { Given } from './env-file.ts';
import { names } from './settings.ts';

/** Faults of the names in `.env`, where every name has to be a setting of this version. */
export function fileNameFaults(given: ReadonlyMap<string, Given>): string[] {
  const known: readonly string[] = names;
  return [...given].flatMap(([name, { where }]) => {
    if (known.includes(name)) return [];
    if (name === 'NODE_ENV') {
      return [`${where}: expected NODE_ENV in the environment itself, came NODE_ENV in this file`];
    }
    return [`${where}: expected ${expected(name)}, came ${shown(name)}`];
  });
}

/** Faults of the names in the environment, which is full of other programs' variables: only near misses count. */
export function environmentNameFaults(env: Readonly<Record<string, string | undefined>>): string[] {
  const known: readonly string[] = [...names, 'NODE_ENV'];
  return Object.entries(env).flatMap(([name, value]) => {
    if (!value || known.includes(name)) return [];
    const { setting, edits } = nearest(name);
    if (edits > 1) return [];
    const how = edits === 0 ? 'the same letters written differently' : 'one letter away from it';
    return [`the environment: expected ${setting}, came ${shown(name)}, ${how}`];
  });
}

function expected(name: string): string {
  const found = nearest(name);
  return isNear(found) ? `${found.setting} or another setting` : `one of ${names.join(', ')}`;
}

/** A line that was meant otherwise may hold a secret where its name stands: only what is built like a name is shown. */
function shown(name: string): string {
  const found = nearest(name);
  // Only letters count as edits, and a secret may have few of them: so its length must fit too.
  const isSpelling = isNear(found) && name.length <= found.setting.length * 1.5;
  const harmless = isSpelling || (/^[A-Z][A-Z0-9_-]*$/.test(name) && name.length <= 30);
  if (!harmless) return `a name of ${name.length} character${name.length === 1 ? '' : 's'}`;
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}

function isNear({ setting, edits }: { setting: string; edits: number }): boolean {
  return edits <= setting.length / 3;
}

function nearest(name: string): { setting: string; edits: number } {
  const typed = letters(name);
  const ranked = names.map(setting => ({ setting, edits: editsBetween(typed, letters(setting)) }));
  return ranked.reduce((best, one) => (one.edits < best.edits ? one : best));
}

function letters(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** How many letters were added, left out, changed or swapped with their neighbour. */
function editsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
