import type { Material } from './material.ts';
import type { Finding, Rule } from './report.ts';
import { finder } from './sentences.ts';

/** Every safety card says who does not read this, leaves a place for the emergency number, and ends on the way back. */
export const safetyCards: Rule = ({ cards, rules: { safety_card } }) =>
  cards.flatMap(({ file, parts, body, value }) => {
    const text = value?.text ?? body.map(({ text }) => text).join(' ');
    const last = text.trim().split('\n').at(-1)?.trim();
    return [
      ...safety_card.says.filter(said => !holds(text, said)).map(said => `missing: ${said}`),
      ...(last === safety_card.last ? [] : [`last line is "${last ?? ''}", not "${safety_card.last}"`]),
      ...[...text.matchAll(PLACE)]
        .filter(([, name]) => !safety_card.open.includes(name ?? ''))
        .map(([place]) => `nothing fills ${place}`),
    ].map(value => ({ file, line: parts[0]?.line ?? 1, rule: 'safety-card', value }));
  });

/** A warning for every safety card that no clinician has read yet. */
export const reviewed = ({ cards }: Pick<Material, 'cards'>): Finding[] =>
  cards
    .filter(({ value }) => !value?.reviewedBy || !value.reviewedOn)
    .map(({ file, front }) => ({
      file,
      line: front.lineOf(['reviewed_by']),
      rule: 'reviewed',
      value: 'no clinician has read it yet',
    }));

function holds(text: string, said: string): boolean {
  return said.startsWith('{') ? text.includes(said) : finder([said])(text.replace(/\s+/g, ' ')) !== undefined;
}

const PLACE = /\{([^{}]*)\}/g;
