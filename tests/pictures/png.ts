import { inflateSync } from 'node:zlib';

/** A PNG as a viewer would see it. */
export interface Png {
  width: number;
  height: number;
  /** The pixel there as eight hexadecimal digits: red, green, blue, opacity. */
  at: (x: number, y: number) => string;
}

/** Reads a PNG of 8 bits a channel with opacity, not interlaced; throws on any other. */
export function readPng(bytes: Uint8Array): Png {
  const data = Buffer.from(bytes);
  if (data.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('expected a PNG');
  const chunks: Buffer[] = [];
  let [width, height, ended] = [0, 0, false];
  for (let at = 8; at < data.length; at += data.readUInt32BE(at) + 12) {
    const kind = data.toString('latin1', at + 4, at + 8);
    const chunk = data.subarray(at + 8, at + 8 + data.readUInt32BE(at));
    if (kind === 'IHDR') {
      [width, height] = [chunk.readUInt32BE(0), chunk.readUInt32BE(4)];
      if (chunk.subarray(8).join() !== '8,6,0,0,0') throw new Error('expected 8 bits and opacity');
    }
    if (kind === 'IDAT') chunks.push(chunk);
    ended = kind === 'IEND';
  }
  if (!ended) throw new Error('expected an end');
  const pixels = unfiltered(inflateSync(Buffer.concat(chunks)), width * 4, height);
  return {
    width,
    height,
    at: (x, y) => pixels.toString('hex', (y * width + x) * 4, (y * width + x) * 4 + 4),
  };
}

function unfiltered(raw: Buffer, row: number, rows: number): Buffer {
  const pixels = Buffer.alloc(row * rows);
  for (let y = 0; y < rows; y++) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const left = x < 4 ? 0 : (pixels[y * row + x - 4] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * row + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (pixels[(y - 1) * row + x - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[y * row + x] = (raw[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map(one => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
