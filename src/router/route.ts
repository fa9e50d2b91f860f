import { UserError } from '../core/errors.ts';
import type { Link, Reply } from '../core/reply.ts';
import type { Caller, CommandRequest, CompletionRequest, MessageRequest, Request } from '../core/request.ts';
import type { Audience, Command, Context, Input, Mode, Options } from './command.ts';
import type { Registry } from './registry.ts';

/** Where a request leads: how it will be answered, the free text in it, and the function that answers. */
export interface Route {
  answers: Mode;
  audience: Audience;
  /** True where it may be noted that the person was here. */
  tracks: boolean;
  /** What was typed; checked before anything runs. */
  texts: readonly Typed[];
  /** True when somebody else wrote the text. */
  byAnother: boolean;
  run: (context: Context) => Reply | Promise<Reply>;
  /** Where to go on after a safety card came first. */
  goOn?: ((context: Context) => Link | undefined) | undefined;
  /** Where the words are kept after all, read back from the card that quotes them. */
  keep?: ((context: Context) => Link) | undefined;
  /** Where the words can be changed, if they are not kept once they are worded like danger. */
  refuses?: ((context: Context) => Link) | undefined;
  /** Where a doubt is said below the answer. */
  unsure?: 'below' | undefined;
  /** True where it is answered however much its person asked before. */
  always?: true | undefined;
  /** Where an answer takes far longer to make than others. */
  effort?: 'much' | undefined;
}

/** Free text: in somebody's own words, or a name that was asked for. */
export interface Typed {
  text: string;
  ownWords: boolean;
}

/** Finds the route of a request. What is unknown gets a route that says so in one sentence. */
export function route(registry: Registry, request: Request): Route {
  switch (request.kind) {
    case 'command':
      return commandRoute(registry, request);
    case 'message':
      return messageRoute(registry, request);
    case 'completion':
      return completionRoute(registry, request);
    default:
      return actionRoute(registry, request);
  }
}

function commandRoute(registry: Registry, request: CommandRequest): Route {
  const target = findRun(registry, request);
  if (!target?.run) return unknown('unknown-command', 'new');
  const { command, run, options } = target;
  const { caller } = request;
  const parsed = run.parse(request.options);
  if (asksForHelp(options, request)) {
    return actionRoute(registry, { kind: 'action', caller, onPrivate: false, values: [], ...openHelp });
  }
  return {
    answers: run.answers,
    audience: run.audience ?? 'private',
    tracks: run.tracks ?? true,
    texts: textsOf(options, request),
    byAnother: false,
    always: command.always,
    effort: run.effort,
    run: context => {
      refuseUnlessAllowed(command, caller, context);
      if ('wrong' in parsed) throw new UserError(context.say('error.option', { option: parsed.wrong }));
      return run.with(context, parsed.options);
    },
    goOn: 'wrong' in parsed ? undefined : run.goOn && (context => run.goOn?.(context, parsed.options)),
  };
}

function messageRoute(registry: Registry, request: MessageRequest): Route {
  const command = [...registry.values()].find(command => command.message?.name === request.name);
  const message = command?.message;
  if (!message) return unknown('unknown-command', 'new');
  return {
    answers: message.answers,
    audience: message.audience ?? 'private',
    tracks: message.tracks ?? true,
    texts: [{ text: request.message.text, ownWords: true }],
    byAnother: !request.message.own,
    run: context => {
      refuseUnlessAllowed(command, request.caller, context);
      return message.with(context, request.message);
    },
    goOn: message.goOn && (context => message.goOn?.(context, request.message)),
  };
}

function completionRoute(registry: Registry, request: CompletionRequest): Route {
  const target = findRun(registry, request);
  const isOpen = target && isFor(target.command, request.caller) && mayUse(target.command, request.caller);
  const options = isOpen ? target.options : {};
  const option = Object.hasOwn(options, request.option) ? options[request.option] : undefined;
  const complete =
    option?.kind === 'text' && request.typed.length <= longestTyped ? option.complete : undefined;
  return {
    answers: 'choices',
    audience: 'private',
    tracks: false,
    texts: [{ text: request.typed, ownWords: option?.kind === 'text' && (option.ownWords ?? false) }],
    byAnother: false,
    run: async context => ({ kind: 'choices', choices: (await complete?.(context, request.typed)) ?? [] }),
  };
}

