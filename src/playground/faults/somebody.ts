import { partsOf } from '../../discord/measure.ts';
import type { Dice } from '../simulation/dice.ts';
import type { Outcome, SeenForm, SeenMessage } from '../standin/contract.ts';
import type { ServedWorld } from '../standin/world.ts';
import { type Memory, remembering } from './memory.ts';

/** Somebody who types, presses and fills in forms, one thing after the other, and remembers what they were told was saved. */
export interface Somebody {
  id: string;
  /** Does something, whatever the dice say. */
  acts(): Promise<void>;
  /** Once what they are doing is done: looks at what is kept, and says what is not as it was told to be; undefined where it could not look. */
  looks(): Promise<string[] | undefined>;
  memory: Memory;
}

/** Told of everything somebody did: what it was, and what came of it. */
export type Watching = (what: string, outcome: Outcome) => void;

export function createSomebody(world: ServedWorld, id: string, dice: Dice, watching: Watching): Somebody {
  const place = world.place('server', id);
  const memory = remembering();

  const types = async (command: string, options: Record<string, string> = {}) => {
    const [name = '', subcommand] = command.split(' ');
    const act = { kind: 'command' as const, person: id, place, command: name, options };
    const outcome = await world.act({ ...act, ...(subcommand && { subcommand }) });
    watching(command, outcome);
    return outcome;
  };
  const presses = async (label: string, message: SeenMessage) => {
    const customId = partsOf(message.components ?? []).find(part => part.label === label)?.custom_id;
    if (customId === undefined) return undefined;
    const outcome = await world.act({ kind: 'press', person: id, message: message.id, customId });
    watching('a button', outcome);
    return outcome;
  };
  const submits = async (form: SeenForm, fields: Record<string, string>) => {
    const outcome = await world.act({ kind: 'submit', person: id, form: form.id, fields });
    watching('a form', outcome);
    return outcome;
  };

  const saves = async () => {
    const country = dice.one(countries);
    const settle = memory.tries('country', country);
    settle(tells(await types('settings', { country }), nameOf(country)));
  };
  const writes = async () => {
    const words = `note ${dice.below(1_000_000)}`;
    const card = cardIn(await types('plan edit'));
    const opened = card && (await presses('What steadies me', card));
    if (opened?.kind !== 'form') return;
    const settle = memory.tries('words', words);
    settle(tells(await submits(opened.form, { steadies: words }), 'Saved.'));
  };
  const steadies = async () => {
    const card = cardIn(await types('ground'));
    if (card) await presses('Next', card);
  };
  const completes = async () => {
    const typed = { timezone: dice.one(['ber', 'lon', 'new y', 'tok']) };
    const act = { kind: 'complete' as const, person: id, place, command: 'settings', focused: 'timezone' };
    watching('completion', await world.act({ ...act, options: typed }));
  };
  const reads = async () => void (await types('explain', { topic: 'on-edge' }));
  const calls = async () => void (await types('help-now', { country: 'DE' }));

  const looks = async () => {
    const [settings, plan] = [await types('settings'), await types('plan show')];
    if (!isAnswer(settings) || !isAnswer(plan)) return undefined;
    return [
      ...memory.wrong('country', code => wordsIn(settings).includes(nameOf(code))),
      ...memory.wrong('words', words => wordsIn(plan).includes(words)),
    ];
  };
  let doing: Promise<unknown> = Promise.resolve();
  const next = <T>(thing: () => Promise<T>): Promise<T> => {
    const done = doing.then(thing);
    doing = done.catch(() => undefined);
    return done;
  };

  return {
    id,
    memory,
    acts: () => next(dice.one([saves, saves, writes, steadies, completes, reads, calls])),
    looks: () => next(looks),
  };
}

/** Whether it was answered with what was asked for, and not with a failure. */
export const isAnswer = (outcome: Outcome): boolean =>
  outcome.kind !== 'failed' && !/I could not save|Something went wrong/.test(wordsIn(outcome));

/** Whether it says this, and of no failure: a card that could not save shows the words too. */
const tells = (outcome: Outcome, words: string): boolean =>
  isAnswer(outcome) && wordsIn(outcome).includes(words);

const cardIn = (outcome: Outcome): SeenMessage | undefined =>
  outcome.kind === 'message' || outcome.kind === 'updated' ? outcome.message : undefined;

function wordsIn(outcome: Outcome): string {
  const card = cardIn(outcome);
  return [card?.content, ...partsOf(card?.components ?? []).map(part => part.content)].join('\n');
}

const nameOf = (code: string): string => names.of(code) ?? code;
const names = new Intl.DisplayNames('en', { type: 'region' });
const countries = ['DE', 'IE', 'FR', 'GB', 'CA', 'NZ'] as const;
