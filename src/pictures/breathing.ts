import { createRequire } from 'node:module';
import type * as Gifenc from 'gifenc';
import { parse } from 'yaml';
import { z } from 'zod';

// Required, because Node and vitest disagree on what an import of this CommonJS package is.
const { GIFEncoder }: typeof Gifenc = createRequire(import.meta.url)('gifenc');

/** What an animation of paced breathing is drawn from: times in seconds, lengths in pixels. */
export type BreathingParameters = z.output<typeof parameters>;

/** Reads the parameters beside an animation; throws an error naming the file and every value that does not fit. */
export function readBreathing(yaml: string, file: string): BreathingParameters {
  const read = parameters.safeParse(parse(yaml));
  if (read.success) return read.data;
  throw new Error(`${file}: ${read.error.issues.map(fault).join('; ')}`);
}

/**
 * Draws an endless animated GIF: a soft disc grows while breathing in and shrinks while breathing out, and keeps its size for as
 * long as the parameters wait in between. A ring shows its full size; a dot goes once round the track outside it, brighter where
 * the breath goes in, with a mark at each turn. The same parameters give the same bytes.
 */
export function drawBreathing(breathing: BreathingParameters): Uint8Array<ArrayBuffer> {
  const { size, fps, colours } = breathing;
  const encoder = GIFEncoder();
  const canvas = prepare(breathing);
  const frames = Math.round(breathLength(breathing) * fps);
  let before: Uint8Array | undefined;
  for (let frame = 0; frame < frames; frame++) {
    const now = drawFrame(canvas, breathing, frame / fps);
    encoder.writeFrame(before ? changes(before, now) : now, size, size, {
      ...(!before && { palette: palette(colours), repeat: 0 }),
      delay: 1000 / fps,
      transparent: true,
      transparentIndex: clear,
      dispose: 1,
      colorDepth: depth,
    });
    before = now;
  }
  encoder.finish();
  return encoder.bytes();
}

/** How far the breath is in, from 0 (all out) to 1 (all in), at a time from the start of a breath. It slows where it turns. */
export function breathAt(breathing: Pace, seconds: number): number {
  const time = seconds % breathLength(breathing);
  const turning = breathing.in + (breathing.wait_full ?? 0);
  const part = time < turning ? time / breathing.in : 1 - (time - turning) / breathing.out;
  return (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, part)))) / 2;
}

/** Seconds of each part of a breath. */
interface Pace {
  in: number;
  wait_full?: number;
  out: number;
  wait_empty?: number;
}

/** Seconds of one breath with its waits. */
const breathLength = (pace: Pace): number => partsOf(pace).reduce((sum, part) => sum + part, 0);

const partsOf = ({ in: inward, wait_full = 0, out, wait_empty = 0 }: Pace): number[] => [
  inward,
  wait_full,
  out,
  wait_empty,
];

/** Seconds at which something else begins. */
const turnsOf = (pace: Pace): number[] => {
  const [inward = 0, full = 0, out = 0] = partsOf(pace);
  return [...new Set([0, inward, inward + full, (inward + full + out) % breathLength(pace)])];
};

interface Canvas {
  /** Distance of each pixel from the middle. */
  distances: Float64Array;
  /** Strength of what never moves, from 0 (panel) to 1 (disc), or -1 outside the panel. */
  still: Float64Array;
}

function prepare(breathing: BreathingParameters): Canvas {
  const { size } = breathing;
  const distances = new Float64Array(size * size);
  const still = new Float64Array(size * size);
  const shape = measure(size);
  const turns = turnsOf(breathing).map(seconds => onTrack(breathing, seconds));
  eachPixel(size, (x, y, pixel) => {
    const distance = length(x, y);
    distances[pixel] = distance;
    const ring = 0.22 * line(distance - shape.full, shape.thin);
    const inward = turnOf(x, y) < breathing.in / breathLength(breathing);
    const track = (inward ? 0.5 : 0.22) * line(distance - shape.track, shape.thin);
    const marks = turns.map(turn => 0.7 * line(length(x - turn.x, y - turn.y), shape.mark));
    still[pixel] = insidePanel(x, y, size / 2, shape.corner) ? Math.max(ring, track, ...marks) : -1;
  });
  return { distances, still };
}

