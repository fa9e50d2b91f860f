import { UserError } from '../core/errors.ts';
import type { AnswerOutcome, Clock, Log, Messages, Random } from '../core/ports.ts';
import { type Card, card, choices, type Reply, text } from '../core/reply.ts';
import type { Caller, Request } from '../core/request.ts';
import type { Library } from '../library/schema.ts';
import type { Nudges } from '../nudges/nudges.ts';
import type { People } from '../people/person.ts';
import type { createDetector } from '../safety/crisis.ts';
import { StoreError } from '../store/errors.ts';
import { UnreadableError } from '../store/seal.ts';
import type { Audience, Context, Mode, Operator } from './command.ts';
import { within } from './deadline.ts';
import { createFairness } from './fairness.ts';
import { frame } from './frame.ts';
import type { Registry } from './registry.ts';
import { type Route, route } from './route.ts';
import { createSafetyCheck, type SafetyCheck } from './safety-first.ts';
import type { Share } from './shares.ts';
import { createTurns } from './turns.ts';
import { withUnreached } from './unreached.ts';
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
  /** Makes ready what reads texts for danger, so that the first text need not wait for it. Others are served meanwhile. */
  warmUp(): Promise<void>;
}

export interface Pending {
  answers: Mode;
  audience: Audience;
  reply: Promise<Reply>;
  /** What the reply came to, once it is there. */
  outcome: () => AnswerOutcome;
  /** What is left to do once the answer is on its way. Never rejects. */
  afterwards: () => Promise<void>;
}

export interface RouterParts {
  registry: Registry;
  /** Asked for at every request, so that words saved while developing show at once. */
  library: () => Library;
  operator: Operator;
  people: People;
  messages: Messages;
  nudges: Nudges;
  clock: Clock;
  random: Random;
  log: Log;
  /** How long an answer waits for what the one before it left to write, in milliseconds; longer where the point is what is kept. */
  turnMs?: number | undefined;
  /** How long the data of a form or of choices may take, which cannot be deferred, in milliseconds. */
  undeferrableMs?: number | undefined;
  /** How much one person may ask for; what nobody reaches by hand when left out. */
  asking?: Share | undefined;
  /** Makes what reads texts for danger; one that was made already is handed in where many routers share their words. */
  makeDetector?: typeof createDetector | undefined;
}

