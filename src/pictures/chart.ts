import type { ChartOptions, ChartPoint } from './chart/points.ts';

export type { ChartOptions, ChartPoint } from './chart/points.ts';

/**
 * Draws check-ins as a PNG: local days across, strength up, one mark a check-in, its group told by shape and by colour. A line joins
 * them where no more than two days lie between. Throws an Error where there is none in the span.
 */
export async function drawChart(points: readonly ChartPoint[], options: ChartOptions): Promise<Uint8Array> {
  const [{ chartSvg }, { toPng, widthOf }] = await Promise.all([
    import('./chart/svg.ts'),
    import('./chart/raster.ts'),
  ]);
  return toPng(chartSvg(points, options, widthOf));
}
