import type { Reply } from '../core/reply.ts';
import { choices } from '../core/reply.ts';
import type { Words } from '../library/schema.ts';
import { aboutAnother, createDetector, type Detect, type Detection, GRAVITY } from '../safety/crisis.ts';
import type { Context } from './command.ts';
import { helpChoice, type Route } from './route.ts';
import { safetyCard } from './safety-card.ts';

/** Reads free text for wording that needs a human before the command it was meant for gets to run. */
export interface SafetyCheck {
  /** What the route answers, or the fitting card first. */
  answer(context: Context, route: Route): Promise<Reply>;
  /** What plain words hold. */
  read(context: Context, words: string): Detection;
}

export function createSafetyCheck(): SafetyCheck {
  const detectors = new WeakMap<Words, Detect>();
  const detect = ({ words }: Context, text: string) => {
    const known = detectors.get(words);
    if (known) return known(text);
    const made = createDetector(words.crisis);
    detectors.set(words, made);
    return made(text);
  };
  return {
    async answer(context, route) {
      const found = gravest(route.texts.map(text => detect(context, text)));
      if (found.class === 'none') return route.run(context);
      if (route.answers === 'choices') return withHelpFirst(context, route, found);
      const shown = route.byAnother && found.because === 'phrase' ? aboutAnother(found.class) : found.class;
      return shown === 'none' ? route.run(context) : safetyCard(context, shown, route.goOn?.(context));
    },
    read: detect,
  };
}

/** Half a sentence in a foreign-looking spelling is still being typed; only a phrase that matched counts here. */
async function withHelpFirst(context: Context, route: Route, found: Detection): Promise<Reply> {
  const reply = await route.run(context);
  if (reply.kind !== 'choices' || found.because !== 'phrase') return reply;
  return choices([
    { name: context.say('card.help'), value: helpChoice },
    ...reply.choices.slice(0, mostChoices - 1),
  ]);
}

function gravest(found: readonly Detection[]): Detection {
  const none: Detection = { class: 'none', because: 'none' };
  return found.reduce(
    (worst, next) => (GRAVITY.indexOf(next.class) < GRAVITY.indexOf(worst.class) ? next : worst),
    none,
  );
}

/** Discord's limit for the choices of one option. */
const mostChoices = 25;