export function createRouter(parts: RouterParts): Router {
  const safety = createSafetyCheck(parts.makeDetector);
  const wordsAnswer = createWordsAnswer(safety);
  const turns = createTurns();
  const fairness = createFairness(parts);
  const { turnMs = usualTurnMs } = parts;
  return {
    answer(request) {
      const left: (() => Promise<void>)[] = [];
      const context = contextFor(parts, request.caller, work => left.push(work));
      const asked = fairness.fair(request.caller.id, route(parts.registry, request));
      const { withHelp, ...found } = checked(safety, context, asked.route);
      const isTurn = request.kind !== 'completion' && !asked.isLimited;
      const turn = isTurn ? turns.begin(request.caller.id) : noTurn;
      const ready = turn.before(found.tracks ? turnMs : longTurnMs);
      let outcome: AnswerOutcome = 'answered';
      const failed = (error: unknown) => {
        outcome = outcomeOf(error);
      };
      const greets = (request.kind === 'command' || request.kind === 'message') && !asked.isLimited;
      const reply = guarded(parts, context, request, { ...found, ready, failed, greets });
      if (found.tracks) {
        context.afterwards(() => parts.people.touch(request.caller.id));
        const server = serverOf(request);
        if (server !== undefined) context.afterwards(() => parts.people.touch(server));
      }
      return {
        answers: found.answers,
        audience: found.audience,
        reply: withHelp ? reply.then(withHelp) : reply,
        outcome: () => outcome,
        afterwards: () => finished(parts.log, left).finally(turn.end),
      };
    },
    words(caller, words) {
      const context = contextFor(parts, caller);
      if (!fairness.mayRead(caller.id, words.length)) return undefined;
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
    warmUp: () => safety.warmUp(parts.library().words('en')),
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

/** The server whose lasting message was pressed: that is use of the server's, and keeps what it set. */
function serverOf(request: Request): string | undefined {
  return request.kind === 'action' && !request.onPrivate ? request.caller.server : undefined;
}

interface Run extends Pick<Route, 'answers' | 'audience' | 'tracks' | 'run'> {
  /** Resolves when the answer before it has been written down, or has taken too long. */
  ready: Promise<void>;
  /** Told why it did not do what was asked. */
  failed: (error: unknown) => void;
  /** Where somebody's first card says what Steady is. */
  greets: boolean;
}

async function guarded(parts: RouterParts, context: Context, request: Request, found: Run): Promise<Reply> {
  const greet = found.greets ? greeting(context, found) : undefined;
  try {
    const reply = await inTime(found, context, parts.undeferrableMs);
    const framed = async (card: Card) =>
      frame(withUnreached(card, context, found.tracks), context, await greet);
    if (reply.kind === 'board') return { ...reply, ...(reply.note && { note: await framed(reply.note) }) };
    return reply.kind === 'card' && (found.audience === 'private' || reply.aside) ? framed(reply) : reply;
  } catch (error) {
    found.failed(error);
    const sorry: Card = {
      ...(why(context, error) ?? apology(parts, context, error, nameOf(request))),
      failed: true,
    };
    if (request.kind === 'completion') return noChoices(context, request.typed);
    return frame(found.audience === 'private' ? sorry : { ...sorry, aside: true }, context);
  }
}

/** True for the first card somebody ever gets; notes that they got it. Where nothing can be read, the line stands there again. */
async function greeting({ people, caller, afterwards }: Context, { tracks, ready }: Run): Promise<boolean> {
  await ready;
  const known = await people.glance('greeted', caller.id);
  if (!known && tracks) afterwards(async () => void (await people.change('greeted', caller.id, () => ({}))));
  return !known;
}

function outcomeOf(error: unknown): AnswerOutcome {
  if (error instanceof UserError) return 'refused';
  return error instanceof StoreError || error instanceof UnreadableError ? 'store' : 'failed';
}

/** The one sentence for what is no bug; nothing for what is. */
function why({ say }: Context, error: unknown): Card | undefined {
  if (error instanceof UserError) return card([text(error.message)]);
  if (error instanceof StoreError) return card([text(say('error.store'))]);
  if (error instanceof UnreadableError) return card([text(say('error.unreadable'))]);
  return undefined;
}

/** One after the other, so that a person's records are not written twice at once. What fails is logged and harms nobody. */
async function finished(log: Log, left: readonly (() => Promise<void>)[]): Promise<void> {
  for (const work of left) {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, 'Something after an answer failed');
    }
  }
}

/** One choice that sends what was typed. There is none where that is longer than a choice may be: Discord then sends it anyway. */
function noChoices({ say }: Context, typed: string): Reply {
  return choices(typed.length > choiceLength ? [] : [{ name: say('error.no-choices'), value: typed || ' ' }]);
}

/** Forms and choices cannot be deferred, so their data has a deadline; the rest may take as long as it needs. */
async function inTime(
  { answers, run, ready }: Run,
  context: Context,
  undeferrableMs = usualUndeferrableMs,
): Promise<Reply> {
  const running = ready.then(() => run(context));
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

function contextFor(
  { library, operator, people, messages, nudges, clock, random }: RouterParts,
  caller: Caller,
  afterwards: Context['afterwards'] = () => {},
): Context {
  const current = library();
  const words = current.words(caller.locale);
  const say = words.say.bind(words);
  const parts = { operator, people, messages, nudges, clock, random, afterwards };
  return { caller, library: current, words, say, ...parts };
}

function nameOf(request: Request): string {
  if (request.kind === 'message') return request.name;
  if (request.kind === 'action' || request.kind === 'form') return `${request.command}:${request.action}`;
  return [request.command, request.subcommand].filter(part => part !== undefined).join(' ');
}

/** A person who is typing waits for nothing, and so does the answer that it was too much. */
const noTurn = { before: async () => {}, end: () => {} };
const usualTurnMs = 250;
const longTurnMs = 1_500;
const usualUndeferrableMs = 800;
/** Discord's limit for the value of a choice. */
const choiceLength = 100;
/** Without letters and digits that look alike. */
const referenceLetters = 'ACDEFGHJKLMNPQRTUVWXY34679';
