import type { Clock, Log, Outbox, Sent } from '../core/ports.ts';
import type { Words } from '../library/schema.ts';
import { type Nudge, type Nudged, withNudge } from '../people/nudges.ts';
import type { People } from '../people/person.ts';
import { defaultPreferences } from '../people/preferences.ts';
import { StoreError } from '../store/errors.ts';
import { UnreadableError } from '../store/seal.ts';
import { claimed, type Dropped, deadlineFor, unclaimed } from './claim.ts';
import type { NudgeContents, SayingParts } from './content.ts';
import { isOf, nonceOf, nudgeId } from './delivery.ts';
import { type Attempt, again, ended, type Job, type Outcome, pauseAfter } from './job.ts';
import type { Calendar } from './local-time.ts';

export interface DeliverParts {
  people: People;
  outbox: Outbox;
  contents: NudgeContents;
  words: (locale: string) => Words;
  calendar: Calendar;
  clock: Clock;
  log: Log;
  /** Whether the person asked to stop it and the store does not know yet. */
  isStopped: (id: string) => boolean;
  /** Told of every record that was changed. */
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
    const preferences = (await parts.people.glance('preferences', job.delivery.owner)) ?? defaultPreferences;
    const record = job.claim ? await stillOpen(job, parts) : await claim(job, parts, preferences);
    if (typeof record === 'string') return ended(record);
    const found = await lookedUp(job, parts, record);
    return found ?? (await send(job, parts, record, preferences));
  } catch (error) {
    if (error instanceof UnreadableError) {
      parts.log.warn({ err: error }, 'A record cannot be read, so nothing is sent to its person');
      return ended('unreadable');
    }
    if (!(error instanceof StoreError)) throw error;
    return again('store', storePauseMs, error.message);
  }
}

/** Claims it. Gives the record as it is then, or why it is not to be sent. */
async function claim(
  job: Job,
  parts: DeliverParts,
  preferences: SayingParts['preferences'],
): Promise<Nudged | Dropped> {
  const { owner, name } = job.delivery;
  const { people, contents, words, calendar, clock, isStopped, changed } = parts;
  const content = contents.get(name);
  if (isStopped(nudgeId(job.delivery))) return 'stopped';
  let refused: Dropped | undefined = 'changed';
  const after = await people.amend('nudges', owner, record => {
    if (!content) return 'same';
    const saying = { preferences, words: words(record.locale) };
    const outcome = claimed(record, job, { ...saying, calendar, content, now: clock.now() });
    refused = typeof outcome === 'string' ? outcome : undefined;
    if (typeof outcome === 'string') return 'same';
    job.unsureSince = outcome.isOlder ? outcome.claim.at : undefined;
    return outcome.record;
  });
  const nudge = after?.nudges[name];
  if (refused || !after || !nudge?.claim) return refused ?? 'changed';
  job.claim = nudge.claim;
  job.deadline = deadlineFor(calendar, after, nudge, job);
  changed(owner, after);
  return after;
}

/** Before another try: the record, where it is still to be sent. */
async function stillOpen(job: Job, { people, clock, isStopped }: DeliverParts): Promise<Nudged | Outcome> {
  const { owner, name, slot, part } = job.delivery;
  const record = await people.read('nudges', owner);
  const open = record?.nudges[name]?.claim;
  if (!record || open?.slot !== slot || open.part !== part) return 'found';
  const stopped = isStopped(nudgeId(job.delivery));
  if (!stopped && clock.now() <= job.deadline) return record;
  await people.amend('nudges', owner, known => unclaimed(known, job.delivery));
  return stopped ? 'stopped' : 'late';
}

/** Discord forgets a nonce after a few minutes: then its channel is asked first. Nothing where it may be sent. */
async function lookedUp(job: Job, parts: DeliverParts, record: Nudged): Promise<Attempt | undefined> {
  const { unsureSince, delivery } = job;
  if (unsureSince === undefined) return undefined;
  const agoMs = parts.clock.now() - unsureSince;
  // A try that lies ahead: the clock was set back, so it may be long ago.
  if (agoMs >= 0 && agoMs <= nonceHoldsMs) return undefined;
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
  record: Nudged,
  preferences: SayingParts['preferences'],
): Promise<Attempt> {
  const { delivery, claim } = job;
  const { contents, words, clock, outbox } = parts;
  const address = record.nudges[delivery.name]?.address;
  const content = contents.get(delivery.name);
  if (!content || !claim || !address) return ended('changed');
  const saying = { preferences, words: words(record.locale), late: claim.late };
  const message = content.message(claim.says, delivery, saying);
  const triedAt = clock.now();
  job.tries += 1;
  const { silent } = preferences;
  const sent = await outbox.send({ ...address, message, nonce: nonceOf(delivery), silent });
  return afterSending(job, parts, sent, triedAt);
}

async function afterSending(job: Job, parts: DeliverParts, sent: Sent, triedAt: number): Promise<Attempt> {
  const isBelieved = parts.believes(sent);
  switch (sent.kind) {
    case 'sent':
      job.isSent = true;
      return confirm(job, parts, 'sent');
    case 'gone':
      return isBelieved ? pause(job, parts, sent.code) : again('gone', haltMs);
    case 'no-channel':
      return reopen(job, parts);
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
  { people, changed }: DeliverParts,
  outcome: Outcome,
  more?: (nudge: Nudge) => Nudge,
): Promise<Attempt> {
  const after = await people.amend('nudges', delivery.owner, record => unclaimed(record, delivery, more));
  if (after) changed(delivery.owner, after);
  return ended(outcome);
}

/** Who cannot be reached is not written to again: their own next request tells them. */
function pause(job: Job, parts: DeliverParts, code: number): Promise<Attempt> {
  const since = parts.clock.now();
  return confirm(job, parts, 'gone', nudge => ({ ...nudge, paused: { why: 'gone', since, code } }));
}

/** The DM is opened anew once; where that does not help, the person cannot be reached. */
async function reopen(job: Job, parts: DeliverParts): Promise<Attempt> {
  const { owner, name } = job.delivery;
  if (job.isReopened) return pause(job, parts, unknownChannel);
  const channel = await parts.outbox.open(owner);
  if (channel === undefined) return again('discord', pauseAfter(job), 'the DM cannot be opened now');
  job.isReopened = true;
  const after = await parts.people.amend('nudges', owner, record =>
    withNudge(record, name, nudge =>
      nudge.address.kind === 'dm' ? { ...nudge, address: { kind: 'dm', channel } } : nudge,
    ),
  );
  // Of a channel in a server there is no other: it is tried once more, and then given up.
  return after ? again('busy', 0) : ended('changed');
}

/** Of "the past few minutes" for which Discord promises to know a nonce. */
const nonceHoldsMs = 60_000;
/** How far the machine's clock may be ahead of Discord's. */
const skewMs = 2 * 60_000;
const storePauseMs = 5_000;
const haltMs = 10 * 60_000;
const unknownChannel = 10_003;
