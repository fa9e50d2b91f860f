import type { NudgeKind, Nudges } from '../library/nudges-schema.ts';
import { permutation } from '../library/shuffle.ts';
import type { DailyKind } from '../people/nudges.ts';

/** The kinds that are dealt from a stock. */
export type DealtKind = Exclude<NudgeKind, 'journey'>;

export interface Deal {
  owner: string;
  /** Local date, YYYY-MM-DD. */
  date: string;
  kind: Exclude<DailyKind, 'journey'>;
  /** True for an exercise, by its id, that this person would rather not be offered. */
  avoids: (exercise: string) => boolean;
}

/**
 * The opening of a date: the stock in an order of the person's own, one a day, so that none comes again before all were there.
 * Nothing is remembered for it. Mixed goes from kind to kind, one a day.
 * @throws Error where a stock is empty.
 */
export function deal(nudges: Nudges, { owner, date, kind, avoids }: Deal): { kind: DealtKind; id: string } {
  const day = Math.floor(Date.parse(date) / dayMs);
  const chosen = kind === 'mixed' ? (turns[(day + turnOf(owner)) % turns.length] as DealtKind) : kind;
  const all = nudges[chosen];
  const fitting = all.filter(opening => !('exercise' in opening) || !avoids(String(opening.exercise)));
  const stock = fitting.length > 0 ? fitting : all;
  const order = permutation(stock.length, `${chosen}:${owner}`);
  const opening = stock[order[day % stock.length] ?? 0];
  if (!opening) throw new Error(`content: expected openings of the kind ${chosen}, found none.`);
  return { kind: chosen, id: opening.id };
}

/** Not everybody has the same kind on the same day. */
const turnOf = (owner: string) => permutation(turns.length, owner)[0] ?? 0;

const turns: readonly DealtKind[] = ['checkin', 'grounding', 'explainer'];
const dayMs = 24 * 60 * 60_000;
