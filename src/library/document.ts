import type { z } from 'zod';
import { came, type Fault } from './faults.ts';

/** A YAML text as data, with the line every value stands on. */
export interface Yaml {
  file: string;
  /** True when it is no YAML at all, which is a fault already. */
  broken: boolean;
  data: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

/** A Markdown text: its front matter, and what stands under each `## ` heading (the first one has no heading). */
export interface Markdown {
  front: Yaml;
  parts: MarkdownPart[];
}

export interface MarkdownPart {
  heading: string;
  /** Line of the heading; of the first line of text where there is none. */
  line: number;
  /** Lines as written, without the heading. `line` + 1 is the first one's number, or `line` without a heading. */
  lines: { text: string; line: number }[];
}

/** Reads YAML; faults of its form are added to `faults`. `offset` is the number of lines before it in its file. */
export type ReadYaml = (file: string, text: string, faults: Fault[], offset?: number) => Yaml;

/** Reads texts, each once: the same text of the same file is the same document again, with the same faults. */
export interface Documents {
  yaml(file: string, text: string, faults: Fault[]): Yaml;
  markdown(file: string, text: string, faults: Fault[]): Markdown;
}

/** The value as the schema has it, or nothing and one fault for each thing that does not fit. */
export function conform<T>(schema: z.ZodType<T>, yaml: Yaml, faults: Fault[]): T | undefined {
  if (yaml.broken) return undefined;
  // Compiling a schema takes longer than reading the few texts that it reads.
  const result = schema.safeParse(yaml.data ?? {}, { jitless: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    for (const { path, message } of explain(issue, yaml.data)) {
      faults.push({ file: yaml.file, line: yaml.lineOf(path), message: `${path.join('.')}: ${message}` });
    }
  }
  return undefined;
}

/** What is said once hard line breaks are gone: one line a paragraph or list item, the marks of quoted thoughts taken off. */
export function flowing(part: MarkdownPart): string {
  const text = part.lines.map(({ text }) => text.trim()).join('\n');
  return withoutMarks(
    text
      .trim()
      .replace(/\n{2,}/g, '\n\n')
      .replace(SOFT_BREAK, '$1 '),
  );
}

/** `{their-words: I am broken}` marks the reader's own thought; what is shown is the thought alone. */
export function withoutMarks(text: string): string {
  return text.replace(THEIR_WORDS, '$1');
}

function explain(issue: z.core.$ZodIssue, data: unknown): { path: PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      message: `expected no such key, came ${came(at(data, [...issue.path, key]))}`,
    }));
  }
  if (issue.code === 'custom' && issue.message.includes(', came ')) {
    return [{ path: issue.path, message: `expected ${issue.message}` }];
  }
  return [{ path: issue.path, message: `expected ${expected(issue)}, came ${came(at(data, issue.path))}` }];
}

function expected(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith('Invalid')) return issue.message;
  if (issue.code === 'invalid_type') return TYPE_NAMES[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ');
  return issue.message;
}

function at(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

const SOFT_BREAK = /([^\n])\n(?!\n|[-*] |\d+\. )/g;
const THEIR_WORDS = /\{their-words:\s*([^}]*?)\s*\}/g;
const TYPE_NAMES: Record<string, string> = {
  string: 'some text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};
