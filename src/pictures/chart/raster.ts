import { createRequire } from 'node:module';
import { Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js';
import { encodePng } from './png.ts';

/** Turns an SVG into a PNG. Letters come from the one font that is shipped along, so that a bare machine draws the same. */
export async function toPng(svg: string): Promise<Uint8Array> {
  return encodePng(await renderAsync(svg, { font }));
}

/** How wide a text is drawn, in pixels. */
export function widthOf(text: string, size: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text font-size="${size}">${escaped(text)}</text></svg>`;
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}

const escaped = (text: string) => text.replace(/[<>&]/g, sign => `&#${sign.charCodeAt(0)};`);

const require = createRequire(import.meta.url);
const font: NonNullable<ResvgRenderOptions['font']> = {
  fontFiles: [require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')],
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
};
