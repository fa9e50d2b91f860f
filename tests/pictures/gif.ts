/** A small reader of GIF files, apart from the program's encoder, so that the tests see what a viewer would see. */
export interface Gif {
  width: number;
  height: number;
  palette: Uint8Array;
  /** How often it plays; 0 is for ever, undefined is once. */
  loops: number | undefined;
  frames: GifFrame[];
}

interface GifFrame {
  /** Hundredths of a second. */
  delay: number;
  /** Palette indexes of the whole picture as it stands with this frame; undefined where nothing was ever drawn. */
  pixels: (number | undefined)[];
}

/** Reads a GIF whose frames all cover the whole picture and stay under the next; throws on any other. */
export function readGif(bytes: Uint8Array): Gif {
  const data = Buffer.from(bytes);
  if (data.toString('latin1', 0, 6) !== 'GIF89a') throw new Error('expected a GIF89a');
  const colours = 2 << (data.readUInt8(10) & 7);
  const gif: Gif = {
    width: data.readUInt16LE(6),
    height: data.readUInt16LE(8),
    palette: data.subarray(13, 13 + 3 * colours),
    loops: undefined,
    frames: [],
  };
  let at = 13 + 3 * colours;
  let control = { delay: 0, clear: -1 };
  let pixels: (number | undefined)[] = Array.from({ length: gif.width * gif.height });
  for (;;) {
    const kind = data.readUInt8(at);
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = data.readUInt8(at + 1);
      if (label === 0xf9) control = readControl(data, at + 3);
      if (label === 0xff) gif.loops = data.readUInt16LE(at + 16);
      at = readBlocks(data, at + 2).end;
    } else if (kind === 0x2c) {
      const whole = data.readUInt16LE(at + 5) === gif.width && data.readUInt16LE(at + 7) === gif.height;
      if (!whole || data.readUInt8(at + 9) !== 0) throw new Error('expected whole frames with one palette');
      const { block, end } = readBlocks(data, at + 11);
      const before = pixels;
      pixels = unpack(block, data.readUInt8(at + 10)).map((index, pixel) =>
        index === control.clear ? before[pixel] : index,
      );
      if (pixels.length !== gif.width * gif.height) throw new Error('expected every pixel of the frame');
      gif.frames.push({ delay: control.delay, pixels });
      at = end;
    } else {
      throw new Error(`expected a block at ${at}, came ${kind}`);
    }
  }
  return gif;
}

function readControl(data: Buffer, at: number) {
  const flags = data.readUInt8(at);
  if (flags >> 2 !== 1) throw new Error('expected frames that stay under the next');
  return { delay: data.readUInt16LE(at + 1), clear: flags & 1 ? data.readUInt8(at + 3) : -1 };
}

function readBlocks(data: Buffer, start: number): { block: Buffer; end: number } {
  const parts: Buffer[] = [];
  let at = start;
  for (let length = data.readUInt8(at); length > 0; length = data.readUInt8(at)) {
    parts.push(data.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
  return { block: Buffer.concat(parts), end: at + 1 };
}

/** LZW as GIF uses it: each code stands for a run seen before, the width of a code grows with the table. */
function unpack(block: Buffer, bits: number): number[] {
  const reset = 1 << bits;
  const table: number[][] = [];
  const out: number[] = [];
  let before: number[] | undefined;
  let width = bits + 1;
  for (let bit = 0; bit + width <= block.length * 8; ) {
    let code = 0;
    for (let i = 0; i < width; i++, bit++) code |= (((block[bit >> 3] ?? 0) >> (bit & 7)) & 1) << i;
    if (code === reset + 1) return out;
    if (code === reset) {
      table.length = 0;
      width = bits + 1;
      before = undefined;
      continue;
    }
    const first: number | undefined = before?.[0];
    const run: number[] | undefined =
      code < reset
        ? [code]
        : (table[code - reset - 2] ?? (before && first !== undefined ? [...before, first] : undefined));
    if (!run || run[0] === undefined) throw new Error(`expected a known code, came ${code}`);
    out.push(...run);
    if (before) table.push([...before, run[0]]);
    if (table.length + reset + 2 === 1 << width && width < 12) width++;
    before = run;
  }
  throw new Error('expected an end code');
}
