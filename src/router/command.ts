import { z } from 'zod';
import type { Clock, Messages, Random } from '../core/ports.ts';
import type { Choice, Link, Reply } from '../core/reply.ts';
import type { Caller, ChosenMessage, Place } from '../core/request.ts';
import type { Library, Words } from '../library/schema.ts';
import type { NudgeContent } from '../nudges/content.ts';
import type { Nudges } from '../nudges/nudges.ts';
import type { People } from '../people/person.ts';

/**
 * A command is a function from a request to a reply. `defineCommand` infers the types of its options and of the
 * arguments its buttons carry, and hands the router a form of it in which those types are already checked.
 */
export function defineCommand<
  const O extends Options = Record<never, never>,
  const S extends Record<string, unknown> = Record<never, never>,
  A extends Record<string, unknown> = Record<never, never>,
>(definition: Definition<O, S, A>): Command;
export function defineCommand(definition: AnyDefinition): Command {
  const { name, description, needs, always, contexts = everywhere, message, options = {}, run } = definition;
  return {
    name,
    description,
    contexts,
    ...(needs && { needs }),
    ...(always && { always }),
    ...(message && { message }),
    options,
    ...(run && { run: checkedRun(run, options) }),
    subcommands: mapValues(definition.subcommands ?? {}, ({ description, options = {}, run }) => ({
      description,
      options,
      run: checkedRun(run, options),
    })),
    actions: mapValues(definition.actions ?? {}, checkedAction),
    nudges: definition.nudges ?? {},
  };
}

/** What a command is handed besides its request. */
export interface Context {
  caller: Caller;
  library: Library;
  /** The words in the caller's language. */
  words: Words;
  /** A sentence of the interface by its key in phrases.yaml. */
  say: Words['say'];
  clock: Clock;
  random: Random;
  operator: Operator;
  /** What is kept about people. */
  people: People;
  messages: Messages;
  /** What people asked to be sent. */
  nudges: Nudges;
  /** Does something once the answer is on its way: what nobody waits for, and what may fail without harm. */
  afterwards: (work: () => Promise<void>) => void;
}

/** Who hosts this Steady, as /about shows it. */
export interface Operator {
  name?: string | undefined;
  contact?: string | undefined;
  privacyUrl?: string | undefined;
  /** For how many days the host's backups keep what was deleted. */
  backupDays?: number | undefined;
}

/**
 * What an answer does to the screen, said before anything runs: a new message, the message with the button changed,
 * a new one in place of that message, the message that all see changed in its own time, a form, the choices of an option, or the
 * message taken away.
 */
export type Mode = 'new' | 'update' | 'instead' | 'board' | 'form' | 'choices' | 'remove';
export type Audience = 'private' | 'public';

export type Option =
  | {
      kind: 'text';
      description: string;
      required?: true;
      /** Longest text Discord lets through, in characters. */
      most?: number;
      /** True where people write in their own words. Elsewhere a name is asked for, which may be in any language. */
      ownWords?: true;
      complete?: (context: Context, typed: string) => Choice[] | Promise<Choice[]>;
    }
  | { kind: 'choice'; description: string; required?: true; choices: readonly Choice[] }
  | { kind: 'whole'; description: string; required?: true; least?: number; most?: number }
  | { kind: 'flag'; description: string; required?: true }
  /** A channel of the server for text; its value is Discord's id of it. */
  | { kind: 'channel'; description: string; required?: true };
export type Options = Record<string, Option>;

type Value<T extends Option> = T extends { kind: 'text' | 'choice' | 'channel' }
  ? string
  : T extends { kind: 'whole' }
    ? number
    : boolean;
type Values<O extends Options> = {
  [K in keyof O]: O[K] extends { required: true } ? Value<O[K]> : Value<O[K]> | undefined;
};
type AnyValues = Values<Options>;

/** What came with a press besides its arguments: choices of a menu, texts and choices of a form. */
export interface Input {
  values: readonly string[];
  texts: Readonly<Record<string, string>>;
  chosen: Readonly<Record<string, readonly string[]>>;
  /** The own words that the message it was pressed on quotes. */
  quoted?: string | undefined;
  /** Discord's id of the message with the button, or the menu. */
  message?: string | undefined;
}

type Answer = Reply | Promise<Reply>;

interface Manner {
  answers: Mode;
  /** Private when left out. Public answers are the few lasting messages of PRODUCT. */
  audience?: Audience;
  /** False where the answer writes nothing, not even that the person was here. */
  tracks?: false;
  /** Where the answer takes far longer to make than others: one person gets fewer of them in a row. */
  effort?: 'much';
}

interface RunDefinition<O extends Options> extends Manner {
  with: (context: Context, options: Values<O>) => Answer;
  /** Where **Go on** leads when free text was answered with a safety card first. It must carry no free text. */
  goOn?: (context: Context, options: Values<O>) => Link | undefined;
}

interface SubcommandDefinition<O> {
  description: string;
  options?: O & Options;
  run: RunDefinition<O extends Options ? O : Record<never, never>>;
}

