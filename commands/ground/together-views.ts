import { type Button, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Exercise, Words } from '../../src/library/schema.ts';
import type { Session } from '../../src/people/session.ts';
import type { Hindrance as Held, Moved } from '../../src/people/together.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';

export type Hindrance = Held | { why: 'only-servers' | 'off' | 'no-writing' };

/** Asks whether to post it, and says what others will see. */
export function asked({ say }: Context, { id, title: name }: Exercise, wanted: Exercise | undefined): Card {
  const another = wanted && wanted.id !== id;
  return card([
    title(name),
    ...(another ? [small(say('ground.together.for-one', { title: wanted.title }))] : []),
    text(say('ground.together.ask')),
    small(say('ground.together.seen')),
    row(
      button(say('ground.together.post'), go('ground', 'post', id), 'main'),
      button(say('ground.together.not-now'), go('ground', 'not-now', wanted?.id ?? id)),
    ),
  ]);
}

export function notPosted({ say }: Context, { id }: Exercise): Card {
  return card([text(say('ground.together.not-posted')), row(byMyself(say, id))]);
}

/** Why not, and the same exercise alone. */
export function hindered({ say }: Context, hindrance: Hindrance, { id }: Exercise): Card {
  const why =
    hindrance.why === 'soon'
      ? say('ground.together.soon', { when: timestamp(hindrance.at, 'left') })
      : say(`ground.together.${hindrance.why}`);
  return card([text(why), row(byMyself(say, id))]);
}

/** What all see: the step, how many are there, and nobody's name. All see it in the language it was started in. */
export function board({ library }: Context, session: Session): Card {
  const words = library.words(session.locale);
  const exercise = words.exercises.find(({ id }) => id === session.exercise);
  const step = exercise?.steps[session.step - 1];
  if (session.ended || !exercise || step === undefined) return ended(words, session);
  const { id, title: name, steps, caution } = exercise;
  const pressed = [session.session, id, session.step] as const;
  return card([
    title(name),
    small(words.say('ground.place', { step: session.step, steps: steps.length })),
    text(step),
    ...(session.step === 1 && caution ? [small(caution)] : []),
    text(counted(words, 'here', session.count)),
    small(words.say('ground.together.public.how')),
    row(
      button(words.say('ground.together.public.join'), go('ground', 'join', ...pressed), 'main'),
      button(words.say('ground.next'), go('ground', 'on', ...pressed)),
      carryOn(words, id, session.step),
    ),
  ]);
}

/** The message of one of which nothing is kept any more. */
export function boardOver({ words }: Context, id: string, step: number): Card {
  return card([text(words.say('ground.together.public.over')), row(carryOn(words, id, step))]);
}

function ended(words: Words, { exercise, count }: Session): Card {
  return card([
    text(words.say('ground.together.public.ended')),
    text(counted(words, 'was', count)),
    row(carryOn(words, exercise, 1)),
  ]);
}

/** Said to whoever joined; again, where they had before. */
export function noted({ say }: Context, how: 'joined' | 'again'): Card {
  return card([text(say(`ground.together.${how}`)), small(say('ground.together.mark'))]);
}

/** Said to whoever pressed Next, where nothing moved. */
export function notedMove({ say }: Context, moved: Moved): Card | undefined {
  if (moved.how === 'moved') return undefined;
  if ('at' in moved)
    return card([text(say(`ground.together.${moved.how}`, { when: timestamp(moved.at, 'left') }))]);
  return card([text(say('ground.together.behind', { step: moved.session.step }))]);
}

export function notedOver({ words }: Context, id: string, step: number): Card {
  return card([text(words.say('ground.together.over')), row(carryOn(words, id, step))]);
}

function counted({ say }: Words, when: 'here' | 'was', count: number): string {
  return count === 1
    ? say(`ground.together.public.${when}.one`)
    : say(`ground.together.public.${when}.many`, { count });
}

const carryOn = ({ say }: Pick<Words, 'say'>, id: string, step: number): Button =>
  button(say('ground.together.public.alone'), go('ground', 'alone', id, step));

const byMyself = (say: Words['say'], id: string): Button =>
  button(say('ground.together.by-myself'), go('ground', 'open', id), 'main');
