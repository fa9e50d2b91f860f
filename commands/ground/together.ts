import type { Board, Card } from '../../src/core/reply.ts';
import type { Exercise } from '../../src/library/schema.ts';
import type { Session } from '../../src/people/session.ts';
import type { Context } from '../../src/router/command.ts';
import {
  asked,
  board,
  boardOver,
  type Hindrance,
  hindered,
  noted,
  notedMove,
  notedOver,
} from './together-views.ts';

/** What a button of the message for all carries: the session it belongs to, and what was being done when it was drawn. */
export type Pressed = [session: number, exercise: string, step: number];

/** Comes first, and privately: people will see who starts one. */
export async function propose(context: Context, wanted: Exercise | undefined): Promise<Card> {
  const exercise = forGroup(context, wanted);
  const why = await hindrance(context);
  return why ? hindered(context, why, wanted ?? exercise) : asked(context, exercise, wanted);
}

/** Everything is looked at again: the card may be old. */
export async function post(context: Context, wanted: Exercise): Promise<Card> {
  const { caller, people } = context;
  const exercise = forGroup(context, wanted);
  const why = await hindrance(context);
  if (why) return { ...hindered(context, why, exercise), aside: true };
  const what = { exercise: exercise.id, locale: caller.locale };
  const started = await people.together.start(caller.channel, caller.id, what);
  if ('why' in started) return { ...hindered(context, started, exercise), aside: true };
  return board(context, started.session);
}

export async function join(context: Context, [session, id, step]: Pressed): Promise<Board> {
  const { caller, people } = context;
  const joined = await people.together.join({ channel: caller.channel, session }, caller.id);
  if (joined.how === 'over') return over(context, joined.session, id, step);
  return changed(context, joined.session, noted(context, joined.how));
}

export async function next(
  context: Context,
  exercise: Exercise,
  [session, id, step]: Pressed,
): Promise<Board> {
  const { caller, people } = context;
  const at = { channel: caller.channel, session, step };
  const moved = await people.together.next(at, caller.id, exercise.steps.length);
  if (moved.how === 'over') return over(context, moved.session, id, step);
  return changed(context, moved.session, notedMove(context, moved));
}

/** In the order of the session's versions, whichever press is answered first. */
function changed(context: Context, session: Session, note: Card | undefined): Board {
  return { kind: 'board', card: board(context, session), order: session.version, ...(note && { note }) };
}

/** Where nothing is known of it any more, nothing will change it again. */
function over(context: Context, ended: Session | undefined, id: string, step: number): Board {
  const note = notedOver(context, id, step);
  if (ended) return changed(context, ended, note);
  return { kind: 'board', card: boardOver(context, id, step), order: Number.MAX_SAFE_INTEGER, note };
}

/** Why none can be started here now. */
async function hindrance({ caller, people }: Context): Promise<Hindrance | undefined> {
  if (caller.place !== 'server' || caller.server === undefined) return { why: 'only-servers' };
  const server = await people.read('servers', caller.server);
  if (!server?.together) return { why: 'off' };
  if (!caller.mayWrite) return { why: 'no-writing' };
  return people.together.hindrance(caller.channel, caller.id);
}

/** The wanted one where all may see it; else any that leaves out what somebody may want left out. */
function forGroup({ words, random }: Context, wanted: Exercise | undefined): Exercise {
  if (wanted?.together) return wanted;
  const fitting = words.exercises.filter(({ together }) => together);
  const plain = fitting.filter(({ involves }) => involves.length === 0);
  const open = plain.length > 0 ? plain : fitting;
  const chosen = open[random.below(open.length)];
  if (!chosen) throw new Error('content: expected at least one exercise for a group, found none.');
  return chosen;
}
