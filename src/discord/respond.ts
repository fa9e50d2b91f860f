import { type APIInteraction, type APIInteractionResponse, MessageFlags, type RawFile } from 'discord.js';
import { noMetrics } from '../core/no-metrics.ts';
import type { Log, Metrics } from '../core/ports.ts';
import type { Card, Plain, Reply } from '../core/reply.ts';
import { within } from '../router/deadline.ts';
import type { Pending, Router } from '../router/router.ts';
import type { Drawing, Edits } from './edits.ts';
import { described, harmless } from './errors.ts';
import { type Measuring, namedIn, startMeasuring } from './measuring.ts';
import type { MessageBody } from './payload.ts';
import { faultIn } from './received.ts';
import { type Rendered, renderMessage } from './render.ts';
import { callerOf, toRequest } from './request.ts';
import { deferral, isAside, responseTo } from './responses.ts';

/** What an answer to an interaction is made of, whatever carries it. */
export interface AnswerPort {
  callback(interaction: APIInteraction, response: APIInteractionResponse, files: RawFile[]): Promise<void>;
  edit(interaction: APIInteraction, body: MessageBody, files: RawFile[]): Promise<void>;
  remove(interaction: APIInteraction): Promise<void>;
  /** A further message, after the first answer. */
  followUp(interaction: APIInteraction, body: MessageBody, files: RawFile[]): Promise<void>;
}

export interface Responder {
  router: Router;
  port: AnswerPort;
  edits: Edits;
  log: Log;
  metrics?: Metrics | undefined;
  /** After how many milliseconds an answer is deferred; Discord waits 3,000 for the first word. */
  deferAfter?: number | undefined;
}

/** Answers one interaction. Never rejects: what fails is logged, unless it is on the list of harmless errors. */
export async function respond(responder: Responder, interaction: APIInteraction): Promise<void> {
  try {
    await answer(responder, interaction);
  } catch (error) {
    const why = harmless(error);
    if (why) responder.log.info({ why }, 'An answer was not needed any more');
    else responder.log.error(described(error), 'An answer could not be sent');
  }
}

async function answer(responder: Responder, interaction: APIInteraction): Promise<void> {
  const fault = faultIn(interaction);
  if (fault) responder.log.warn({ fault: fault.sentence }, 'An interaction could not be read');
  const request = fault ? fault.instead : toRequest(interaction);
  if (!request && fault) return;
  if (!request) {
    responder.log.warn({ type: interaction.type }, 'An interaction of a kind that was never registered');
    return;
  }
  const { metrics = noMetrics } = responder;
  const measuring = startMeasuring(metrics, request);
  const pending = responder.router.answer(request);
  try {
    const deferred = () => metrics.deferred(namedIn(request));
    await deliver(measuredBy(measuring, responder), interaction, pending, deferred);
    measuring.ended(pending.outcome());
  } catch (error) {
    measuring.ended(pending.outcome(), error);
    throw error;
  } finally {
    await pending.afterwards();
  }
}

/** The same responder, for one answer that is measured. */
function measuredBy(measuring: Measuring, responder: Responder): Responder {
  const { port, router } = responder;
  return {
    ...responder,
    port: {
      ...port,
      async callback(...call) {
        await port.callback(...call);
        measuring.answered();
      },
    },
    router: {
      ...router,
      sorry(...call) {
        measuring.undrawn();
        return router.sorry(...call);
      },
    },
  };
}

async function deliver(
  responder: Responder,
  interaction: APIInteraction,
  pending: Pending,
  deferred: () => void,
): Promise<void> {
  const { port, deferAfter = deferAfterMs } = responder;
  if (pending.answers === 'form' || pending.answers === 'choices') {
    return atOnce(responder, interaction, pending, await pending.reply);
  }
  if (pending.answers === 'instead') return instead(responder, interaction, pending);
  if (pending.answers === 'board') return board(responder, interaction, pending);
  const inTime: Promise<Reply | undefined> = pending.reply;
  const reply = await within(inTime, deferAfter, () => undefined);
  if (reply) return atOnce(responder, interaction, pending, reply);
  deferred();
  await port.callback(interaction, deferral(pending), []);
  await later(responder, interaction, pending, await pending.reply);
}

