/** A deep copy of plain JSON data. `structuredClone` takes five times as long, and every answer holds a copy. */
export function copied<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const twin: Record<string, unknown> = { ...value };
  for (const key of Object.keys(twin)) if (typeof twin[key] === 'object') twin[key] = copy(twin[key]);
  return twin;
}
