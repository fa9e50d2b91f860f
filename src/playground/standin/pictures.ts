/** What a file name's ending says about its content. Anything not named here is plain bytes. */
export function contentTypeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** Width and height of a PNG or GIF in pixels; nothing for other files. */
export function sizeOf(data: Uint8Array): { width: number; height: number } | undefined {
  if (data.byteLength < 24) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0) === PNG) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (view.getUint32(0) === GIF) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  return undefined;
}

const PNG = 0x89_50_4e_47;
const GIF = 0x47_49_46_38;

const TYPES: Record<string, string> = {
  png: 'image/png',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};