/** The answer comes first and then the message goes, unless nothing was done: whoever presses is never left with nothing. */
async function instead(responder: Responder, interaction: APIInteraction, pending: Pending): Promise<void> {
  const { port } = responder;
  await port.callback(interaction, deferral(pending), []);
  const reply = await pending.reply;
  const message = drawn(responder, interaction, pending, reply, reply => messageOf(reply, pending));
  await port.followUp(interaction, message.body, message.files);
  if (reply.kind !== 'card' || !reply.failed) await remove(responder, interaction);
}

/** Whoever pressed is told at once, and what all see is changed in its own time. */
async function board(responder: Responder, interaction: APIInteraction, pending: Pending): Promise<void> {
  const { port, edits } = responder;
  await port.callback(interaction, deferral(pending), []);
  const reply = await pending.reply;
  const { note, drawing } = drawn(responder, interaction, pending, reply, reply => boardOf(reply, pending));
  try {
    if (note) await port.followUp(interaction, note.body, note.files);
  } finally {
    const message = 'message' in interaction ? interaction.message?.id : undefined;
    if (drawing && message !== undefined)
      edits.show(message, drawing, ({ body, files }) => port.edit(interaction, body, files));
  }
}

async function atOnce(
  responder: Responder,
  interaction: APIInteraction,
  pending: Pending,
  reply: Reply,
): Promise<void> {
  const { response, files } = drawn(responder, interaction, pending, reply, reply =>
    responseTo(pending, reply),
  );
  await responder.port.callback(interaction, response, files);
  if (reply.kind === 'remove') await remove(responder, interaction);
}

/** After a deferral the answer goes where "thinking" stands, or into the message with the button. */
async function later(
  responder: Responder,
  interaction: APIInteraction,
  pending: Pending,
  reply: Reply,
): Promise<void> {
  if (reply.kind === 'remove') return remove(responder, interaction);
  const message = drawn(responder, interaction, pending, reply, reply => messageOf(reply));
  if (message.aside) return beside(responder, interaction, pending, message);
  await responder.port.edit(interaction, message.body, message.files);
}

/** Where everybody sees "thinking", that goes, and the person alone is told. */
async function beside(
  { port }: Responder,
  interaction: APIInteraction,
  { answers }: Pending,
  { body, files }: Rendered,
): Promise<void> {
  if (answers === 'new') await port.remove(interaction);
  await port.followUp(interaction, body, files);
}

/** Where Discord cannot delete the card, its words are taken away instead. */
async function remove({ port, router, log }: Responder, interaction: APIInteraction): Promise<void> {
  try {
    await port.remove(interaction);
  } catch (error) {
    if (harmless(error)) return;
    log.warn(described(error), 'A card could not be deleted and is blanked');
    const { body, files } = renderMessage(router.blank(callerOf(interaction as Answerable)));
    await port.edit(interaction, body, files);
  }
}

/** A reply that breaks a limit of Discord's is a bug; the person still gets an answer, and nobody else does. */
function drawn<T>(
  { router }: Responder,
  interaction: APIInteraction,
  { audience }: Pending,
  reply: Reply,
  draw: (reply: Reply) => T,
): T {
  try {
    return draw(reply);
  } catch (error) {
    const sorry = router.sorry(callerOf(interaction as Answerable), error);
    if (reply.kind === 'choices') return draw({ kind: 'choices', choices: [] });
    return draw(audience === 'private' ? sorry : { ...sorry, aside: true });
  }
}

/** `manner` of a message that is sent anew: whether it is private is fixed there. */
function messageOf(reply: Reply, manner?: Pick<Pending, 'audience'>): Rendered & { aside: boolean } {
  if (!isMessage(reply)) throw new Error(`Expected a card or a line after a deferral, got ${reply.kind}.`);
  const aside = isAside(reply);
  const isPrivate = aside || manner?.audience === 'private';
  return { aside, ...renderMessage(reply, isPrivate ? MessageFlags.Ephemeral : 0) };
}

/** A card alone is said to whoever pressed: nothing changes for all. */
function boardOf(reply: Reply, pending: Pending): { note?: Rendered; drawing?: Drawing } {
  if (reply.kind !== 'board') return { note: messageOf(reply, pending) };
  const { card, order, note } = reply;
  return {
    drawing: { rendered: renderMessage(card), order },
    ...(note && { note: messageOf(note, pending) }),
  };
}

const isMessage = (reply: Reply): reply is Card | Plain => reply.kind === 'card' || reply.kind === 'plain';

type Answerable = Parameters<typeof callerOf>[0];

const deferAfterMs = 1500;
