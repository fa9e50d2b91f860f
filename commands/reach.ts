import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import type { Rung } from '../src/library/reach-schema.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { turnsOf } from './reach/dealt.ts';
import { alone, rungCard } from './reach/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    reach: {
      rung: [rung: string, turn: number];
      another: [rung: string, turn: number];
      copy: [rung: string, text: string];
    };
  }
}

/** Which rung, and how often its texts were dealt anew. */
const rungArgs = z.tuple([z.string(), z.coerce.number<string>().int().min(0)]);

/** Small ways to be with people, the smallest first. Steady itself writes to nobody, and nothing of it is kept. */
export default defineCommand({
  name: 'reach',
  description: 'A short text to send, or a small way to be around people',
  run: { answers: 'new', with: start },
  actions: {
    rung: {
      answers: 'update',
      args: rungArgs,
      with: (context, [id, turn]) => rungCard(context, find(context, id), turn),
    },
    // As `rung`: no two buttons of one message may carry the same.
    another: {
      answers: 'update',
      args: rungArgs,
      with: (context, [id, turn]) => rungCard(context, find(context, id), turn),
    },
    copy: {
      answers: 'new',
      args: z.tuple([z.string(), z.string()]),
      with: (context, [rung, text]) => alone(textOf(context, find(context, rung), text)),
    },
  },
});

/** Begins anywhere in the texts, so that coming back another day shows others. */
function start(context: Context) {
  const first = context.words.ladder.rungs[0];
  if (!first) throw new Error('content: expected rungs of /reach, found none.');
  return rungCard(context, first, context.random.below(turnsOf(first)));
}

function find({ words, say }: Context, id: string): Rung {
  const rung = words.ladder.rungs.find(rung => rung.id === id);
  if (!rung) throw new UserError(say('reach.gone'));
  return rung;
}

function textOf({ say }: Context, { texts }: Rung, id: string): string {
  const found = texts.find(text => text.id === id);
  if (!found) throw new UserError(say('reach.gone'));
  return found.text;
}
