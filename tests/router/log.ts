import type { Log } from '../../src/core/ports.ts';

export interface Line {
  level: 'info' | 'warn' | 'error';
  message: string;
  fields: Record<string, unknown>;
}

/** A log that can be read back; `heard` is told of each line as it is written. */
export function collectingLog(heard: (line: Line) => void = () => {}): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: Line['level']) => (fields: object, message: string) => {
    const line = { level, message, fields: { ...fields } };
    lines.push(line);
    heard(line);
  };
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
