import type { Clock, Log, Outbox, Sent } from '../core/ports.ts';
import type { Words } from '../library/schema.ts';
import { type Nudge, type Nudged, withNudge } from '../people/nudges.ts';
import type { People } from '../people/person.ts';
import { defaultPreferences } from '../people/preferences.ts';
import { StoreError } from '../store/errors.ts';
import { UnreadableError } from '../store/seal.ts';
import { arrived, claimed, type Dropped, deadlineFor, isClaimOf, unclaimed } from './claim.ts';
import type { NudgeContents, SayingParts } from './content.ts';
import { type Delivery, isOf, nonceOf } from './delivery.ts';
import { type Attempt, again, ended, type Job, type Outcome, pauseAfter } from './job.ts';
import { isLate } from './lateness.ts';
import type { Calendar } from './local-time.ts';

export interface DeliverParts {
  people: People;
  outbox: Outbox;
  contents: NudgeContents;
  words: (locale: string) => Words;
  calendar: Calendar;
  clock: Clock;
  log: Log;
  /** Whether the person asked to stop it, or to be forgotten, and the store may not know yet. */
  isStopped: (delivery: Delivery) => boolean;
  /** Told of every record as it is now. */
  changed: (owner: string, record: Nudged) => void;
  /** Told of every answer of Discord's. False where it says that somebody cannot be reached, and it must be the bot. */
  believes: (sent: Sent) => boolean;
}

/**
 * Makes one attempt at a delivery: claims it, sends it, and writes down that it was sent. The claim stands before the message is
 * sent and the same nonce goes with every try, so that neither a crash nor an answer that is lost doubles it.
 * Rejects with bugs only.
 */
export async function deliver(job: Job, parts: DeliverParts): Promise<Attempt> {
  try {
    if (job.isSent) return await confirm(job, parts, 'sent');
    const preferences = await preferencesOf(job, parts);
    const refused = job.claim ? undefined : await claim(job, parts, preferences);
    if (refused) return ended(refused);
    return (await lookedUp(job, parts)) ?? (await send(job, parts, preferences));
  } catch (error) {
    if (error instanceof UnreadableError) {
      parts.log.warn({ err: error }, 'A record cannot be read, so nothing is sent to its person');
      return ended('unreadable');
    }
    if (!(error instanceof StoreError)) throw error;
    return again('store', storePauseMs, error.message);
  }
}

/** A store that is away is waited for: on the defaults a message might make a sound where silence was chosen. */
async function preferencesOf(
  { delivery }: Job,
  { people }: DeliverParts,
): Promise<SayingParts['preferences']> {
  try {
    return (await people.read('preferences', delivery.owner)) ?? defaultPreferences;
  } catch (error) {
    if (error instanceof UnreadableError) return defaultPreferences;
    throw error;
  }
}

/** Claims it, or gives why it is not to be sent. */
async function claim(
  job: Job,
  parts: DeliverParts,
  preferences: SayingParts['preferences'],
): Promise<Dropped | undefined> {
  const { owner, name } = job.delivery;
  const { people, contents, words, calendar, clock, isStopped } = parts;
  const content = contents.get(name);
  if (isStopped(job.delivery)) return 'stopped';
  let refused: Dropped | undefined = 'changed';
  const after = await people.amend('nudges', owner, record => {
    if (!content) return 'same';
    const saying = { preferences, words: words(record.locale) };
    const outcome = claimed(record, job, { ...saying, calendar, content, now: clock.now() });
    refused = typeof outcome === 'string' ? outcome : undefined;
    if (typeof outcome === 'string') return 'same';
    const triedAt = job.isTakenOver ? Number.NEGATIVE_INFINITY : outcome.claim.at;
    job.unsureSince = outcome.isOlder ? triedAt : undefined;
    return outcome.record;
  });
  const nudge = after?.nudges[name];
  if (refused || !after || !nudge?.claim) return refused ?? 'changed';
  job.claim = nudge.claim;
  job.deadline = deadlineFor(calendar, after, nudge, job);
  return undefined;
}

/** The record, where it is still to be sent: looked at right before anything is, for much may have happened meanwhile. */
async function stillOpen(job: Job, { people, clock, isStopped }: DeliverParts): Promise<Nudged | Outcome> {
  const { owner, name } = job.delivery;
  const record = await people.read('nudges', owner);
  const nudge = record?.nudges[name];
  if (!record || !nudge || !isClaimOf(nudge, job.delivery)) return 'found';
  const stopped = isStopped(job.delivery);
  if (!stopped && clock.now() <= job.deadline) return record;
  await people.amend('nudges', owner, known => unclaimed(known, job.delivery));
  return stopped ? 'stopped' : 'late';
}

