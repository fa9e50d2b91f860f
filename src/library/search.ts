import type { Hear, Likeness } from './hear.ts';
import { plain } from './letters.ts';
import type { Found, Search, Topic } from './schema.ts';

/** Makes the search over topics. The same words always find the same. */
export function createSearch(topics: readonly Topic[], hear: Hear): Search {
  const byId = new Map(topics.map(topic => [topic.id, topic]));
  let said: Map<string, Topic> | undefined;
  return words => {
    said ??= new Map(topics.flatMap(topic => [...topic.ways, topic.title].map(way => [plain(way), topic])));
    const exact = said.get(plain(words));
    const likeness = hear(words);
    const nearest = new Set(exact ? [exact] : []);
    for (const { label } of likeness.covered > 0 ? likeness.topics : []) {
      const topic = byId.get(label);
      if (topic && nearest.size < mostShown) nearest.add(topic);
    }
    return { fit: exact ? 'good' : fitOf(likeness), nearest: [...nearest] };
  };
}

/** Set by leaving lines out of content/ and looking for them; tests/library/search.test.ts holds what comes of it. */
function fitOf({ topics: [first, second], elsewhere, harmless, covered }: Likeness): Found['fit'] {
  const fit = (first?.score ?? 0) - Math.max(elsewhere, harmless) + 2 * covered;
  if (!first || fit < leastFit) return 'none';
  const clear = first.score - (second?.score ?? 0) >= clearLead && covered >= wellCovered;
  return clear && fit >= sureFit ? 'good' : 'thin';
}

const leastFit = 0.9;
const sureFit = 4;
const wellCovered = 0.5;
const clearLead = 1.2;
const mostShown = 3;
