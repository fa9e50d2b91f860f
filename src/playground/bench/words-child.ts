import { join } from 'node:path';
import { packageRoot } from '../../core/package-root.ts';
import { loadLibrary } from '../../library/load.ts';
import { drawChart } from '../../pictures/chart.ts';
import { samples } from '../../pictures/contact-sheet/samples.ts';

/** What is slower the first time in a process, in milliseconds, printed as JSON: `node words-child.js start` or `charts`. */
const measures: Record<string, () => Promise<unknown>> = {
  async start() {
    const before = performance.now();
    const words = (await loadLibrary(content)).words('en');
    const read = performance.now() - before;
    words.hear('anything');
    return { read, learn: performance.now() - before - read };
  },

  async charts() {
    const groups = (await loadLibrary(content)).words('en').feelings.map(({ id, label }) => ({ id, label }));
    const words = { strong: 'strong', days: 'days', own: 'own' };
    const took: number[] = [];
    for (const { points, name: _, ...span } of samples(groups.map(({ id }) => id))) {
      const before = performance.now();
      await drawChart(points, { ...span, groups, words });
      took.push(performance.now() - before);
    }
    return took;
  },
};

const content = join(packageRoot(import.meta.url), 'content');
console.log(JSON.stringify(await measures[process.argv[2] ?? '']?.()));
process.exit();
