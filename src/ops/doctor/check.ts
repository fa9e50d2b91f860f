import type { Config } from '../../config.ts';

/** What a check found: one sentence, and where it is not well, what to do. */
export interface Found {
  state: 'ok' | 'warning' | 'fault';
  says: string;
  mend?: string;
}

/** One thing that is looked at. `run` may throw what the thing itself throws; that is a fault. */
export interface Check {
  name: string;
  run: () => Promise<Found>;
}

export interface DoctorParts {
  config: Config;
  /** Folder of the package. */
  root: string;
  commandsFolder: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Free bytes where a folder lies; the machine's own when left out. */
  freeBytes?: (folder: string) => Promise<number>;
}

export const ok = (says: string): Found => ({ state: 'ok', says });
export const warning = (says: string, mend: string): Found => ({ state: 'warning', says, mend });
export const fault = (says: string, mend: string): Found => ({ state: 'fault', says, mend });

/** `1 line`, `2 lines`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
