import { UserError } from '../src/core/errors.ts';
import { type Card, card, text } from '../src/core/reply.ts';
import { defaultServer } from '../src/people/servers.ts';
import { knownZone } from '../src/people/zones.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { askNext, askPrompt, type DraftArgs, draftSchema } from './server/asking.ts';
import { postPanel, removePanel } from './server/panel.ts';
import * as presses from './server/presses.ts';
import { prompt, promptContent } from './server/prompt.ts';
import { pauseBlocks, statusCard } from './server/views.ts';
import { zoneChoices } from './settings/zone.ts';

type OnMessage = [channel: string, message: string];

declare module '../src/router/links.ts' {
  interface Links {
    server: {
      wish: DraftArgs;
      keep: [channel: string, minute: number, zone: string, had: string];
      remove: OnMessage;
      'turn-on': [];
      'remove-panel': OnMessage;
      do: [name: string, slot: string, part: number, exercise: string];
    };
  }
}

const channel = { kind: 'channel', description: 'Which channel', required: true } as const;

export default defineCommand({
  name: 'server',
  description: 'What I do on this server',
  needs: 'ManageGuild',
  contexts: ['server'],
  nudges: { [prompt]: promptContent },
  subcommands: {
    status: {
      description: 'What members see, how to limit it, and what is on',
      run: { answers: 'new', with: context => told(context, server => status(context, server)) },
    },
    panel: {
      description: 'Post a lasting card with buttons for everybody there',
      options: { channel },
      run: {
        answers: 'new',
        with: (context, { channel }) => told(context, server => postPanel(context, server, channel)),
      },
    },
    together: {
      description: 'Let members do an exercise together in a channel',
      options: {
        state: {
          kind: 'choice',
          description: 'On or off',
          required: true,
          choices: [
            { name: 'on', value: 'on' },
            { name: 'off', value: 'off' },
          ],
        },
      },
      run: {
        answers: 'new',
        with: (context, { state }) => told(context, server => setTogether(context, server, state === 'on')),
      },
    },
    'daily-prompt': {
      description: 'Post one small thing to do each day',
      options: {
        channel,
        time: {
          kind: 'text',
          description: 'Such as 08:30, 8:30pm or half past eight',
          required: true,
          most: 80,
        },
        timezone: {
          kind: 'text',
          description: 'Which time zone, by city or country',
          required: true,
          most: 100,
          complete: zoneChoices,
        },
      },
      run: {
        answers: 'new',
        with: (context, asked) => told(context, server => askPrompt(context, server, asked)),
      },
    },
    'daily-prompt-off': {
      description: 'Stop the daily prompt',
      run: { answers: 'new', with: context => told(context, server => presses.turnOff(context, server)) },
    },
  },
  actions: {
    wish: {
      answers: 'update',
      args: draftSchema,
      with: (context, draft, { values }) =>
        askNext(context, serverOf(context), { ...draft, zone: draft.zone ?? knownZone(values[0] ?? '') }),
    },
    keep: {
      answers: 'update',
      args: presses.onKeep,
      with: (context, args) => presses.keep(context, serverOf(context), args),
    },
    remove: {
      answers: 'update',
      args: presses.onMessage,
      with: (context, message) => presses.remove(context, serverOf(context), message),
    },
    'turn-on': { answers: 'update', with: context => presses.turnOn(context, serverOf(context)) },
    'remove-panel': {
      answers: 'update',
      args: presses.onMessage,
      with: (context, panel) => removePanel(context, serverOf(context), panel),
    },
    do: { answers: 'new', forAll: true, args: presses.onPrompt, with: presses.doPrivately },
  },
});

/** Answers, and says below since when and why the daily prompt is paused, if it could not be posted. */
async function told(context: Context, answer: (server: string) => Card | Promise<Card>): Promise<Card> {
  const { nudges, people, afterwards } = context;
  const server = serverOf(context);
  const before = await nudges.read(server);
  const shown = await answer(server);
  afterwards(() => people.touch(server));
  return { ...shown, blocks: [...shown.blocks, ...pauseBlocks(context, before)] };
}

async function status(context: Context, server: string): Promise<Card> {
  const { people, nudges } = context;
  const kept = (await people.read('servers', server)) ?? defaultServer;
  return statusCard(context, server, kept, await nudges.read(server));
}

async function setTogether({ people, say }: Context, server: string, together: boolean): Promise<Card> {
  await people.change('servers', server, (known = { ...defaultServer, usedOn: '' }) => ({
    ...known,
    together,
  }));
  return card([text(say(together ? 'server.together.on' : 'server.together.off'))]);
}

/** Discord names a server with everything that is asked in one. */
function serverOf({ caller, say }: Context): string {
  if (caller.server === undefined)
    throw new UserError(say('error.elsewhere', { places: say('error.place.server') }));
  return caller.server;
}
