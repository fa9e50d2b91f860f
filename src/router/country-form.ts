import type { Form, Link } from '../core/reply.ts';
import { countryName } from '../safety/lines.ts';
import type { Context } from './command.ts';

/** The form in which a country is chosen, with as many menus as Discord's limit of 25 options asks for. */
export function countryForm({ library, caller, say }: Context, to: Link): Form {
  const named = library.countries
    .map(({ code }) => ({ label: countryName(code, caller.locale), value: code }))
    .sort((a, b) => a.label.localeCompare(b.label, caller.locale));
  const menus = Array.from({ length: Math.ceil(named.length / menuSize) }, (_, index) =>
    named.slice(index * menuSize, (index + 1) * menuSize),
  );
  return {
    kind: 'form',
    title: say('help-now.country.form'),
    to,
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

const initial = (option: { label: string } | undefined) => option?.label.slice(0, 1) ?? '';

/** Discord's limit for one menu. */
const menuSize = 25;