function drawFrame(canvas: Canvas, breathing: BreathingParameters, seconds: number): Uint8Array {
  const { size } = breathing;
  const shape = measure(size);
  const radius = steady(shape.least + (shape.full - shape.least) * breathAt(breathing, seconds));
  const dot = onTrack(breathing, seconds);
  const indexes = new Uint8Array(size * size).fill(clear);
  eachPixel(size, (x, y, pixel) => {
    const still = canvas.still[pixel] ?? -1;
    if (still < 0) return;
    const disc = softDisc(canvas.distances[pixel] ?? 0, radius, shape.soft);
    const moving = line(length(x - dot.x, y - dot.y), shape.dot);
    indexes[pixel] = Math.round(Math.max(still, disc, moving) * (shades - 1));
  });
  return indexes;
}

/** Only what changed, so that the file stays small. */
function changes(before: Uint8Array, now: Uint8Array): Uint8Array {
  return now.map((index, pixel) => (index === before[pixel] ? clear : index));
}

function measure(size: number) {
  return {
    corner: size * 0.08,
    track: size * 0.445,
    full: size * 0.385,
    least: size * 0.13,
    soft: size * 0.05,
    thin: size * 0.004,
    mark: size * 0.011,
    dot: size * 0.022,
  };
}

function onTrack(breathing: BreathingParameters, seconds: number): { x: number; y: number } {
  const angle = (2 * Math.PI * seconds) / breathLength(breathing);
  const { track } = measure(breathing.size);
  return { x: steady(track * Math.sin(angle)), y: steady(-track * Math.cos(angle)) };
}

/** Where a pixel lies on the way round, from 0 at the top clockwise to 1. */
function turnOf(x: number, y: number): number {
  const turn = Math.atan2(x, -y) / (2 * Math.PI);
  return turn < 0 ? turn + 1 : turn;
}

function softDisc(distance: number, radius: number, soft: number): number {
  const inward = Math.min(1, Math.max(0, (radius - distance) / soft));
  return inward * inward * (3 - 2 * inward);
}

/** How much of a pixel a line or dot covers whose edge lies `reach` from its middle. */
function line(distance: number, reach: number): number {
  return Math.min(1, Math.max(0, reach + 0.5 - Math.abs(distance)));
}

function insidePanel(x: number, y: number, half: number, corner: number): boolean {
  const beyondX = Math.max(0, Math.abs(x) - (half - corner));
  const beyondY = Math.max(0, Math.abs(y) - (half - corner));
  return beyondX * beyondX + beyondY * beyondY <= corner * corner;
}

function eachPixel(size: number, visit: (x: number, y: number, pixel: number) => void): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      visit(column + 0.5 - size / 2, row + 0.5 - size / 2, row * size + column);
    }
  }
}

/** Unlike `Math.hypot`, whose last digit is each engine's own, the same everywhere. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** To a 64th of a pixel, so that a machine whose cosine differs in the last digit draws the same bytes. */
function steady(pixels: number): number {
  return Math.round(pixels * 64) / 64;
}

function palette(colours: BreathingParameters['colours']): [number, number, number][] {
  const stops = [colours.panel, colours.edge, colours.disc].map(channels);
  return Array.from({ length: shades }, (_, shade) => {
    const place = (shade / (shades - 1)) * (stops.length - 1);
    const from = stops[Math.floor(place)] ?? [0, 0, 0];
    const to = stops[Math.ceil(place)] ?? from;
    const mix = (channel: 0 | 1 | 2) =>
      Math.round(from[channel] + (to[channel] - from[channel]) * (place % 1));
    return [mix(0), mix(1), mix(2)];
  });
}

function channels(colour: string): [number, number, number] {
  const whole = Number.parseInt(colour.slice(1), 16);
  return [whole >> 16, (whole >> 8) & 255, whole & 255];
}

function fault({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

/** Bits of a palette index, and the palette they allow: shades from panel to disc, and one index for "as it was". */
const depth = 4;
const shades = 2 ** depth - 1;
const clear = shades;

const seconds = z.number().min(1).max(20);
const wait = z.number().min(0).max(20).default(0);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour like #1f2d3a');
const parameters = z
  .strictObject({
    made_by: z.string(),
    in: seconds,
    wait_full: wait,
    out: seconds,
    wait_empty: wait,
    size: z.int().min(100).max(512),
    fps: z.number().min(5).max(25),
    colours: z.strictObject({ panel: colour, edge: colour, disc: colour }),
  })
  .refine(
    ({ fps }) => Number.isInteger(100 / fps),
    'expected an fps that divides 100, as GIF counts in hundredths',
  )
  .refine(
    ({ fps, ...pace }) => partsOf(pace).every(part => Number.isInteger(part * fps)),
    'expected every part of the breath to take a whole number of frames',
  );
