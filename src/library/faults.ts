/** One thing that is wrong in content/. */
export interface Fault {
  /** Path from the parent of content/, with forward slashes. */
  file: string;
  line?: number;
  /** What was expected, what came. */
  message: string;
}

/** Thrown when content/ cannot be used; its message has one line per fault, all of them. */
export class LibraryError extends Error {
  override name = 'LibraryError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

/** `content/en/explainers/fear.md:4: practice: expected …, came …` */
export function faultLine({ file, line, message }: Fault): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** What came, short enough for one line. */
export function came(value: unknown): string {
  if (value === undefined) return 'nothing';
  const written = JSON.stringify(value) ?? typeof value;
  return written.length > 80 ? `${written.slice(0, 79)}…` : written;
}
