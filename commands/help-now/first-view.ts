import { type Block, button, type Card, card, row, small, text } from '../../src/core/reply.ts';
import type { Country } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { callOrText, emergencyOf, firstLine, isFresh } from '../../src/safety/lines.ts';
import { shortLine } from './line-text.ts';

/** The country a card speaks of: its code ('' for none), its name, and what content/ knows of it. */
export interface Where {
  code: string;
  name?: string;
  country?: Country;
}

/**
 * The emergency number and one line, above four doors. It has no title, so that on a phone the number is still on the screen above all
 * the buttons. `note` stands first where something has to be said.
 */
export function firstView(context: Context, where: Where, note?: string): Card {
  const { say, clock } = context;
  const { code, country } = where;
  const line = country && firstLine(country, clock.now());
  return card(
    [
      ...(note ? [text(note)] : []),
      emergency(context, where),
      ...(line ? [text(shortLine(context, line, where.name ?? ''))] : [directories(context, where)]),
      row(
        button(say('help-now.trust.button'), go('help-now', 'trust', code)),
        button(say('help-now.plan.button'), go('help-now', 'plan', code)),
        button(say('help-now.lines.button'), go('help-now', 'lines', code), 'main'),
        button(say('help-now.steady.button'), go('ground', 'open', '')),
      ),
      row(
        ...(country ? [] : [chooseButton(context, where)]),
        button(say('help-now.support.button'), go('help-now', 'support', code)),
        button(say('help-now.young.button'), go('help-now', 'young', code)),
        button(say('help-now.abuse.button'), go('help-now', 'abuse', code)),
        ...(country ? [chooseButton(context, where), passOnButton(context, where)] : []),
      ),
      small(say('help-now.bot')),
    ],
    { tone: 'help', country: code },
  );
}

/** The emergency number with its country, or the wording for a number nobody told us. */
export function emergency({ say }: Context, { country, name }: Where): Block {
  const { numbers } = emergencyOf(country);
  if (numbers.length > 0) {
    return text(say('help-now.emergency.known', { numbers: numbers.join(' / '), country: name ?? '' }));
  }
  return text(`${say('help-now.emergency.unknown')} ${say('help-now.emergency.europe')}`);
}

/** Where free lines are listed; why none stands here, unless there are some a press away. */
function directories(context: Context, where: Where): Block {
  const { say, clock } = context;
  const some = callOrText(where.country, clock.now()).length > 0;
  const why =
    where.name === undefined || some ? say('help-now.lines.directory') : whyNone(context, where, 'lines');
  return text(`${why}\n${directoryLinks(context)}`);
}

/** Why there are no lines of a kind: no country was chosen, they are too old to be shown, or none is known. */
export function whyNone(
  { say, clock }: Context,
  { name, country }: Where,
  kind: 'lines' | 'support' | 'abuse',
): string {
  if (name === undefined) return say(`help-now.${kind}.no-country`);
  const known = (country?.lines ?? []).filter(line => line.kind === (kind === 'lines' ? 'crisis' : kind));
  const tooOld = known.length > 0 && !known.some(line => isFresh(line, clock.now()));
  return say(tooOld ? 'help-now.lines.old' : `help-now.${kind}.none`, { country: name });
}

/** The directories' addresses, one a line. */
export const directoryLinks = ({ library }: Context): string =>
  library.directories.map(({ website }) => website).join('\n');

export function chooseButton({ say }: Context, { code }: Where) {
  return button(
    say(code === '' ? 'help-now.country.choose' : 'help-now.country.other'),
    go('help-now', 'choose'),
  );
}

function passOnButton({ say }: Context, { code }: Where) {
  return button(say('help-now.pass-on.button'), go('help-now', 'pass-on', code));
}
