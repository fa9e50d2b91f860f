import type { Exercise } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import type { Taste } from './taste.ts';

/** `night` while the person asked for exercises that work in the dark, and `day` otherwise. */
export type Night = 'day' | 'night';

/**
 * The one that helped this person most, among those they have not left out. Where none has helped yet, an outward one that
 * nobody nearby would notice.
 */
export function first({ words }: Context, taste: Taste): Exercise {
  const offered = words.exercises.filter(({ offered }) => offered);
  const open = offered.filter(exercise => !taste.avoids(exercise));
  const [best] = [...open].sort((a, b) => taste.helped(b) - taste.helped(a));
  if (best && taste.helped(best) > 0) return best;
  const outward = open.filter(({ direction }) => direction === 'outward');
  const chosen = outward.find(({ unseen }) => unseen) ?? outward[0] ?? open[0] ?? offered[0];
  if (!chosen) throw new Error('content: expected at least one exercise that may be offered, found none.');
  return chosen;
}

/**
 * The one after this in the rotation. The rotation goes through all before it repeats one, which needs no memory of
 * what was shown. At night it holds only those that work in the dark.
 */
export function after(context: Context, taste: Taste, exercise: Exercise, night: Night): Exercise {
  return following(context, taste, exercise, night)[0] ?? exercise;
}

/** Two others of another kind than this one, as far as there are any. */
export function twoOthers(context: Context, taste: Taste, exercise: Exercise, night: Night): Exercise[] {
  const others = following(context, taste, exercise, night);
  const ofAnotherKind = others.filter(({ anchor }) => anchor !== exercise.anchor);
  return (ofAnotherKind.length >= 2 ? ofAnotherKind : others).slice(0, 2);
}

function following({ words }: Context, taste: Taste, exercise: Exercise, night: Night): Exercise[] {
  const at = words.exercises.indexOf(exercise);
  return [...words.exercises.slice(at + 1), ...words.exercises.slice(0, at)].filter(
    other => other.offered && (night === 'day' || other.dark) && !taste.avoids(other),
  );
}
