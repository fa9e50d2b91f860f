import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The font that is shipped along, read by its tables. */
export interface Font {
  /** Whether it has a letter of its own for it. */
  has: (letter: string) => boolean;
  /** How far the letters of a text carry the pen in a size, kerning apart. */
  advance: (text: string, size: number) => number;
}

export function readFont(): Font {
  const data = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const tables = new Map(
    Array.from({ length: data.readUInt16BE(4) }, (_, nth) => 12 + nth * 16).map(at => [
      data.toString('latin1', at, at + 4),
      data.readUInt32BE(at + 8),
    ]),
  );
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`expected a table ${name}, came none`);
    return at;
  };
  const glyphs = glyphsOf(data, table('cmap'));
  const unitsPerEm = data.readUInt16BE(table('head') + 18);
  const measured = data.readUInt16BE(table('hhea') + 34);
  const advanceOf = (glyph: number) => data.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, measured - 1));
  return {
    has: letter => glyphs.has(letter.codePointAt(0) ?? 0),
    advance: (text, size) =>
      Array.from(text).reduce(
        (sum, letter) => sum + advanceOf(glyphs.get(letter.codePointAt(0) ?? 0) ?? 0),
        0,
      ) *
      (size / unitsPerEm),
  };
}

/** Glyph by code point, of the segmented table (format 4) that every TrueType font has. */
function glyphsOf(data: Buffer, cmap: number): Map<number, number> {
  const found = Array.from(
    { length: data.readUInt16BE(cmap + 2) },
    (_, nth) => cmap + data.readUInt32BE(cmap + 8 + nth * 8),
  ).find(at => data.readUInt16BE(at) === 4);
  if (found === undefined) throw new Error('expected a table of format 4, came none');
  const double = data.readUInt16BE(found + 6);
  const glyphs = new Map<number, number>();
  for (let end = found + 14; end < found + 14 + double; end += 2) {
    const start = data.readUInt16BE(end + double + 2);
    const delta = data.readUInt16BE(end + 2 * double + 2);
    const offsetAt = end + 3 * double + 2;
    const offset = data.readUInt16BE(offsetAt);
    for (let code = start; code <= data.readUInt16BE(end) && code < 0xffff; code++) {
      const listed = offset === 0 ? code : data.readUInt16BE(offsetAt + offset + 2 * (code - start));
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) % 65_536;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
