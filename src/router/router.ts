import { UserError } from '../core/errors.ts';
import type { Clock, Log, Random } from '../core/ports.ts';
import { type Card, card, choices, type Reply, text } from '../core/reply.ts';
import type { Caller, Request } from '../core/request.ts';
import type { Library } from '../library/schema.ts';
import type { Audience, Context, Mode, Operator } from './command.ts';
import { within } from './deadline.ts';
import { frame } from './frame.ts';
import type { Registry } from './registry.ts';
import { type Route, route } from './route.ts';
import { createSafetyCheck, type SafetyCheck } from './safety-first.ts';
import { createWordsAnswer } from './words.ts';

/** The bot without Discord: requests in, replies out. */
export interface Router {
  /** Says at once how it will answer, and answers. The reply never rejects: this is the one boundary for errors. */
  answer(request: Request): Pending;
  /** Answers plain words written to Steady, or stays silent. Keeps nothing of them. */
  words(caller: Caller, words: string): Card | undefined;
  /** The apology for an answer that could not be drawn; logs the error under the reference it shows. */
  sorry(caller: Caller, error: unknown): Card;
  /** What is left of a card that Discord would not delete. */
  blank(caller: Caller): Card;
}

export interface Pending {
  answers: Mode;
  audience: Audience;
  reply: Promise<Reply>;
}

export interface RouterParts {
  registry: Registry;
  /** Asked for at every request, so that words saved while developing show at once. */
  library: () => Library;
  operator: Operator;
  clock: Clock;
  random: Random;
  log: Log;
}

export function createRouter(parts: RouterParts): Router {
  const safety = createSafetyCheck(parts.library().words('en'));
  const wordsAnswer = createWordsAnswer(safety);
  return {
    answer(request) {
      const context = contextFor(parts, request.caller);
      const { answers, audience, run, withHelp } = checked(safety, context, route(parts.registry, request));
      const reply = guarded(parts, context, request, { answers, audience, run });
      return { answers, audience, reply: withHelp ? reply.then(withHelp) : reply };
    },
    words(caller, words) {
      const context = contextFor(parts, caller);
      try {
        const answer = wordsAnswer(context, words);
        return answer && frame(answer, context);
      } catch (error) {
        return frame(apology(parts, context, error, 'words'), context);
      }
    },
    sorry(caller, error) {
      const context = contextFor(parts, caller);
      return frame(apology(parts, context, error, 'drawing'), context);
    },
    blank: caller => card([text(contextFor(parts, caller).say('card.hidden'))]),
  };
}

/** Where the check itself fails, nothing runs unchecked: the failure is answered like any other. */
function checked(safety: SafetyCheck, context: Context, found: Route): ReturnType<SafetyCheck['first']> {
  try {
    return safety.first(context, found);
  } catch (error) {
    return { ...found, run: () => Promise.reject(error) };
  }
}

type Run = Pick<Route, 'answers' | 'audience' | 'run'>;

async function guarded(parts: RouterParts, context: Context, request: Request, found: Run): Promise<Reply> {
  const isFirst = request.kind === 'command' || request.kind === 'message';
  try {
    const reply = await inTime(found, context);
    return reply.kind === 'card' && found.audience === 'private' ? frame(reply, context, isFirst) : reply;
  } catch (error) {
    const sorry =
      error instanceof UserError
        ? card([text(error.message)])
        : apology(parts, context, error, nameOf(request));
    if (request.kind === 'completion') return noChoices(context, request.typed);
    return frame(found.audience === 'private' ? sorry : { ...sorry, aside: true }, context);
  }
}

/** One choice that sends what was typed. There is none where that is longer than a choice may be: Discord then sends it anyway. */
function noChoices({ say }: Context, typed: string): Reply {
  return choices(typed.length > choiceLength ? [] : [{ name: say('error.no-choices'), value: typed || ' ' }]);
}

/** Forms and choices cannot be deferred, so their data has a deadline; the rest may take as long as it needs. */
async function inTime({ answers, run }: Run, context: Context): Promise<Reply> {
  const running = Promise.resolve(run(context));
  if (answers !== 'form' && answers !== 'choices') return running;
  return within(running, undeferrableMs, () => {
    throw new UserError(context.say('error.slow'));
  });
}

/** Logs a bug under a short reference and says sorry with the same reference, never with the error. */
function apology({ log, random }: RouterParts, { say }: Context, error: unknown, where: string): Card {
  const reference = Array.from(
    { length: 4 },
    () => referenceLetters[random.below(referenceLetters.length)],
  ).join('');
  log.error({ err: error, reference, where }, 'A request failed');
  return card([text(say('error.bug', { reference }))]);
}

function contextFor({ library, operator, clock, random }: RouterParts, caller: Caller): Context {
  const current = library();
  const words = current.words(caller.locale);
  return { caller, library: current, words, say: words.say.bind(words), operator, clock, random };
}

function nameOf(request: Request): string {
  if (request.kind === 'message') return request.name;
  if (request.kind === 'action' || request.kind === 'form') return `${request.command}:${request.action}`;
  return [request.command, request.subcommand].filter(part => part !== undefined).join(' ');
}

const undeferrableMs = 800;
/** Discord's limit for the value of a choice. */
const choiceLength = 100;
/** Without letters and digits that look alike. */
const referenceLetters = 'ACDEFGHJKLMNPQRTUVWXY34679';
