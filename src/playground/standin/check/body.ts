import type { z } from 'zod';
import { type Flaw, invalidForm } from '../errors.ts';

/** Reads a body by its schema. Throws 50035 that names every flaw, with what was expected and what came. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw invalidForm(read.error.issues.map(issue => flaw(issue, body)));
}

/** The same JSON values as if the body had travelled: no undefined, no class instances. */
export function asJson(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
}

function flaw(issue: z.core.$ZodIssue, body: unknown): Flaw {
  const path = issue.path.map(step => (typeof step === 'number' ? step : String(step)));
  const came = path.reduce<unknown>(stepInto, body);
  return { path, code: discordCode(issue, came), message: `${issue.message}; came ${short(came)}` };
}

function stepInto(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

function discordCode(issue: z.core.$ZodIssue, came: unknown): string {
  if (came === undefined && issue.code === 'invalid_type') return 'BASE_TYPE_REQUIRED';
  if (issue.code === 'too_big') return 'BASE_TYPE_MAX_LENGTH';
  if (issue.code === 'too_small') return came === '' ? 'BASE_TYPE_REQUIRED' : 'BASE_TYPE_MIN_LENGTH';
  if (issue.code === 'custom') return String(issue.params?.code ?? 'BASE_TYPE_INVALID');
  return 'BASE_TYPE_INVALID';
}

function short(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `${value.length} items`;
  const text = JSON.stringify(value);
  const size = typeof value === 'string' ? ` (${value.length} characters)` : '';
  return (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text) + size;
}

const SHOWN = 60;
