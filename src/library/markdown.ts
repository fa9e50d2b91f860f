import type { Markdown, MarkdownPart, ReadYaml } from './document.ts';
import type { Fault } from './faults.ts';

/** Splits a Markdown text, whose front matter `readYaml` reads; a missing front matter is a fault. */
export function readMarkdown(readYaml: ReadYaml, file: string, text: string, faults: Fault[]): Markdown {
  const lines = text.split(/\r?\n/);
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  if (end < 0)
    faults.push({ file, line: 1, message: 'expected front matter between lines of ---, came none' });
  const front = readYaml(file, lines.slice(1, Math.max(end, 1)).join('\n'), faults, 1);
  return { front, parts: splitParts(lines, end + 1) };
}

function splitParts(lines: readonly string[], from: number): MarkdownPart[] {
  const parts: MarkdownPart[] = [{ heading: '', line: from + 1, lines: [] }];
  for (const [index, text] of lines.entries()) {
    if (index < from) continue;
    if (text.startsWith('## ')) parts.push({ heading: text.slice(3).trim(), line: index + 1, lines: [] });
    else parts.at(-1)?.lines.push({ text, line: index + 1 });
  }
  return parts.filter(part => part.heading || part.lines.some(({ text }) => text.trim()));
}
