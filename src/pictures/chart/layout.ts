import { type DateLabel, dateLabels } from './dates.ts';
import { type LegendEntry, placeLegend } from './legend.ts';
import { joinMarks, type Mark, placeMarks } from './marks.ts';
import { type ChartOptions, type ChartPoint, localDays, pointsIn } from './points.ts';

/** Where everything on a chart stands, in pixels where nothing else is said. */
export interface Layout {
  width: number;
  height: number;
  plot: { left: number; top: number; width: number; height: number };
  /** What the plot spans, in days since 1970, where a whole number is the middle of a day. */
  days: { from: number; to: number };
  dates: (DateLabel & { x: number })[];
  marks: Mark[];
  markSize: number;
  /** The middle of the caption below the dates. */
  daysTop: number;
  joined: Mark[][];
  lineWidth: number;
  legend: LegendEntry[];
}

/** Tells how wide a text is drawn in a size, in pixels. */
export type WidthOf = (text: string, size: number) => number;

/** Lays a chart out. Throws an Error where there is no check-in to show. */
export function layOut(points: readonly ChartPoint[], options: ChartOptions, measure: WidthOf): Layout {
  const shown = pointsIn(points, options);
  const widthOf = remembering(measure);
  const scale = scaleOf(options);
  const dates = placeDates(scale, options.locale, widthOf);
  const { marks, size } = placeMarks(shown, { day: scale.dayWidth, strength: plot.height / 10 });
  const daysTop = plot.top + plot.height + (dates.some(({ year }) => year) ? 114 : 76);
  const legendTop = daysTop + 40;
  const legend = placeLegend(occurring(shown, options), {
    left: margin,
    top: legendTop,
    width: width - 2 * margin,
    widthOf: text => widthOf(text, sizes.legend),
  });
  return {
    width,
    height: legendTop + legend.height + margin - 10,
    plot,
    days: { from: scale.from, to: scale.to },
    dates,
    marks,
    markSize: size,
    daysTop,
    joined: joinMarks(marks),
    lineWidth: scale.dayWidth > size ? 3 : 2,
    legend: legend.entries,
  };
}

/** Labels are measured again and again until they fit, and each time costs a millisecond. */
function remembering(measure: WidthOf): WidthOf {
  const known = new Map<string, number>();
  return (text, size) => {
    const width = known.get(`${size} ${text}`) ?? measure(text, size);
    known.set(`${size} ${text}`, width);
    return width;
  };
}

interface Scale {
  first: number;
  last: number;
  from: number;
  to: number;
  dayWidth: number;
}

/** Whole days, with a little room at both ends. */
function scaleOf({ from, to, zone }: ChartOptions): Scale {
  const dayOf = localDays(zone);
  const [first, last] = [dayOf(from), dayOf(to)];
  const dayWidth = (plot.width - 2 * inset) / (last - first + 1);
  const beyond = 0.5 + inset / dayWidth;
  return { first, last, from: first - beyond, to: last + beyond, dayWidth };
}

function placeDates(
  { first, last, from, dayWidth }: Scale,
  locale: string,
  widthOf: WidthOf,
): Layout['dates'] {
  const place = (labels: readonly DateLabel[]) =>
    labels.map(label => {
      const half = Math.max(widthOf(label.date, sizes.date), widthOf(label.year, sizes.date)) / 2;
      const middle = plot.left + (label.day - from) * dayWidth;
      return { ...label, half, x: Math.min(middle, width - margin / 2 - half) };
    });
  const haveRoom = (labels: readonly DateLabel[]) =>
    place(labels).every(({ x, half }, at, all) => {
      const before = all[at - 1];
      return !before || x - half - (before.x + before.half) >= betweenDates;
    });
  return place(dateLabels([first, last], locale, haveRoom)).map(({ day, date, year, x }) => ({
    day,
    date,
    year,
    x,
  }));
}

function occurring(shown: readonly ChartPoint[], { groups, words }: ChartOptions) {
  const occur = new Set(shown.map(({ group }) => group));
  return [...groups, { id: '', label: words.own }]
    .filter(({ id }) => occur.has(id))
    .map(({ id, label }) => ({ group: id, label }));
}

/** Sizes of letters: a phone shows the picture at about a third. */
export const sizes = { caption: 30, strength: 30, date: 30, legend: 30, legendMark: 34 };

const width = 1_000;
const margin = 44;
const plot = { left: 104, top: 104, width: width - 104 - margin, height: 520 };
const inset = 16;
const betweenDates = 26;
