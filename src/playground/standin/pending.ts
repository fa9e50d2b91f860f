import type { Outcome, Person, Place } from './contract.ts';
import { copied } from './copied.ts';
import { removeMessage } from './messages.ts';
import type { Asked } from './payloads.ts';
import { interactionPayload } from './payloads.ts';
import type { OpenForm, Pending, State } from './state.ts';

interface Asking {
  person: Person;
  place: Place;
  asked: Asked;
  form?: OpenForm;
}

/** Hands an interaction to the bot and waits for what the person sees come of it. */
export function askBot(state: State, { person, place, asked, form }: Asking): Promise<Outcome> {
  const payload = interactionPayload(state, person, place, asked);
  return new Promise(resolve => {
    const pending: Pending = {
      payload,
      person,
      place,
      startedAt: performance.now(),
      madeAt: state.clock.now(),
      stage: 'waiting',
      ...(form && { form }),
      own: new Set(),
      settle: outcome => {
        clearTimeout(pending.timer);
        resolve(outcome);
      },
    };
    forgetOld(state);
    state.interactions.set(payload.id, pending);
    pending.timer = setTimeout(() => expire(pending), state.deadlines.first);
    if (state.links.size === 0) return expire(pending);
    for (const overhear of state.overhearing) overhear('INTERACTION_CREATE', payload);
    for (const { dispatch } of state.links) dispatch('INTERACTION_CREATE', copied(payload));
  });
}

/** Milliseconds since the person acted, in real time. */
export const waited = (pending: Pending): number => performance.now() - pending.startedAt;

/** A deferred answer now has until the `deferred` deadline to be filled in. */
export function waitOn(state: State, pending: Pending): void {
  clearTimeout(pending.timer);
  pending.timer = setTimeout(() => giveUp(state, pending), state.deadlines.deferred);
  pending.timer.unref();
}

/** Ends all waiting, for a stand-in that closes. */
export function endWaiting(state: State): void {
  for (const pending of state.interactions.values()) {
    clearTimeout(pending.timer);
    pending.settle({ kind: 'failed', reason: NO_ANSWER });
  }
}

function expire(pending: Pending): void {
  pending.stage = 'expired';
  const reason = pending.payload.type === COMPLETION ? NO_CHOICES : NO_ANSWER;
  pending.settle({ kind: 'failed', reason });
}

function giveUp(state: State, pending: Pending): void {
  const kept = state.messages.get(pending.original ?? '');
  const unchanged = pending.stage === 'updating' ? kept?.message : undefined;
  if (pending.stage === 'thinking' && kept) removeMessage(state, kept.message);
  pending.settle(
    unchanged
      ? { kind: 'updated', message: unchanged, waited: waited(pending) }
      : { kind: 'failed', reason: NO_ANSWER },
  );
}

/** Interactions stand in the order they were made. */
function forgetOld(state: State): void {
  for (const [id, { madeAt, stage }] of state.interactions) {
    if (state.clock.now() - madeAt <= state.deadlines.token) return;
    if (stage !== 'waiting') state.interactions.delete(id);
  }
}

const COMPLETION = 4;
const NO_ANSWER = 'The application did not respond';
const NO_CHOICES = 'Loading options failed';
