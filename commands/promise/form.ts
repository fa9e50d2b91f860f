import { clockTime } from '../../src/core/dates.ts';
import type { Field, Form } from '../../src/core/reply.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { evening, offered, type When, written } from './when.ts';

/** Asks for the promise and when to ask about it; for the city only where no time zone is known. `words` stand in it already. */
export function promiseForm(context: Context, zone: string | undefined, words: string | undefined): Form {
  const { say, nudges, clock } = context;
  const times = offered(zone, nudges.calendar, clock.now());
  return {
    kind: 'form',
    title: say('promise.form.title'),
    to: go('promise', 'asked'),
    intro: say('promise.form.intro'),
    fields: [
      {
        kind: 'text',
        name: 'words',
        label: say('promise.form.words'),
        example: say('promise.form.example'),
        required: true,
        long: false,
        most: longest,
        ...(words && { value: words.slice(0, longest) }),
      },
      {
        kind: 'menu',
        name: 'when',
        label: say('promise.form.when'),
        required: true,
        options: times.map((when, index) => ({
          label: labelOf(context, when),
          value: written(when),
          chosen: index === 0,
        })),
      },
      {
        kind: 'text',
        name: 'time',
        label: say('promise.form.time'),
        hint: zone === undefined ? say('promise.form.time-hint') : say('promise.form.time-in', { zone }),
        example: say('promise.form.time-example'),
        required: false,
        long: false,
        most: 80,
      },
      ...(zone === undefined ? [cityField(context)] : []),
    ],
  };
}

const cityField = ({ say }: Context): Field => ({
  kind: 'text',
  name: 'city',
  label: say('nudge.form.city'),
  example: say('nudge.form.city-example'),
  required: true,
  long: false,
  most: 100,
});

function labelOf({ say, caller }: Context, when: When): string {
  if (when === 'hour') return say('promise.form.hour');
  const [minute = evening] = when.minutes;
  const part = minute === evening ? 'evening' : 'morning';
  return say(`promise.form.${when.day}-${part}`, { time: clockTime(minute, caller.locale) });
}

/** Characters of a promise. */
const longest = 140;
