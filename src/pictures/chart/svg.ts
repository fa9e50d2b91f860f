/** The one file that loads ECharts, and only the parts of it that are drawn with: it is large, so it is imported when first needed. */
import 'echarts/lib/chart/line.js';
import 'echarts/lib/chart/scatter.js';
import 'echarts/lib/component/graphic.js';
import 'echarts/lib/component/gridSimple.js';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Layout, layOut, sizes, type WidthOf } from './layout.ts';
import { type Look, looksOf, palette } from './looks.ts';
import type { ChartOptions, ChartPoint } from './points.ts';

use(SVGRenderer);

/** Draws the chart as SVG. Throws an Error where there is no check-in to show. */
export function chartSvg(points: readonly ChartPoint[], options: ChartOptions, widthOf: WidthOf): string {
  const layout = layOut(points, options, widthOf);
  const { width, height } = layout;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(drawing(layout, options));
    return chart.renderToSVGString();
  } finally {
    // Without this the process never ends.
    chart.dispose();
  }
}

function drawing(layout: Layout, { words }: ChartOptions) {
  const { plot, width, height, legend } = layout;
  const looks = looksOf(legend.map(({ group }) => group));
  const lookOf = (group: string) => looks.get(group) as Look;
  return {
    animation: false,
    grid: [{ ...plot }, { left: 0, top: 0, width, height }],
    xAxis: [dayAxis(layout), { ...inPixels, max: width }],
    yAxis: [strengthAxis, { ...inPixels, max: height, inverse: true }],
    series: [...linesOf(layout), marksOf(layout, lookOf), legendMarks(layout, lookOf)],
    graphic: [panel(layout), ...captions(layout, words), ...datesOf(layout), ...legendLabels(layout)],
  };
}

function dayAxis({ days, dates }: Layout) {
  const lineStyle = { color: palette.axis, width: 2 };
  return {
    type: 'value',
    min: days.from,
    max: days.to,
    axisLine: { lineStyle },
    axisTick: { customValues: dates.map(({ day }) => day), length: 10, lineStyle },
    axisLabel: { show: false },
    splitLine: { show: false },
  };
}

const strengthAxis = {
  type: 'value',
  min: 0,
  max: 10,
  interval: 5,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: palette.text, fontSize: sizes.strength, margin: 18 },
  splitLine: { lineStyle: { color: palette.grid, width: 2 } },
};

/** An axis that only gives places of the whole picture. */
const inPixels = { gridIndex: 1, type: 'value', min: 0, show: false };

function linesOf({ joined, lineWidth }: Layout) {
  return joined.map(piece => ({
    type: 'line',
    symbol: 'none',
    silent: true,
    clip: false,
    lineStyle: { color: palette.line, width: lineWidth },
    data: piece.map(({ x, strength }) => [x, strength]),
  }));
}

function marksOf({ marks, markSize }: Layout, lookOf: (group: string) => Look) {
  return {
    ...markSeries,
    data: marks.flatMap(({ x, strength, group, aside }) =>
      markAt([x, strength], lookOf(group), markSize, aside),
    ),
  };
}

function legendMarks({ legend }: Layout, lookOf: (group: string) => Look) {
  return {
    ...markSeries,
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: legend.flatMap(({ x, y, group }) => markAt([x, y], lookOf(group), sizes.legendMark)),
  };
}

const markSeries = { type: 'scatter', silent: true, clip: false, z: 3 };

/** Each mark lies on a wider one in the colour of the panel, so that marks which overlap stay apart. */
function markAt(value: [number, number], look: Look, size: number, symbolOffset = [0, 0]) {
  const { outline, hole = '', scale, colour } = look;
  const place = { value, symbolOffset, symbolSize: size * scale, symbolKeepAspect: true };
  const below = { opacity: 1, color: palette.panel, borderColor: palette.panel, borderWidth: 6 };
  return [
    { ...place, symbol: `path://${outline}`, itemStyle: below },
    { ...place, symbol: `path://${outline}${hole}`, itemStyle: { opacity: 1, color: colour } },
  ];
}

const panel = ({ width, height }: Layout) => ({
  type: 'rect',
  silent: true,
  z: -10,
  shape: { x: 0, y: 0, width, height, r: 36 },
  style: { fill: palette.panel },
});

function captions({ plot, daysTop }: Layout, words: ChartOptions['words']) {
  return [
    written(words.strong, 44, 56, sizes.caption, palette.quiet),
    written(words.days, plot.left + plot.width / 2, daysTop, sizes.caption, palette.quiet, 'center'),
  ];
}

function datesOf({ dates, plot }: Layout) {
  const below = plot.top + plot.height;
  return dates.flatMap(({ date, year, x }) => [
    written(date, x, below + 38, sizes.date, palette.text, 'center'),
    ...(year ? [written(year, x, below + 76, sizes.date, palette.quiet, 'center')] : []),
  ]);
}

function legendLabels({ legend }: Layout) {
  return legend.map(({ label, x, y }) => written(label, x + sizes.legendMark, y, sizes.legend, palette.text));
}

function written(text: string, x: number, y: number, size: number, fill: string, align = 'left') {
  return {
    type: 'text',
    silent: true,
    style: {
      text,
      x,
      y,
      fill,
      fontSize: size,
      fontFamily: 'DejaVu Sans',
      textAlign: align,
      textVerticalAlign: 'middle',
    },
  };
}