/** Discord forgets a nonce after a few minutes: then its channel is asked first. Nothing where it may be sent. */
async function lookedUp(job: Job, parts: DeliverParts): Promise<Attempt | undefined> {
  const { unsureSince, delivery } = job;
  if (unsureSince === undefined) return undefined;
  const agoMs = parts.clock.now() - unsureSince;
  // A try that lies ahead: the clock was set back, so it may be long ago.
  if (agoMs >= 0 && agoMs <= nonceHoldsMs) return undefined;
  const record = await stillOpen(job, parts);
  if (typeof record === 'string') return ended(record);
  const { address, claim } = record.nudges[delivery.name] as Nudge;
  const since = (claim?.at ?? unsureSince) - skewMs;
  const found = await parts.outbox.find(address, since, link => isOf(delivery, link));
  if (found === 'failed') {
    job.tries += 1;
    return again('discord', pauseAfter(job), 'its channel cannot be read now');
  }
  if (found === 'there') return confirm(job, parts, 'found');
  if (found === 'unreadable') return confirm(job, parts, 'unknown');
  job.unsureSince = undefined;
  return undefined;
}

async function send(
  job: Job,
  parts: DeliverParts,
  preferences: SayingParts['preferences'],
): Promise<Attempt> {
  const record = await stillOpen(job, parts);
  if (typeof record === 'string') return ended(record);
  const { delivery } = job;
  const { contents, words, clock, outbox, changed } = parts;
  const { address, claim } = record.nudges[delivery.name] as Nudge;
  const content = contents.get(delivery.name);
  if (!content || !claim) return ended('changed');
  changed(delivery.owner, record);
  const triedAt = clock.now();
  if (job.unsureSince === undefined) job.late = isLate(job.meant, triedAt);
  const saying = { preferences, words: words(record.locale), late: job.late ?? claim.late };
  const message = content.message(claim.says, delivery, saying);
  job.tries += 1;
  const silent = preferences.silent || address.kind === 'channel';
  const sent = await outbox.send({ ...address, message, nonce: nonceOf(delivery), silent });
  return afterSending(job, parts, { sent, triedAt, kind: address.kind });
}

/** One try: what became of it, when it began (milliseconds), and whether it went to a person or to a channel. */
interface Try {
  sent: Sent;
  triedAt: number;
  kind: Nudge['address']['kind'];
}

async function afterSending(job: Job, parts: DeliverParts, { sent, triedAt, kind }: Try): Promise<Attempt> {
  const isBelieved = parts.believes(sent);
  switch (sent.kind) {
    case 'sent':
      job.isSent = true;
      return confirm(job, parts, 'sent');
    case 'gone':
      return isBelieved ? pause(job, parts, sent.code) : again('gone', haltMs);
    case 'no-channel':
      // Of a channel in a server there is no other.
      return kind === 'dm' ? reopen(job, parts) : pause(job, parts, unknownChannel);
    case 'later':
      return again(sent.all ? 'limit' : 'busy', sent.afterMs);
    case 'unsure':
      job.unsureSince ??= triedAt;
      return again('discord', pauseAfter(job), sent.reason);
    case 'refused':
      return again('refused', haltMs, sent.reason);
    case 'rejected':
      parts.log.error({ reason: sent.reason }, 'Discord will not take a message of ours');
      return confirm(job, parts, 'rejected');
  }
}

/** Writes down that it is over. A record that is gone meanwhile stays gone. */
async function confirm(
  { delivery }: Job,
  { people, contents, clock, changed }: DeliverParts,
  outcome: Outcome,
  more?: (nudge: Nudge) => Nudge,
): Promise<Attempt> {
  const isThere = outcome === 'sent' || outcome === 'found' || outcome === 'unknown';
  const after = await people.amend('nudges', delivery.owner, record =>
    isThere ? arrived(record, delivery, contents, clock.now()) : unclaimed(record, delivery, more),
  );
  if (after) changed(delivery.owner, after);
  return ended(outcome);
}

/** Who cannot be reached is not written to again: their own next request tells them, and the next /server tells of a channel. */
function pause(job: Job, parts: DeliverParts, code: number): Promise<Attempt> {
  const since = parts.clock.now();
  return confirm(job, parts, 'gone', nudge => ({ ...nudge, paused: { why: 'gone', since, code } }));
}

/** The DM is opened anew once; where that does not help, the person cannot be reached. */
async function reopen(job: Job, parts: DeliverParts): Promise<Attempt> {
  const { owner, name } = job.delivery;
  if (job.isReopened) return pause(job, parts, unknownChannel);
  const opened = await parts.outbox.open(owner);
  if (opened === 'not-now') return again('busy', pauseAfter(job), 'the DM cannot be opened now');
  if ('code' in opened) return pause(job, parts, opened.code);
  const { channel } = opened;
  job.isReopened = true;
  const after = await parts.people.amend('nudges', owner, record =>
    withNudge(record, name, nudge => ({ ...nudge, address: { kind: 'dm', channel } })),
  );
  return after ? again('busy', 0) : ended('changed');
}

/** Of "the past few minutes" for which Discord promises to know a nonce. */
const nonceHoldsMs = 60_000;
/** How far the machine's clock may be ahead of Discord's. */
const skewMs = 2 * 60_000;
const storePauseMs = 5_000;
const haltMs = 10 * 60_000;
const unknownChannel = 10_003;
