import { z } from 'zod';
import type { Card } from '../src/core/reply.ts';
import { defaultPreferences } from '../src/people/preferences.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { countryForm } from '../src/router/country-form.ts';
import { go } from '../src/router/links.ts';
import { countryChoices, countryCode, countryName } from '../src/safety/lines.ts';
import {
  abuse,
  callOrText,
  copied,
  passOn,
  plan,
  support,
  type TrustText,
  trust,
  whatHappens,
  young,
} from './help-now/doors.ts';
import { firstView, type Where } from './help-now/first-view.ts';

/** In every link an ISO country code, or nothing where none was chosen. It is never guessed. */
type Code = [country: string];

declare module '../src/router/links.ts' {
  interface Links {
    'help-now': {
      open: Code;
      talk: Code;
      choose: [];
      chosen: [];
      trust: Code;
      another: [text: TrustText, country: string];
      copy: [text: TrustText, country: string];
      plan: Code;
      lines: Code;
      calls: Code;
      support: Code;
      young: Code;
      abuse: Code;
      'pass-on': Code;
    };
  }
}

/** Which of the two texts, and the country as in every link. */
const trustText = z.tuple([z.enum(['first', 'second']), z.string()]);

export default defineCommand({
  name: 'help-now',
  description: 'Numbers and people, for right now',
  always: true,
  options: {
    country: {
      kind: 'text',
      description: 'Which country the numbers are for',
      most: 100,
      complete: countryNames,
    },
  },
  run: {
    answers: 'new',
    with: async (context, { country = '' }) => {
      if (country.trim() === '') return firstView(context, await whereIs(context, ''));
      const code = codeOf(context, country);
      if (code === undefined)
        return firstView(context, { code: '' }, context.say('help-now.country.unknown'));
      context.afterwards(() => remember(context, code, 'unless another is kept'));
      return firstView(context, await whereIs(context, code));
    },
    // Without a country it would lead where Get help now leads on the same card already.
    goOn: (context, { country = '' }) => {
      const code = codeOf(context, country);
      return code === undefined ? undefined : go('help-now', 'open', code);
    },
  },
  actions: {
    open: door(firstView),
    // As `open`, for a card with a door of its own: no two buttons of one message may carry the same.
    talk: door(firstView),
    choose: { answers: 'form', with: context => countryForm(context, go('help-now', 'chosen')) },
    chosen: {
      answers: 'update',
      with: (context, _, { chosen }) => chosenCountry(context, Object.values(chosen).flat()[0]),
    },
    trust: door((context, where) => trust(context, where)),
    another: {
      answers: 'update',
      args: trustText,
      with: async (context, [which, code]) => trust(context, await whereIs(context, code), which),
    },
    copy: {
      answers: 'new',
      args: trustText,
      with: async (context, [which, code]) => copied(context, which, await whereIs(context, code)),
    },
    plan: door(plan),
    lines: door(callOrText),
    calls: door(whatHappens),
    support: door(support),
    young: door(young),
    abuse: door(abuse),
    'pass-on': door(passOn),
  },
});

function countryNames({ library, caller }: Context, typed: string) {
  return countryChoices(library.countries, caller.locale, typed);
}

/** An action that shows one view for the country its link carries. */
function door(view: (context: Context, where: Where) => Card | Promise<Card>) {
  return {
    answers: 'update' as const,
    args: z.tuple([z.string()]),
    with: async (context: Context, [code]: [string]) => view(context, await whereIs(context, code)),
  };
}

/** The country of the link, else the one this person chose before; nowhere where that is no country. */
async function whereIs(context: Context, linked: string): Promise<Where> {
  const { library, people, caller } = context;
  const chosen = linked || ((await people.glance('preferences', caller.id))?.country ?? '');
  const code = codeOf(context, chosen) ?? '';
  const country = library.countries.find(country => country.code === code);
  return {
    code,
    ...(code !== '' && { name: countryName(code, caller.locale) }),
    ...(country && { country }),
  };
}

/** Somebody may look up another country for a friend, so typing one does not replace what was chosen. */
async function remember(
  { people, caller }: Context,
  country: string,
  when: 'unless another is kept' | 'always',
) {
  await people.change('preferences', caller.id, (known = { ...defaultPreferences, usedOn: '' }) =>
    when === 'always' || known.country === undefined ? { ...known, country } : known,
  );
}

function codeOf({ library, caller }: Context, typed: string): string | undefined {
  return countryCode(library.countries, caller.locale, typed);
}

async function chosenCountry(context: Context, chosen = ''): Promise<Card> {
  const code = codeOf(context, chosen);
  if (code !== undefined) {
    context.afterwards(() => remember(context, code, 'always'));
    return firstView(context, await whereIs(context, code));
  }
  const where = await whereIs(context, '');
  return firstView(context, where, where.code === '' ? context.say('help-now.country.nothing') : undefined);
}
