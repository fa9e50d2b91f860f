import { setTimeout as sleep } from 'node:timers/promises';
import type { APIInteraction, APIInteractionResponse, RawFile } from 'discord.js';
import { type AnswerPort, type Responder, respond } from '../respond.ts';

/** The first answer, as it goes back in the response itself. */
export interface FirstAnswer {
  response: APIInteractionResponse;
  files: RawFile[];
}

/**
 * Answers one interaction: the first answer is handed over as soon as it is there, and `finished` resolves when the rest is done too.
 * `first` gives nothing where no answer came, which was logged. `written` resolves when the response has left.
 */
export function answering(
  responder: Responder,
  interaction: APIInteraction,
  written: Promise<unknown>,
): { first: Promise<FirstAnswer | undefined>; finished: Promise<void> } {
  let resolve: (answer: FirstAnswer | undefined) => void = () => {};
  const first = new Promise<FirstAnswer | undefined>(done => {
    resolve = done;
  });
  let ahead: Promise<unknown> = written;
  const behind = responder.port;
  const port: AnswerPort = {
    async callback(_, response, files) {
      resolve({ response, files });
      // What follows goes another way, and Discord refuses it where it overtakes the first answer.
      ahead = written.then(() => sleep(headStartMs));
      await written;
    },
    edit: (...call) => ahead.then(() => behind.edit(...call)),
    remove: (...call) => ahead.then(() => behind.remove(...call)),
    followUp: (...call) => ahead.then(() => behind.followUp(...call)),
  };
  const finished = respond({ ...responder, port }, interaction).finally(() => resolve(undefined));
  return { first, finished };
}

/** The first answer as the body of a response: JSON, or with its files beside it. */
export function bodyOf({ response, files }: FirstAnswer): Response {
  if (files.length === 0) return Response.json(response);
  const form = new FormData();
  form.set('payload_json', JSON.stringify(response));
  for (const [index, { name, data }] of files.entries()) {
    form.set(`files[${index}]`, new Blob([new Uint8Array(data as Uint8Array)]), name);
  }
  return new Response(form);
}

const headStartMs = 50;
