/** One entry of a legend, by the middle of its mark; pixels. */
export interface LegendEntry {
  group: string;
  label: string;
  x: number;
  y: number;
}

/** Sets the entries in columns of one width, as many as their labels allow and no more than fill the last row. */
export function placeLegend(
  entries: readonly { group: string; label: string }[],
  { left, top, width, widthOf }: LegendRoom,
): { entries: LegendEntry[]; height: number } {
  const labels = entries.map(({ label }) => shortened(label, width - beforeLabel, widthOf));
  const widest = Math.max(...labels.map(widthOf)) + beforeLabel + gap;
  const most = Math.max(1, Math.min(mostColumns, Math.floor((width + gap) / widest)));
  const rows = Math.ceil(entries.length / most);
  const columns = Math.ceil(entries.length / rows);
  const column = columns === 1 ? width : Math.min(widest * 1.3, (width + gap) / columns);
  return {
    height: rows * rowHeight,
    entries: entries.map(({ group }, at) => ({
      group,
      label: labels[at] ?? '',
      x: left + markRoom / 2 + (at % columns) * column,
      y: top + rowHeight / 2 + Math.floor(at / columns) * rowHeight,
    })),
  };
}

interface LegendRoom {
  left: number;
  top: number;
  width: number;
  widthOf: (text: string) => number;
}

function shortened(label: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(label) <= width) return label;
  let letters = Array.from(label);
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > width) letters = letters.slice(0, -1);
  return `${letters.join('').trimEnd()}…`;
}

const mostColumns = 4;
const rowHeight = 50;
const markRoom = 34;
/** From the left of a mark to its label. */
const beforeLabel = markRoom + 14;
const gap = 36;
