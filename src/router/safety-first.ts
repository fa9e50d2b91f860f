import { ownWords } from '../core/own-words.ts';
import { choices, type Reply, small } from '../core/reply.ts';
import type { PhraseClass } from '../library/crisis-schema.ts';
import type { Words } from '../library/schema.ts';
import { aboutAnother, createDetector, type Detect, type Detection, GRAVITY } from '../safety/crisis.ts';
import type { Context } from './command.ts';
import { helpChoice, type Route, type Typed } from './route.ts';
import { chosenCountry, safetyCard } from './safety-card.ts';

/** Reads free text for wording that needs a human before the command it was meant for gets to run. */
export interface SafetyCheck {
  /** The route itself, or the one that shows the fitting card first. */
  first(context: Context, route: Route): Checked;
  /** What plain words hold. */
  read(context: Context, words: string): Detection;
  /** Makes ready what reads these words: that takes longer than a person who is typing waits. */
  warmUp(words: Words): Promise<void>;
}

interface Checked extends Route {
  /** For an option being typed: puts Get help now before its choices. */
  withHelp?: (reply: Reply) => Reply;
}

/** Makes the detector of a language when it is first asked for, and keeps it. */
export function createSafetyCheck(makeDetector = createDetector): SafetyCheck {
  const detectors = new WeakMap<Words, Detect>();
  const detectorOf = (words: Words) => {
    const detect = detectors.get(words) ?? makeDetector(words);
    detectors.set(words, detect);
    return detect;
  };
  const read = ({ words }: Context, text: string, only?: 'phrases') => detectorOf(words)(text, only);
  const foundIn = (context: Context, route: Route, only?: 'phrases') =>
    gravest(route.texts.map(typed => meantFor(route, typed, read(context, typed.text, only))));
  return {
    read,
    async warmUp(words) {
      await words.learn();
      detectorOf(words)('');
    },
    first(context, route) {
      const { words } = context;
      // A private answer stays one whatever is found, so it can be told before that is known. A form has no time for it.
      const canWait = route.texts.length > 0 && route.audience === 'private' && route.answers !== 'form';
      if (!canWait || words.hasLearned()) return decided(context, route, foundIn(context, route));
      const sure = foundIn(context, route, 'phrases');
      if (route.answers === 'choices') context.afterwards(() => words.learn());
      if (route.answers === 'choices' || isLastWord(route, sure)) return decided(context, route, sure);
      return afterLearning(route, () => decided(context, route, foundIn(context, route)));
    },
  };
}

/** What a phrase surely says is not made graver by what else is heard in the same text. */
const isLastWord = ({ texts }: Route, sure: Detection): boolean =>
  sure.class === GRAVITY[0] || (sure.class !== 'none' && texts.length === 1);

function decided(context: Context, route: Route, found: Detection): Checked {
  if (route.answers === 'choices') return whileTyped(context, route, found);
  if (found.class === 'none') return route;
  return route.unsure && isUnsure(found)
    ? withDoubtBelow(route)
    : cardRoute(route, { ...found, class: found.class });
}

/** Learning takes long on a slow machine, and everybody would wait for a text that comes before it is done. */
const afterLearning = (route: Route, decided: () => Checked): Checked => ({
  ...route,
  run: async context => {
    await context.words.learn();
    return decided().run(context);
  },
});

/**
 * Of a name that was asked for, only a phrase says something: a name is like many things. A foreign look says nothing of what
 * somebody else wrote either.
 */
function meantFor({ byAnother }: Route, { ownWords }: Typed, found: Detection): Detection {
  if (!ownWords && found.because !== 'phrase') return nothing;
  return byAnother && found.because === 'language' ? nothing : found;
}

/** The card is always private, also where the answer was to be for all to see. */
function cardRoute(route: Route, found: Found): Route {
  const shown = route.byAnother ? aboutAnother(found.class) : found.class;
  return {
    ...route,
    answers: route.audience === 'private' ? route.answers : 'new',
    audience: 'private',
    run: async context => {
      const country = await chosenCountry(context);
      const words = ownWords(route.texts[0]?.text ?? '');
      if (route.refuses && isRefused(found)) {
        const refused = route.refuses(context);
        const shownWords = isSure(found) || words.length > mostQuoted ? undefined : words;
        return safetyCard(context, shown, { refused }, country, shownWords);
      }
      if (route.keep && words.length <= mostQuoted)
        return safetyCard(context, shown, route.keep(context), country, words);
      return safetyCard(context, shown, route.goOn?.(context), country);
    },
  };
}

/** Only a likeness, and a weak one. A phrase says something, and what is in another language is not read at all. */
const isUnsure = (found: Detection) => found.class === 'unclear' && found.because === 'likeness';

function withDoubtBelow(route: Route): Route {
  return {
    ...route,
    run: async context => {
      const reply = await route.run(context);
      if (reply.kind !== 'card') return reply;
      return { ...reply, blocks: [...reply.blocks, small(context.say('safety.unsure'))] };
    },
  };
}

/** Something to show a card for. */
type Found = Detection & { class: PhraseClass };

/** Wording of danger, and what surely sounds like it. A doubt that no phrase gave is none. */
const isRefused = (found: Found) => found.class !== 'unclear' || found.because === 'phrase';

/** Who may have been misread finds their words on the card. */
const isSure = (found: Found) => found.class !== 'unclear' && found.because === 'phrase';

/** Half a sentence can look foreign while it is being typed, so that says nothing yet. */
function whileTyped({ say }: Context, route: Route, found: Detection): Checked {
  if (found.class === 'none' || found.because === 'language') return route;
  const help = { name: say('card.help'), value: helpChoice };
  return {
    ...route,
    withHelp: reply =>
      reply.kind === 'choices' ? choices([help, ...reply.choices.slice(0, mostChoices - 1)]) : reply,
  };
}

function gravest(found: readonly Detection[]): Detection {
  return found.reduce(
    (worst, next) => (GRAVITY.indexOf(next.class) < GRAVITY.indexOf(worst.class) ? next : worst),
    nothing,
  );
}

/** No form takes more, and more would not fit on a card beside what it says. */
const mostQuoted = 1_000;
const nothing: Detection = { class: 'none', because: 'none' };
/** Discord's limit for the choices of one option. */
const mostChoices = 25;
