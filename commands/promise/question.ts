import { button } from '../../src/core/reply.ts';
import type { NudgeContent } from '../../src/nudges/content.ts';
import { deliveryArgs } from '../../src/nudges/delivery.ts';
import { go } from '../../src/router/links.ts';

/** The name of the question among what is sent to a person. */
export const question = 'promise';

/** How it went. */
export const hows = ['kept', 'changed', 'not-today'] as const;
export type How = (typeof hows)[number];

/** What the question says: one neutral line. Its buttons know which promise they are about, and which delivery they stand on. */
export const questionContent: NudgeContent = {
  choose({ promise }) {
    if (!promise) throw new Error('Expected a question about a promise, got another nudge.');
    return String(promise.madeAt);
  },
  message(says, delivery, { words: { say }, late }) {
    const args = [...deliveryArgs(delivery), Number(says)] as const;
    const buttons = [...hows, 'what' as const].map(action =>
      button(say(`promise.${action}`), go('promise', action, ...args)),
    );
    return {
      kind: 'plain',
      content: say(late ? 'promise.line.late' : 'promise.line.asks'),
      rows: [buttons],
    };
  },
};
