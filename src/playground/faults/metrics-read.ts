/** One value of what a process counts, over all its labels. @throws Error where nothing is served, or not that. */
export async function readMetric(port: number, name: string): Promise<number> {
  const lines = await metricLines(port, name);
  if (lines.length === 0) throw new Error(`Expected ${name} among the metrics, found none.`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** The lines of all whose name begins so. @throws Error where nothing is served. */
export async function metricLines(port: number, name: string): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(patienceMs) });
  return (await answer.text()).split('\n').filter(line => line.startsWith(name));
}

const patienceMs = 10_000;
