/** What somebody keeps: the country they chose, or words of their own. */
type Thing = 'country' | 'words';

/** What somebody was told was saved, and what they tried to save since without hearing that it was. */
export interface Memory {
  /** Somebody tries to save this. Call what it gives once it is known whether they were told that it is saved. */
  tries(thing: Thing, value: string): (isConfirmed: boolean) => void;
  /** What may stand there now; nothing where nothing was ever confirmed. */
  allowed(thing: Thing): readonly string[] | undefined;
  /** A sentence, where none of what may stand there does. */
  wrong(thing: Thing, stands: (value: string) => boolean): string[];
}

export function remembering(): Memory {
  const confirmed = new Map<Thing, string>();
  const unsure = new Map<Thing, string[]>();
  const allowed = (thing: Thing) => {
    const sure = confirmed.get(thing);
    return sure === undefined ? undefined : [sure, ...(unsure.get(thing) ?? [])];
  };
  return {
    tries(thing, value) {
      unsure.set(thing, [...(unsure.get(thing) ?? []), value]);
      return isConfirmed => {
        if (!isConfirmed) return;
        confirmed.set(thing, value);
        unsure.set(thing, []);
      };
    },
    allowed,
    wrong(thing, stands) {
      const may = allowed(thing);
      if (may === undefined || may.some(stands)) return [];
      return [
        `${thing}: expected ${may.join(' or ')}, which was confirmed or tried; something else stands there`,
      ];
    },
  };
}
