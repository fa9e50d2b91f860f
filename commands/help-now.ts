import { z } from 'zod';
import type { Card, Form } from '../src/core/reply.ts';
import { defaultPreferences } from '../src/people/preferences.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { countryChoices, countryName } from '../src/safety/lines.ts';
import {
  abuse,
  callOrText,
  copied,
  passOn,
  plan,
  support,
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
      choose: [];
      chosen: [];
      trust: Code;
      copy: [text: 'first' | 'second', country: string];
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

export default defineCommand({
  name: 'help-now',
  description: 'Numbers and people, for right now',
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
    with: async (context, { country }) => {
      const code = codeOf(context, country ?? '');
      if (code !== '') context.afterwards(() => remember(context, code, 'unless another is kept'));
      return firstView(context, await whereIs(context, code));
    },
    goOn: (context, { country }) => go('help-now', 'open', codeOf(context, country ?? '')),
  },
  actions: {
    open: door(firstView),
    choose: { answers: 'form', with: context => countryForm(context) },
    chosen: {
      answers: 'update',
      with: (context, _, { chosen }) => chosenCountry(context, Object.values(chosen).flat()[0]),
    },
    trust: door(trust),
    copy: {
      answers: 'new',
      args: z.tuple([z.enum(['first', 'second']), z.string()]),
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
function door(view: (context: Context, where: Where) => Card) {
  return {
    answers: 'update' as const,
    args: z.tuple([z.string()]),
    with: async (context: Context, [code]: [string]) => view(context, await whereIs(context, code)),
  };
}

/** The country of the link, else the one this person chose before. */
async function whereIs({ library, people, caller }: Context, linked: string): Promise<Where> {
  const code = linked || ((await people.glance('preferences', caller.id))?.country ?? '');
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

/** The code of what was picked or typed: a code, or a country's whole name in the person's language or English. */
function codeOf({ library, caller }: Context, typed: string): string {
  if (/^[A-Za-z]{2}$/.test(typed)) return typed.toUpperCase();
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return '';
  const named = countryChoices(library.countries, caller.locale, typed);
  return (named.find(({ name }) => name.toLowerCase().includes(wanted)) ?? named[0])?.value ?? '';
}

/** Opened from a safety card too, so it must not depend on anything but the library. */
function countryForm({ library, caller, say }: Context): Form {
  const named = library.countries
    .map(({ code }) => ({ label: countryName(code, caller.locale), value: code }))
    .sort((a, b) => a.label.localeCompare(b.label, caller.locale));
  const menus = Array.from({ length: Math.ceil(named.length / menuSize) }, (_, index) =>
    named.slice(index * menuSize, (index + 1) * menuSize),
  );
  return {
    kind: 'form',
    title: say('help-now.country.form'),
    to: go('help-now', 'chosen'),
    fields: menus.map((options, index) => ({
      kind: 'menu',
      name: `countries-${index + 1}`,
      label:
        menus.length === 1
          ? say('help-now.country.field')
          : say('help-now.country.field-part', { first: initial(options[0]), last: initial(options.at(-1)) }),
      hint: say('help-now.country.hint'),
      required: false,
      options,
    })),
  };
}

async function chosenCountry(context: Context, code: string | undefined): Promise<Card> {
  if (code === undefined) {
    return firstView(context, await whereIs(context, ''), context.say('help-now.country.nothing'));
  }
  context.afterwards(() => remember(context, code, 'always'));
  return firstView(context, await whereIs(context, code));
}

const initial = (option: { label: string } | undefined) => option?.label.slice(0, 1) ?? '';

/** Discord's limit for one menu. */
const menuSize = 25;
