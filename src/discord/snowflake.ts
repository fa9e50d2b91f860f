/** The smallest id that Discord may give at an instant, in milliseconds since 1970: its ids begin with their time. */
export function snowflakeAt(ms: number): string {
  return String(BigInt(Math.max(0, Math.floor(ms) - epoch)) << 22n);
}

/** The instant at which Discord gave an id, in milliseconds since 1970. */
export const instantOf = (id: string): number => Number(BigInt(id) >> 22n) + epoch;

/** The first second of 2015. */
const epoch = 1_420_070_400_000;
