import { UserError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { choices } from '../core/reply.ts';
import type { Route } from './route.ts';
import { createShares, type Share } from './shares.ts';

/** Keeps one person who asks very much from slowing everybody else. */
export interface Fairness {
  /** The route itself, or the one that says kindly that it is too much at once. */
  fair(personId: string, route: Route): Fair;
  /** Whether words of this length may still be read for danger. */
  mayRead(personId: string, length: number): boolean;
}

interface Fair {
  route: Route;
  isLimited: boolean;
}

/** What one person may ask for, in steps of the usual size. */
export interface FairnessParts {
  clock: Clock;
  asking?: Share | undefined;
}

/** Left out, `asking` is what nobody reaches by hand. */
export function createFairness({ clock, asking = usualAsking }: FairnessParts): Fairness {
  const asked = createShares(asking, clock);
  const read = createShares(reading, clock);
  const mayRead = (id: string, length: number) => read.take(id, length);
  return {
    mayRead,
    fair(id, route) {
      if (route.always || asked.take(id, effortOf(route))) return { route, isLimited: false };
      const texts = route.texts.filter(({ text }) => mayRead(id, text.length));
      return { route: { ...tooMuch(route), texts }, isLimited: true };
    },
  };
}

/** Long texts take long to read. */
function effortOf({ effort, answers, texts }: Route): number {
  const usual = answers === 'choices' ? typingEffort : 1;
  const length = texts.reduce((sum, { text }) => sum + text.length, 0);
  return (effort === 'much' ? muchEffort : usual) + Math.floor(length / 1_000);
}

/** Wording of danger is answered with its card also here. Otherwise the card that was pressed on stays as it is, and one sentence comes beside it. */
function tooMuch({ answers, byAnother, texts, unsure }: Route): Route {
  const isTyping = answers === 'choices';
  return {
    answers: isTyping ? 'choices' : 'new',
    audience: 'private',
    tracks: false,
    texts,
    byAnother,
    unsure,
    run: ({ say }) => {
      if (isTyping) return choices([]);
      throw new UserError(say('error.too-much'));
    },
  };
}

/** Ten presses a second for ten seconds, and then four for ever. */
export const usualAsking: Share = { burst: 60, perSecond: 4 };
/** Characters: a page at once, and then more than anybody types. */
const reading: Share = { burst: 12_000, perSecond: 3_000 };
/** A list of time zones takes ten times as long as a step of an exercise. */
const typingEffort = 2;
/** A chart takes some forty times as long as a step of an exercise. */
const muchEffort = 6;
