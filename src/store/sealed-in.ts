import { z } from 'zod';
import { rawOf } from './record.ts';

/** The sealed fields of a stored text, still sealed; none where it is no record. */
export function sealedIn(text: string): { field: string; text: string }[] {
  // Nearly no record has one, and to parse them all takes long.
  if (!text.includes('"sealed":')) return [];
  const read = stored.safeParse(rawOf(text));
  if (!read.success) return [];
  const { sealed, value } = read.data;
  return sealed.map(field => ({ field, text: String(value[field]) }));
}

const stored = z.object({ sealed: z.array(z.string()), value: z.record(z.string(), z.unknown()) });
