import type { Plain } from '../../src/core/reply.ts';
import type { Words } from '../../src/library/schema.ts';
import type { NudgeContent } from '../../src/nudges/content.ts';
import { type Delivery, deliveryArgs } from '../../src/nudges/delivery.ts';
import { deal } from '../../src/nudges/variety.ts';
import { go } from '../../src/router/links.ts';

/** The name of the daily prompt among the nudges of a server. */
export const prompt = 'prompt';

/** One small thing to do for all in a channel. What is written there stays as it is; what a press opens is private. */
export const promptContent: NudgeContent = {
  choose: (_, delivery, { words }) => dealt(words, delivery),
  message: (says, delivery, { words, late }) => promptMessage(words, says, delivery, late),
};

/** What a date brings: none comes again before all that are fit for a channel were there. */
export function dealt({ nudges }: Words, { owner, slot }: Pick<Delivery, 'owner' | 'slot'>): string {
  const fit = { ...nudges, grounding: nudges.grounding.filter(({ alone }) => !alone) };
  return deal(fit, { owner, date: slot, kind: 'grounding', avoids: () => false }).id;
}

export function promptMessage({ nudges, say }: Words, id: string, delivery: Delivery, late = false): Plain {
  const opening = nudges.grounding.find(one => one.id === id) ?? nudges.grounding[0];
  if (!opening) throw new Error('content: expected openings of the kind grounding, found none.');
  const to = go('server', 'do', ...deliveryArgs(delivery), opening.exercise);
  return {
    kind: 'plain',
    content: late ? `${opening.text}\n-# ${say('nudge.line.late-note')}` : opening.text,
    rows: [[{ label: say('server.outside.privately'), to, style: 'plain' }]],
  };
}
