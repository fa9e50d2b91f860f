/** Draws charts of made-up check-ins on dark and on light ground, to be looked at. Run by `npm run contact-sheet`; the same each time. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../core/package-root.ts';
import { toPng } from './chart/raster.ts';
import { drawChart } from './chart.ts';
import { chartAlt } from './chart-alt.ts';
import { chartFacts } from './chart-facts.ts';
import { samples } from './contact-sheet/samples.ts';

const root = packageRoot(import.meta.url);
const folder = join(root, 'data', 'contact-sheet');
const read = async (file: string) => parse(await readFile(join(root, 'content', 'en', file), 'utf8'));
const { groups } = (await read('feelings.yaml')) as { groups: { id: string; label: string }[] };
const { checkin } = (await read('phrases.yaml')) as { checkin: { chart: Record<string, string> } };
const phrase = (key: string) => checkin.chart[key.replace('checkin.chart.', '')] ?? key;
const words = { strong: phrase('strong'), days: phrase('days'), own: phrase('own') };

await mkdir(folder, { recursive: true });
const figures: string[] = [];
for (const { name, points, ...span } of samples(groups.map(({ id }) => id))) {
  const options = { ...span, groups, words };
  const png = await drawChart(points, options);
  const alt = chartAlt(say, chartFacts(points, options), options);
  await writeFile(join(folder, `${name}.png`), png);
  for (const [ground, colour] of Object.entries({ dark: '#313338', light: '#ffffff' })) {
    for (const [size, width] of Object.entries({ full: 1_000, phone: 360 })) {
      await writeFile(join(folder, `${name}-${ground}-${size}.png`), await onGround(png, colour, width));
    }
  }
  figures.push(figure(name, alt));
  console.log(`${name}: ${Math.ceil(png.length / 1_000)} kB. ${alt}`);
}
await writeFile(join(folder, 'index.html'), page(figures));

function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return phrase(key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** The picture in a width, with some of the ground around it. */
function onGround(png: Uint8Array, colour: string, width: number): Promise<Uint8Array> {
  const height = Math.round((Buffer.from(png).readUInt32BE(20) * width) / 1_000);
  const image = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return toPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 32}" height="${height + 32}">
      <rect width="100%" height="100%" fill="${colour}"/>
      <image x="16" y="16" width="${width}" height="${height}" href="${image}"/>
    </svg>`,
  );
}

function figure(name: string, alt: string): string {
  const images = ['dark-full', 'light-full', 'dark-phone', 'light-phone'].map(
    kind => `<img src="${name}-${kind}.png" alt="" class="${kind}">`,
  );
  return `<figure><h2>${name}</h2>${images.join('')}<figcaption>${alt} (${alt.length})</figcaption></figure>`;
}

function page(figures: readonly string[]): string {
  return `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:16px/1.5 sans-serif;margin:2rem}figure{margin:0 0 3rem}figcaption{max-width:60rem}img{vertical-align:top;margin:.3rem}
.dark-full,.light-full{width:500px}</style>
${figures.join('\n')}`;
}
