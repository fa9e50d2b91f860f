import { z } from 'zod';
import { URGES, type Urge } from '../src/library/hard-moment-schema.ts';
import { defineCommand } from '../src/router/command.ts';
import { chosenCountry, safetyCard } from '../src/router/safety-card.ts';
import { endAfter, endOf } from './hard-moment/end.ts';
import { countdown, HURT, type Moment, passed, person } from './hard-moment/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    'hard-moment': {
      urge: Moment;
      strong: Moment;
      longer: Moment;
      more: [urge: Moment[1]];
      passing: [];
    };
  }
}

const urge = z.union([z.enum(URGES), z.literal('')]);
const moment = z.tuple([
  z.coerce.number<string>().int().min(0),
  urge,
  z.coerce.number<string>().int().min(0).max(2),
]);

/** A few minutes to let an urge wait. Discord draws the countdown, and no timer runs here: all of it stands in the buttons. */
export default defineCommand({
  name: 'hard-moment',
  description: 'Five minutes to let something wait',
  run: {
    answers: 'new',
    with: context => countdown(context, [endAfter(context.clock.now(), SHORT), '', 0]),
  },
  actions: {
    urge: {
      answers: 'update',
      args: moment,
      with: async (context, [end, , strong], { values: [chosen] }) => {
        if (chosen === HURT)
          return safetyCard(context, 'self_or_other', undefined, await chosenCountry(context));
        return countdown(context, [endOf(end, context.clock.now()), urgeOf(chosen), strong]);
      },
    },
    strong: {
      answers: 'update',
      args: moment,
      with: (context, [end, urge, strong]) => {
        if (strong >= 1) return person(context, urge);
        const now = context.clock.now();
        return countdown(context, [Math.max(endOf(end, now), endAfter(now, SHORT)), urge, 1]);
      },
    },
    longer: {
      answers: 'update',
      args: moment,
      with: (context, [, urge, strong]) =>
        countdown(context, [endAfter(context.clock.now(), LONG), urge, strong]),
    },
    more: {
      answers: 'update',
      args: z.tuple([urge]),
      with: (context, [urge]) => countdown(context, [endAfter(context.clock.now(), SHORT), urge, 2]),
    },
    passing: { answers: 'update', with: passed },
  },
});

function urgeOf(chosen: string | undefined): Urge | '' {
  return URGES.find(urge => urge === chosen) ?? '';
}

const SHORT = 5;
const LONG = 15;
