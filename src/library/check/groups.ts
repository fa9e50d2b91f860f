import type { Material } from './material.ts';
import type { Finding, Rule } from './report.ts';
import { finder } from './sentences.ts';

/** What a group may do in a channel is offered to anybody, looks outward, and needs neither breath nor a picture. */
export const groupExercises: Rule = material =>
  groupsIn(material).flatMap(({ file, front, value }) => {
    const { offered, direction, involves, picture } = value;
    const wrong = [
      ...(offered ? [] : ['started by its name only']),
      ...(direction === 'outward' ? [] : ['looks inward']),
      ...(involves.includes('breath') ? ['with breath'] : []),
      ...(picture ? ['with a picture'] : []),
    ];
    const line = front.lineOf(['together']);
    return wrong.map((value): Finding => ({ file, line, rule: 'together', value }));
  });

/** And all may read every word of it. */
export const neutralGroups: Rule = material => {
  const find = finder(material.rules.neutral.words);
  return groupsIn(material).flatMap(({ file, body, beside }) =>
    [...beside, ...body].flatMap(({ text, line }) => {
      const found = find(text);
      return found === undefined ? [] : [{ file, line, rule: 'neutral', value: `"${found}"` }];
    }),
  );
};

const groupsIn = ({ exercises }: Material) =>
  exercises.flatMap(exercise => {
    const { value } = exercise;
    return value?.together ? [{ ...exercise, value }] : [];
  });
