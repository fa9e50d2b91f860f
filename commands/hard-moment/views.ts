import { button, type Card, card, menu, row, small, text } from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import { URGES, type Urge } from '../../src/library/hard-moment-schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { originLine } from '../../src/router/origin.ts';
import { tasteOf } from '../ground/taste.ts';

/** When it ends (seconds since 1970), which urge it is ('' as long as nobody said), and how often it was still strong: 2 for more. */
export type Moment = [end: number, urge: Urge | '', strong: number];

/** What the menu gives for the urge that is met by a person. */
export const HURT = 'hurt';

/** How long it can wait, and one thing to do meanwhile. The way to a person stands on it at any time. */
export async function countdown(context: Context, moment: Moment): Promise<Card> {
  const { words, say } = context;
  const [end, urge, strong] = moment;
  const { first, again, exercise } = urge === '' ? words.hardMoment.begin : words.hardMoment.urges[urge];
  const { avoids } = await tasteOf(context);
  const opened = words.exercises.find(one => one.id === exercise && !avoids(one));
  return card([
    text(
      say('hard-moment.until', {
        time: timestamp(end * 1_000, 'time'),
        left: timestamp(end * 1_000, 'left'),
      }),
    ),
    small(say('hard-moment.danger')),
    ...(strong === 1 ? [text(say('hard-moment.again'))] : []),
    text(strong === 1 ? again : first),
    urgeMenu(context, moment),
    row(
      button(say('hard-moment.longer'), go('hard-moment', 'longer', ...moment)),
      ...(opened ? [button(opened.title, go('ground', 'open', opened.id))] : []),
    ),
    row(
      button(say('hard-moment.strong'), go('hard-moment', 'strong', ...moment)),
      button(say('hard-moment.passing'), go('hard-moment', 'passing')),
      button(say('help-now.plan.button'), go('help-now', 'plan', '')),
    ),
  ]);
}

/** When it is strong a second time a person comes first, and waiting on stays possible. */
export function person({ say }: Context, urge: Urge | ''): Card {
  return card([
    text(say('hard-moment.person')),
    row(
      button(say('help-now.trust.button'), go('help-now', 'trust', ''), 'main'),
      button(say('help-now.lines.button'), go('help-now', 'lines', '')),
      button(say('help-now.plan.button'), go('help-now', 'plan', '')),
    ),
    row(button(say('hard-moment.more'), go('hard-moment', 'more', urge))),
    small(say('hard-moment.danger')),
  ]);
}

/** A last line with nothing left to press. */
export function passed({ words, say, random }: Context): Card {
  const { origin, fact } = words.hardMoment;
  const line = ['first', 'second', 'third'][random.below(3)];
  return card([
    text(say(`hard-moment.passed.${line}`)),
    small(originLine(say, { origin, ...(fact && { fact }) })),
  ]);
}

function urgeMenu({ words, say }: Context, moment: Moment) {
  const { urges, hurt } = words.hardMoment;
  return menu({
    to: go('hard-moment', 'urge', ...moment),
    placeholder: say('hard-moment.menu'),
    options: [
      ...URGES.map(urge => ({ label: urges[urge].label, value: urge, chosen: urge === moment[1] })),
      { label: hurt.label, value: HURT },
    ],
  });
}
