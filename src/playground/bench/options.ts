import { parseArgs } from 'node:util';

/** What `npm run bench --` was asked for. */
export interface Options {
  /** The parts to measure; the usual ones when left out. */
  only?: string[];
  quick: boolean;
  /** The file the figures are written to as well. */
  json?: string;
}

/** The command cannot be carried out; the message is one sentence for whoever typed it. */
export class BenchError extends Error {
  override name = 'BenchError';
}

/** @throws BenchError that says what was expected and what came. */
export function readOptions(args: string[], parts: readonly string[]): Options | 'help' {
  const { help, only, quick, json } = valuesOf(args);
  if (help) return 'help';
  const names = only?.split(',').map(name => name.trim());
  const unknown = names?.find(name => !parts.includes(name));
  if (unknown !== undefined)
    throw new BenchError(`--only: expected of ${parts.join(', ')}; came "${unknown}".`);
  return { quick, ...(names && { only: names }), ...(json !== undefined && { json }) };
}

function valuesOf(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', default: false },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new BenchError(`Expected --only, --quick, --json or --help: ${(error as Error).message}`);
  }
}
