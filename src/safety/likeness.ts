import type { PhraseClass } from '../library/crisis-schema.ts';
import type { Hear, Likeness } from '../library/hear.ts';

/** The class a text is most like, and how much nearer that is than anything that needs nobody. */
export interface Alarm {
  class: PhraseClass;
  lead: number;
}

/** The sentence that sounds worst counts, so that nothing is drowned by what stands around it. */
export function alarmIn(sentences: readonly string[], hear: Hear): Alarm {
  const heard =
    sentences.length > 1 ? [sentences.join('\n'), ...sentences.slice(0, mostSentences)] : sentences;
  const alarms = heard.map(hear).map(alarmOf);
  return alarms.reduce((worst, next) => (next.lead > worst.lead ? next : worst), none);
}

function alarmOf({ alarms: [first], topics, harmless, hurting, elsewhere, known }: Likeness): Alarm {
  // Of a text without one known word, every score is 0.
  if (!first || first.score === 0 || known) return none;
  const calm = Math.max(topics[0]?.score ?? Number.NEGATIVE_INFINITY, harmless, hurting, elsewhere);
  return { class: first.class, lead: first.score - calm };
}

const none: Alarm = { class: 'unclear', lead: Number.NEGATIVE_INFINITY };
const mostSentences = 40;
