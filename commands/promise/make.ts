import { ownWords } from '../../src/core/own-words.ts';
import type { Card, Form, Link } from '../../src/core/reply.ts';
import type { LocalTime } from '../../src/nudges/local-time.ts';
import { askedOnce } from '../../src/nudges/once.ts';
import { parseTimeOfDay } from '../../src/nudges/time-of-day.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { withWaiting } from '../../src/people/promises.ts';
import type { Context, Input } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { StoreError } from '../../src/store/errors.ts';
import { zonesNamed } from '../settings/zone.ts';
import { promiseForm } from './form.ts';
import { question } from './question.ts';
import { madeCard, notSent, oneWaits, sayAgain, tryAgain, whichHalf, whichZone } from './views.ts';
import { dated, isSure, localTimeOf, readWhen, type When, written } from './when.ts';
import { type Waiting, type Wish, waitingIn } from './wish.ts';

/** The form, with the words of the card it was opened from. A store that is away makes it one that asks for the city too. */
export async function form(context: Context, words?: string): Promise<Form> {
  const { people, caller } = context;
  const [nudged, preferences] = await Promise.all([
    people.glance('nudges', caller.id),
    people.glance('preferences', caller.id),
  ]);
  return promiseForm(context, nudged?.zone ?? preferences?.timeZone, words);
}

/** Goes on from a form that was sent in: asks back what is not clear, with the words still on the card. */
export async function fromForm(context: Context, { texts, chosen }: Input): Promise<Card> {
  const { say } = context;
  const words = ownWords(texts.words ?? '');
  if (words === '') return sayAgain(context, say('promise.no-words'));
  const when = whenIn(texts, chosen);
  if (!when) return sayAgain(context, say('nudge.unknown-time'), words);
  if (texts.city === undefined) return make(context, { words, when });
  const zones = zonesNamed(context, texts.city);
  const [zone, ...others] = zones;
  if (zone === undefined) return sayAgain(context, say('nudge.unknown-zone'), words);
  if (others.length > 0) return whichZone(context, { words, when }, zones);
  return make(context, { words, when, zone });
}

/** Where **Keep it** leads from a safety card: the words come from there, the rest is what the form said, or has to be said anew. */
export function keepLink(context: Context, { texts, chosen }: Input): Link {
  const when = whenIn(texts, chosen);
  if (!when) return go('promise', 'form');
  const zones = texts.city === undefined ? [] : zonesNamed(context, texts.city);
  const zone = zones.length === 1 ? zones[0] : undefined;
  return go('promise', 'set', written(when), zone ?? '');
}

/**
 * Keeps the promise and has the question sent once. One waits at a time: where another does, which of them is to stay is asked back,
 * unless this one is to take its place.
 */
export async function make(context: Context, wish: Wish, takesPlace = false): Promise<Card> {
  try {
    return await made(context, wish, takesPlace);
  } catch (error) {
    if (error instanceof StoreError) return tryAgain(context, wish);
    throw error;
  }
}

async function made(context: Context, wish: Wish, takesPlace: boolean): Promise<Card> {
  const { people, nudges, messages, caller, clock, say } = context;
  const { words, when } = wish;
  const [promises, nudged, preferences] = await Promise.all([
    people.read('promises', caller.id),
    nudges.read(caller.id),
    people.read('preferences', caller.id),
  ]);
  const zone = nudged?.zone ?? preferences?.timeZone ?? wish.zone;
  if (zone === undefined) return sayAgain(context, say('promise.no-zone'), words);
  if (!isSure(when)) return whichHalf(context, wish);
  const local = localTimeOf(when, zone, nudges.calendar, clock.now());
  const waiting = waitingIn(context, promises, nudged);
  if (waiting && waiting.text !== words && !takesPlace)
    return oneWaits(context, { ...wish, when: dated(local) }, waiting);
  const opened = await messages.open(caller.id);
  if (opened === 'not-now' || 'code' in opened) return notSent(context, wish, opened);
  // Sent twice, it is the same promise.
  const madeAt = waiting?.text === words ? waiting.madeAt : clock.now();
  if (preferences?.timeZone === undefined) await keepZone(context, zone);
  return keep(context, { text: words, madeAt }, local, { zone, channel: opened.channel });
}

/** The words first: a question that nobody can tell the meaning of would be worse than none. */
async function keep(
  context: Context,
  { text, madeAt }: Omit<Waiting, 'at'>,
  local: LocalTime,
  { zone, channel }: { zone: string; channel: string },
): Promise<Card> {
  const { people, nudges, caller, clock } = context;
  const { calendar } = nudges;
  await people.change('promises', caller.id, known => withWaiting(known, text, madeAt));
  const once = { address: { kind: 'dm', channel }, ifLate: 'day', promise: { madeAt } } as const;
  const after = await nudges.change(caller.id, known => {
    const record = known ?? { zone, locale: '', nudges: {}, lastSlots: {} };
    const now = clock.now();
    return askedOnce({ ...record, locale: caller.locale }, question, once, local, { calendar, now });
  });
  return madeCard(context, { text, madeAt, at: calendar.instantOf(after.zone, local) });
}

async function keepZone({ people, caller }: Context, timeZone: string): Promise<void> {
  await people.change('preferences', caller.id, (known = { ...defaultPreferences, usedOn: '' }) => ({
    ...known,
    timeZone,
  }));
}

/** A time that was typed goes before the one that was chosen; undefined where it is none. */
function whenIn(texts: Input['texts'], chosen: Input['chosen']): When | undefined {
  const typed = texts.time?.trim() ?? '';
  if (typed === '') return readWhen(chosen.when?.[0] ?? 'hour');
  const read = parseTimeOfDay(typed);
  return read && { day: 'today', minutes: 'either' in read ? read.either : [read.minute] };
}