interface ActionDefinition<Args> extends Manner {
  /** A zod tuple from the parts of a custom_id to what the action takes; none when left out. */
  args?: z.ZodType<Args, readonly (string | undefined)[]>;
  with: (context: Context, args: Args, input: Input) => Answer;
  /** True where anybody may press it, whatever the command needs: it stands on a message that all see. */
  forAll?: true;
  /** As for a run; `input` holds what was typed into the form. */
  goOn?: (context: Context, args: Args, input: Input) => Link | undefined;
  /**
   * Where **Keep it** leads, in place of **Go on**, when what was to be kept was answered with a safety card first. The card quotes
   * the words, and the action gets them as `quoted`: nothing is kept before.
   */
  keep?: (context: Context, args: Args, input: Input) => Link;
  /**
   * Where what was typed is not kept once it is worded like danger, and where **Change it** leads from the card that says so. What only
   * sounds a little like it, or is in a language that is not read, is kept as `keep` says.
   */
  refuses?: (context: Context, args: Args) => Link;
  /** Where what was typed is no more than a little like wording that needs a human, a line stands below the answer, and no card comes first. */
  unsure?: 'below';
}

/** A command in a message's menu. `message` tells whose words they are. */
interface MessageDefinition extends Manner {
  name: string;
  with: (context: Context, message: ChosenMessage) => Answer;
  goOn?: (context: Context, message: ChosenMessage) => Link | undefined;
}

interface Definition<
  O extends Options,
  S extends Record<string, unknown>,
  A extends Record<string, unknown>,
> {
  name: string;
  /** Shown to everybody in Discord's picker: neutral words only. */
  description: string;
  /** Checked on every request too: account installs ignore Discord's own default. */
  needs?: 'ManageGuild';
  /** True where it is answered however much its person asked before: what helps in danger. */
  always?: true;
  /** Where it can be used; everywhere when left out. Checked on every request too. */
  contexts?: readonly Place[];
  options?: O;
  run?: RunDefinition<O>;
  subcommands?: { [K in keyof S]: SubcommandDefinition<S[K]> };
  message?: MessageDefinition;
  actions?: { [K in keyof A]: ActionDefinition<A[K]> };
  /** What it has sent to people or channels that asked for it, by name; no two commands share a name. */
  nudges?: Record<string, NudgeContent>;
}

type AnyDefinition = Definition<Options, Record<string, Options>, Record<string, unknown>>;

/** A command as the router and the registration see it. */
export interface Command {
  name: string;
  description: string;
  needs?: 'ManageGuild';
  always?: true;
  contexts: readonly Place[];
  options: Options;
  run?: Run;
  subcommands: Record<string, { description: string; options: Options; run: Run }>;
  message?: MessageDefinition;
  actions: Record<string, Action>;
  nudges: Record<string, NudgeContent>;
}

interface Run extends Manner {
  /** The options as the handler takes them, or the name of the first that does not fit. */
  parse: (raw: AnyValues) => { options: AnyValues } | { wrong: string };
  with: (context: Context, options: AnyValues) => Answer;
  goOn?: (context: Context, options: AnyValues) => Link | undefined;
}

interface Action extends Manner {
  /** The arguments as the handler takes them, or undefined where they do not fit. */
  parse: (args: readonly string[]) => { args: unknown } | undefined;
  forAll?: true;
  with: (context: Context, args: unknown, input: Input) => Answer;
  goOn?: (context: Context, args: unknown, input: Input) => Link | undefined;
  keep?: (context: Context, args: unknown, input: Input) => Link;
  refuses?: (context: Context, args: unknown) => Link;
  unsure?: 'below';
}

function checkedRun(run: RunDefinition<Options>, options: Options): Run {
  const schema = optionsSchema(options);
  return {
    ...run,
    parse: raw => {
      const parsed = schema.safeParse(raw);
      if (parsed.success) return { options: parsed.data };
      return { wrong: String(parsed.error.issues[0]?.path[0] ?? '') };
    },
  };
}

function checkedAction(action: ActionDefinition<unknown>): Action {
  const schema = action.args ?? z.tuple([]);
  return {
    ...action,
    parse: raw => {
      const parsed = schema.safeParse(raw);
      return parsed.success ? { args: parsed.data } : undefined;
    },
  };
}

function optionsSchema(options: Options) {
  return z.object(
    mapValues(options, option => {
      const value = schemaOf(option);
      return option.required ? value : value.optional();
    }),
  );
}

/** Discord's client keeps to this; one that knows a command from before a change may not. */
function schemaOf(option: Option): z.ZodType<string | number | boolean> {
  switch (option.kind) {
    case 'text':
      return z.string().max(option.most ?? longestText);
    case 'choice':
      return z.enum(option.choices.map(({ value }) => value));
    case 'channel':
      return z.string().regex(/^\d{1,20}$/);
    case 'whole':
      return z
        .int()
        .min(option.least ?? Number.MIN_SAFE_INTEGER)
        .max(option.most ?? Number.MAX_SAFE_INTEGER);
    case 'flag':
      return z.boolean();
  }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

const everywhere: readonly Place[] = ['server', 'own-dm', 'other-dm'];
/** The longest text an option takes where it says nothing else, as Discord has it. */
const longestText = 6_000;
