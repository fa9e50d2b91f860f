/** Who was noted on a day already, as far as this process knows. */
export interface SeenToday {
  has(id: string, day: string): boolean;
  add(id: string, day: string): void;
}

export function createSeenToday(): SeenToday {
  const ids = new Set<string>();
  let current = '';
  return {
    has: (id, day) => day === current && ids.has(id),
    add(id, day) {
      // Whoever is forgotten here is only looked up once more.
      if (day !== current || ids.size >= mostIds) ids.clear();
      current = day;
      ids.add(id);
    },
  };
}

/** Some megabytes. */
const mostIds = 50_000;
