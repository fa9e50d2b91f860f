import type { z } from 'zod';
import type { CollectionDefinition } from './definition.ts';
import { type Seal, UnreadableError } from './seal.ts';

/** Between a value and the text that is kept of it. */
export interface Records<T> {
  /** @throws Error when the value does not fit its own schema, which is a bug. */
  encode(id: string, value: T): string;
  /** @throws UnreadableError when it was damaged, moved, written by a newer version, or its key is gone. */
  decode(id: string, text: string): T;
}

/**
 * How values of one kind are written down: checked, sealed field by field, with their version and their last day.
 * @throws Error when an upgrade is missing.
 */
export function createRecords<T extends object>(definition: CollectionDefinition<T>, seal: Seal): Records<T> {
  const { name, schema, version, sealed = [], until } = definition;
  const upgrades = upgradesOf(definition);
  const at = (id: string, field: string) => ({ collection: name, id, field });

  const encode = (id: string, value: T): string => {
    const checked = schema.safeParse(value);
    if (!checked.success)
      throw new Error(`Expected a value that fits "${name}", got ${faultOf(checked.error)}.`);
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(checked.data));
    const closed = sealed.filter(field => fields[field] !== undefined);
    for (const field of closed) fields[field] = seal.close(at(id, field), JSON.stringify(fields[field]));
    const last = until?.(checked.data);
    return JSON.stringify({
      v: version,
      ...(last === undefined ? {} : { until: last }),
      ...(closed.length === 0 ? {} : { sealed: closed }),
      value: fields,
    });
  };

  const decode = (id: string, text: string): T => {
    const stored = readStored(name, text);
    if (stored.v > version) {
      throw unreadable(name, `version ${version} or older was expected, ${stored.v} was found`);
    }
    const fields: Record<string, unknown> = { ...stored.value };
    // Whoever can change the file must not pass plain text off as something that had been sealed.
    const unsealed = sealed.find(field => fields[field] !== undefined && !stored.sealed.includes(field));
    if (stored.v === version && unsealed) throw unreadable(name, `"${unsealed}" was expected to be sealed`);
    for (const field of stored.sealed) {
      const closed = fields[field];
      if (typeof closed !== 'string') throw unreadable(name, `a sealed field is missing`);
      fields[field] = JSON.parse(seal.open(at(id, field), closed));
    }
    const current = upgraded(name, fields, stored.v, upgrades);
    const checked = schema.safeParse(current);
    if (!checked.success) throw unreadable(name, faultOf(checked.error));
    return checked.data;
  };

  return { encode, decode };
}

/** Whether the sweep may delete what this text keeps. `now`: milliseconds since 1970. False where it cannot be told. */
export function isPast(text: string, now: number): boolean {
  // Told by its first words, nearly always: a million texts take seconds to parse.
  if (Number(startOfText.exec(text)?.[1] ?? 0) >= now) return false;
  const { until } = storedOf(parsed(text)) ?? {};
  return until !== undefined && until < now;
}

/** The stored text as data, for looking at; the text itself when it is not JSON. */
export const rawOf = (text: string): unknown => parsed(text) ?? text;

function readStored(name: string, text: string): Stored {
  const stored = storedOf(parsed(text));
  if (!stored) throw unreadable(name, 'it has not the shape of a record');
  return stored;
}

/** Read by hand: a schema took longer for this than for the value, and at a start every record is read. */
function storedOf(data: unknown): Stored | undefined {
  if (!isFields(data)) return undefined;
  const { v, until, sealed = [], value } = data;
  if (typeof v !== 'number' || !Number.isInteger(v) || v < 1) return undefined;
  if (until !== undefined && typeof until !== 'number') return undefined;
  if (!Array.isArray(sealed) || !sealed.every(field => typeof field === 'string')) return undefined;
  return isFields(value) ? { v, until, sealed, value } : undefined;
}

const isFields = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

type Upgrade = (older: unknown) => unknown;

/** From version 1 to 2, from 2 to 3, and so on. */
function upgradesOf<T extends object>({ name, version, upgrades }: CollectionDefinition<T>): Upgrade[] {
  return Array.from({ length: version - 1 }, (_, index) => {
    const upgrade = upgrades?.[index + 1];
    if (!upgrade) throw new Error(`Expected "${name}" to have an upgrade from version ${index + 1}.`);
    return upgrade;
  });
}

function upgraded(name: string, value: unknown, from: number, upgrades: readonly Upgrade[]): unknown {
  try {
    return upgrades.slice(from - 1).reduce((older, upgrade) => upgrade(older), value);
  } catch {
    // What it threw may hold somebody's own words.
    throw unreadable(name, `it could not be upgraded from version ${from}`);
  }
}

/** Undefined when it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreadable = (name: string, fault: string): UnreadableError =>
  new UnreadableError(`A record of "${name}" cannot be read: ${fault}.`);

/** Where the first fault lies, without anything of the value: it may be somebody's own words. */
function faultOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `a fault (${issue?.code}) at "${String(issue?.path[0] ?? '')}"`;
}

interface Stored {
  v: number;
  until: number | undefined;
  sealed: readonly string[];
  value: Record<string, unknown>;
}

/** As `encode` begins a text that has its last day. */
const startOfText = /^\{"v":\d+,"until":(\d+)[,}]/;
