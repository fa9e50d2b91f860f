import type { Metrics, Outbox } from '../core/ports.ts';

/** The same outbox, with each of Discord's words that somebody or a channel cannot be written to counted. */
export function countedOutbox(outbox: Outbox, metrics: Pick<Metrics, 'undeliverable'>): Outbox {
  return {
    ...outbox,
    async send(outgoing) {
      const sent = await outbox.send(outgoing);
      if (sent.kind === 'gone') metrics.undeliverable(sent.code);
      // A DM that is not there any more is opened anew first.
      if (sent.kind === 'no-channel' && outgoing.kind === 'channel') metrics.undeliverable(unknownChannel);
      return sent;
    },
    async open(personId) {
      const opened = await outbox.open(personId);
      if (typeof opened === 'object' && 'code' in opened) metrics.undeliverable(opened.code);
      return opened;
    },
  };
}

const unknownChannel = 10_003;