type Pressed = Request & { kind: 'action' | 'form' };
type Keep = NonNullable<Command['actions'][string]['keep']>;

function actionRoute(registry: Registry, request: Pressed): Route {
  const command = registry.get(request.command);
  const action = command && Object.hasOwn(command.actions, request.action) && command.actions[request.action];
  const parsed = action ? action.parse(request.args) : undefined;
  if (!action || !parsed) return unknown('old-button', request.onPrivate ? 'update' : 'new');
  const { args } = parsed;
  const input = inputOf(request);
  const audience = action.audience ?? 'private';
  return {
    answers: audience === 'private' ? privately(action.answers, request) : action.answers,
    audience,
    tracks: action.tracks ?? true,
    texts: Object.values(input.texts).map(text => ({ text, ownWords: true })),
    byAnother: false,
    run: context => {
      refuseUnlessAllowed(command, request.caller, context, action.forAll);
      return action.with(context, args, input);
    },
    goOn: action.goOn && (context => action.goOn?.(context, args, input)),
    keep: action.keep && (context => (action.keep as Keep)(context, args, input)),
    refuses: action.refuses && (context => (action.refuses as Keep)(context, args, input)),
    unsure: action.unsure,
    always: command.always,
    effort: action.effort,
  };
}

/**
 * A private answer is never written into a message that others see; a message that only one person sees need not be taken away. Help
 * comes beside a card that holds somebody's words, not in its place: they would be gone.
 */
function privately(answers: Mode, { onPrivate, quoted, command }: Pressed): Mode {
  const isHelp = command === openHelp.command;
  if (answers === 'update' && (!onPrivate || (quoted !== undefined && isHelp))) return 'new';
  return answers === 'instead' && onPrivate ? 'update' : answers;
}

function findRun(registry: Registry, request: CommandRequest | CompletionRequest) {
  const command = registry.get(request.command);
  if (!command) return undefined;
  if (request.subcommand === undefined) return { command, run: command.run, options: command.options };
  if (!Object.hasOwn(command.subcommands, request.subcommand)) return undefined;
  const subcommand = command.subcommands[request.subcommand];
  return subcommand && { command, run: subcommand.run, options: subcommand.options };
}

/** A completion offers Get help now first when the typed text asks for it; it comes back as this value. */
const asksForHelp = (options: Options, request: CommandRequest) =>
  Object.entries(options).some(
    ([name, option]) => option.kind === 'text' && option.complete && request.options[name] === helpChoice,
  );

const textsOf = (options: Options, request: CommandRequest): Typed[] =>
  Object.entries(options).flatMap(([name, option]) => {
    const value = request.options[name];
    if (option.kind !== 'text' || typeof value !== 'string') return [];
    return [{ text: value, ownWords: option.ownWords ?? false }];
  });

const inputOf = (request: Pressed): Input => ({
  ...(request.kind === 'form'
    ? { values: [], texts: request.texts, chosen: request.chosen }
    : { values: request.values, texts: {}, chosen: {}, message: request.message }),
  quoted: request.quoted,
});

function refuseUnlessAllowed(command: Command, caller: Caller, { say }: Context, forAll = false): void {
  if (!isFor(command, caller)) {
    const places = command.contexts.map(place => say(`error.place.${place}`)).join(', ');
    throw new UserError(say('error.elsewhere', { places }));
  }
  if (!forAll && !mayUse(command, caller)) throw new UserError(say('error.needs-manage'));
}

const isFor = ({ contexts }: Command, { place }: Caller) => contexts.includes(place);
const mayUse = ({ needs }: Command, { managesServer }: Caller) => needs === undefined || managesServer;

const unknown = (key: 'unknown-command' | 'old-button', answers: Mode): Route => ({
  answers,
  audience: 'private',
  tracks: false,
  texts: [],
  byAnother: false,
  run: ({ say }) => {
    throw new UserError(say(`error.${key}`));
  },
});

/** Longer than any name that is asked for: looking it up would take long and find nothing. */
const longestTyped = 300;
/** The value of the first choice in a completion whose text asks for help. */
export const helpChoice = 'help';
const openHelp = { command: 'help-now', action: 'open', args: [''] } as const;
