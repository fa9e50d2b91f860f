import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Documents, Yaml } from './document.ts';
import type { Fault } from './faults.ts';
import { readMarkdown } from './markdown.ts';

/** Remembers the last text of every file. */
export function createDocuments(): Documents {
  return {
    yaml: remembering(parseYaml),
    markdown: remembering((file, text, faults) => readMarkdown(parseYaml, file, text, faults)),
  };
}

type Parse<T> = (file: string, text: string, faults: Fault[]) => T;

function remembering<T>(parse: Parse<T>): Parse<T> {
  const last = new Map<string, { text: string; document: T; faults: Fault[] }>();
  return (file, text, faults) => {
    let read = last.get(file);
    if (read?.text !== text) {
      const found: Fault[] = [];
      read = { text, document: parse(file, text, found), faults: found };
      last.set(file, read);
    }
    faults.push(...read.faults);
    return read.document;
  };
}

/** Reads YAML as `ReadYaml` has it. */
export function parseYaml(file: string, text: string, faults: Fault[], offset = 0): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const { message, pos } of [...document.errors, ...document.warnings]) {
    faults.push({
      file,
      line: lines.linePos(pos[0]).line + offset,
      message: `expected YAML, came: ${message}`,
    });
  }
  const broken = document.errors.length > 0;
  return {
    file,
    broken,
    data: broken ? undefined : (document.toJS() as unknown),
    lineOf: path => lineIn(document, lines, path) + offset,
  };
}

/** The line of the deepest value on the path that exists. */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
