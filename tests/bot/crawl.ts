import { ComponentType } from 'discord-api-types/v10';
import type { OptionValue, Outcome, SeenForm, SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from './actor.ts';
import { buttonsOf, menusOf, type Part, partsOf } from './parts.ts';

/** One thing a person does on the way to a card. */
export type Step =
  | { do: 'type'; command: string; options?: Record<string, OptionValue> }
  | { do: 'use'; command: string; on: SeenMessage }
  | { do: 'press'; customId: string }
  | { do: 'choose'; customId: string; value: string }
  | { do: 'submit'; fields: Record<string, string | string[]> };

export interface Visit {
  path: readonly Step[];
  outcome: Outcome;
}

export interface Crawl {
  /** Undoes what one way did beside what is kept of the person. */
  beforeEachWay?: () => Promise<void>;
  beforeLastStep?: () => Promise<void>;
  /** What a press has in common with others, such as the same button on the pages of two exercises. */
  alike?: (key: string) => string;
  /** How many that are alike are made, by the first of them; all of them when left out. */
  mostAlike?: (key: string) => number;
}

/**
 * Goes everywhere a person can get from these beginnings: presses every button, chooses every option of every menu and sends every
 * form in. Each kind of press is made once; to make it, the person walks the way to its card from the beginning.
 */
export async function* crawl(
  actor: Actor,
  beginnings: readonly Step[],
  {
    beforeEachWay = async () => {},
    beforeLastStep = async () => {},
    alike = key => key,
    mostAlike = () => Number.POSITIVE_INFINITY,
  }: Crawl = {},
): AsyncGenerator<Visit> {
  const open: Step[][] = beginnings.map(step => [step]);
  const seen = new Set(beginnings.map(keyOf));
  const made = new Map<string, number>();
  for (let path = open.shift(); path; path = open.shift()) {
    await forgotten(actor);
    await beforeEachWay();
    for (const step of path.slice(0, -1)) await take(actor, step);
    await beforeLastStep();
    const outcome = await take(actor, path.at(-1) as Step);
    yield { path, outcome };
    for (const step of stepsFrom(outcome)) {
      const key = keyOf(step);
      const count = made.get(alike(key)) ?? 0;
      if (seen.has(key) || count >= mostAlike(key)) continue;
      seen.add(key);
      made.set(alike(key), count + 1);
      open.push([...path, step]);
    }
  }
}

/** What one way teaches would change the cards of the next. */
async function forgotten(actor: Actor): Promise<void> {
  await actor.types('/my-data delete');
  await actor.presses('Everything');
}

export const described = (path: readonly Step[]) => path.map(keyOf).join(' → ');

function take(actor: Actor, step: Step): Promise<Outcome> {
  switch (step.do) {
    case 'type':
      return actor.types(step.command, step.options ?? {});
    case 'use':
      return actor.usesOn(step.on, step.command);
    case 'press':
      return actor.pressesId(asOfNow(actor, step.customId));
    case 'choose':
      return actor.choosesId(step.customId, [step.value]);
    case 'submit':
      return actor.submits(step.fields);
  }
}

/** A button may carry the day, or the id of a message that was posted on the way, which are others each time. */
function asOfNow(actor: Actor, customId: string): string {
  const there = buttonsOf(actor.card).flatMap(({ custom_id }) => custom_id ?? []);
  if (there.includes(customId)) return customId;
  return there.find(other => unnumbered(other) === unnumbered(customId)) ?? customId;
}

/** The same for every message, channel and day. */
export const unnumbered = (customId: string) => customId.replaceAll(/\d{17,20}|\d{4}-\d\d-\d\d/g, '#');

function stepsFrom(outcome: Outcome): Step[] {
  if (outcome.kind === 'form') return [{ do: 'submit', fields: filledIn(outcome.form) }];
  if (outcome.kind !== 'message' && outcome.kind !== 'updated') return [];
  const presses = buttonsOf(outcome.message).flatMap(({ custom_id }): Step[] =>
    custom_id ? [{ do: 'press', customId: custom_id }] : [],
  );
  const choices = menusOf(outcome.message).flatMap(({ custom_id, options }) =>
    options.map(({ value }): Step => ({ do: 'choose', customId: custom_id, value })),
  );
  return [...presses, ...choices];
}

/** Something in every field: a few plain words, a city, or the first option. */
function filledIn({ data }: SeenForm): Record<string, string | string[]> {
  const fields = partsOf(data.components).filter(
    (part): part is Part & { custom_id: string } => part.custom_id !== undefined,
  );
  return Object.fromEntries(
    fields.map(({ custom_id, type, options }) => {
      const first = options?.[0]?.value ?? '';
      if (options) return [custom_id, type === ComponentType.RadioGroup ? first : [first]];
      return [custom_id, filled[custom_id] ?? 'I jump when a door shuts'];
    }),
  );
}

/** What goes into fields that take only something of a kind. */
const filled: Readonly<Record<string, string>> = { city: 'Berlin', time: '20:30' };

function keyOf(step: Step): string {
  switch (step.do) {
    case 'type':
      return [step.command, ...Object.values(step.options ?? {})].join(' ');
    case 'use':
      return `${step.command} on "${step.on.content}"`;
    case 'press':
      return step.customId;
    case 'choose':
      return `${step.customId} = ${step.value}`;
    case 'submit':
      return `form with ${JSON.stringify(step.fields)}`;
  }
}
