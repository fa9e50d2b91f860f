import { z } from 'zod';
import { card, text } from '../src/core/reply.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { ask, askNext, begin, filledIn } from './nudge/asking.ts';
import { dailyContent } from './nudge/daily.ts';
import { type DraftArgs, draftSchema } from './nudge/draft.ts';
import { askedIn, nudgeForm } from './nudge/form.ts';
import { askedFor, dayChoices, kindChoices, lateChoices } from './nudge/options.ts';
import * as presses from './nudge/presses.ts';
import { pause, pauseDays, preview, status } from './nudge/subcommands.ts';
import { zoneChoices } from './settings/zone.ts';

type OnDelivery = [name: string, slot: string, part: number];

declare module '../src/router/links.ts' {
  interface Links {
    nudge: {
      wish: DraftArgs;
      start: DraftArgs;
      no: [];
      form: [];
      asked: [];
      open: [...OnDelivery, kind: string, id: string];
      later: OnDelivery;
      skip: OnDelivery;
      end: OnDelivery;
      keep: OnDelivery;
      fewer: OnDelivery;
      again: OnDelivery;
      next: [...OnDelivery, kind: 'mixed' | 'journey'];
      become: [kind: 'mixed' | 'journey'];
      'every-day': [];
      stop: [];
      undo: [];
      resume: [];
    };
  }
}

const { onDelivery, onOpening, onQuestion } = presses;

export default defineCommand({
  name: 'nudge',
  description: 'A short note each day, at a time you pick',
  nudges: { daily: dailyContent },
  subcommands: {
    on: {
      description: 'Start it, or change it',
      options: {
        time: {
          kind: 'text',
          description: 'Such as 08:30, 8:30pm or half past eight',
          required: true,
          most: 80,
        },
        timezone: {
          kind: 'text',
          description: 'Your time zone, by city or country',
          required: true,
          most: 100,
          complete: zoneChoices,
        },
        kind: { kind: 'choice', description: 'What it is about (mixed)', choices: kindChoices },
        days: { kind: 'choice', description: 'On which days (every day)', choices: dayChoices },
        discreet: { kind: 'flag', description: 'Says nothing until you open it (true)' },
        'if-late': {
          kind: 'choice',
          description: 'When one would be late (within 2 hours)',
          choices: lateChoices,
        },
      },
      run: { answers: 'new', with: (context, options) => ask(context, askedFor(options)) },
    },
    off: { description: 'Stop it', run: { answers: 'new', with: context => presses.stop(context) } },
    pause: {
      description: 'Take a break from it',
      options: {
        until: {
          kind: 'text',
          description: 'The first day it goes on again (leave empty to decide later)',
          most: 40,
          complete: pauseDays,
        },
      },
      run: { answers: 'new', with: pause },
    },
    resume: {
      description: 'Go on after a break',
      run: { answers: 'new', with: context => presses.turnOn(context) },
    },
    status: { description: 'When the next ones come', run: { answers: 'new', with: status } },
    preview: { description: 'See what today holds', run: { answers: 'new', with: preview } },
  },
  actions: {
    wish: {
      answers: 'update',
      args: draftSchema,
      with: (context, draft, { values }) => askNext(context, filledIn(draft, values)),
    },
    start: { answers: 'instead', args: draftSchema, with: begin },
    no: { answers: 'instead', with: ({ say }) => card([text(say('nudge.no-thanks'))]) },
    form: { answers: 'form', with: form },
    asked: {
      answers: 'update',
      with: (context, _, input) => ask(context, askedIn(input)),
      goOn: () => go('help', 'open'),
    },
    open: { answers: 'new', args: onOpening, with: presses.open },
    later: { answers: 'new', args: onDelivery, with: presses.later },
    skip: { answers: 'instead', args: onDelivery, with: presses.notToday },
    end: { answers: 'instead', args: onDelivery, with: presses.end },
    keep: { answers: 'instead', args: onDelivery, with: presses.keep },
    fewer: { answers: 'instead', args: onDelivery, with: presses.fewer },
    again: { answers: 'instead', args: onDelivery, with: presses.startAgain },
    next: {
      answers: 'instead',
      args: onQuestion,
      with: (context, [name, slot, part, kind]) => presses.become(context, kind, [name, slot, part]),
    },
    become: {
      answers: 'update',
      args: z.tuple([z.enum(['mixed', 'journey'])]),
      with: (context, [kind]) => presses.become(context, kind),
    },
    'every-day': { answers: 'update', with: context => presses.everyDay(context) },
    stop: { answers: 'update', with: context => presses.stop(context) },
    undo: { answers: 'update', with: context => presses.turnOn(context) },
    resume: { answers: 'new', with: context => presses.turnOn(context) },
  },
});

/** What is known stands in it already; a store that is away makes it an empty one. */
async function form(context: Context) {
  const { people, caller } = context;
  const [known, preferences] = await Promise.all([
    people.glance('nudges', caller.id),
    people.glance('preferences', caller.id),
  ]);
  return nudgeForm(context, known, preferences);
}
