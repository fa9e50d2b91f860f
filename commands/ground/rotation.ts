import type { Exercise } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';

/** `night` while the person asked for exercises that work in the dark, and `day` otherwise. */
export type Night = 'day' | 'night';

/** The exercise for someone nothing is known about: outward, and nobody nearby would notice. */
export function first({ words }: Context): Exercise {
  const offered = words.exercises.filter(({ offered }) => offered);
  const chosen = offered.find(({ direction, unseen }) => direction === 'outward' && unseen) ?? offered[0];
  if (!chosen) throw new Error('content: expected at least one exercise that may be offered, found none.');
  return chosen;
}

/**
 * The one after this in the rotation. The rotation goes through all before it repeats one, which needs no memory of
 * what was shown. At night it holds only those that work in the dark.
 */
export function after(context: Context, exercise: Exercise, night: Night): Exercise {
  return following(context, exercise, night)[0] ?? exercise;
}

/** Two others of another kind than this one, as far as there are any. */
export function twoOthers(context: Context, exercise: Exercise): Exercise[] {
  const others = following(context, exercise, 'day');
  const ofAnotherKind = others.filter(({ anchor }) => anchor !== exercise.anchor);
  return (ofAnotherKind.length >= 2 ? ofAnotherKind : others).slice(0, 2);
}

function following({ words }: Context, exercise: Exercise, night: Night): Exercise[] {
  const at = words.exercises.indexOf(exercise);
  return [...words.exercises.slice(at + 1), ...words.exercises.slice(0, at)].filter(
    ({ offered, dark }) => offered && (night === 'day' || dark),
  );
}
