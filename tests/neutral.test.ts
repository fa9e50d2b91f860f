import { expect, test } from 'vitest';
import { dailyContent } from '../commands/nudge/daily.ts';
import { questionContent } from '../commands/promise/question.ts';
import { panelCard } from '../commands/server/panel.ts';
import { promptContent } from '../commands/server/prompt.ts';
import { commandsFolder } from '../src/app.ts';
import { definitions } from '../src/discord/registration.ts';
import { defaultPreferences } from '../src/people/preferences.ts';
import { loadCommands, publicCommands } from '../src/router/registry.ts';
import { library } from './library/shipped.ts';

/** Whoever looks over a shoulder sees names and descriptions of commands: they say nothing of what Steady is for. */
const telling =
  /betray|partner|affair|cheat|husband|wife|spouse|crisis|suicid|therap|trauma|abuse|violen|panic|mental|heal|grief|infidel/i;

const registered = definitions(publicCommands(await loadCommands(commandsFolder)), [0, 1]);

test('no name, description or choice of a command says what it is for', () => {
  const words = registered.flatMap(definition => [...strings(definition)]);
  expect(words.filter(word => telling.test(word))).toEqual([]);
  expect(words.length).toBeGreaterThan(10);
  expect(telling.test('Help after an affair')).toBe(true);
});

test('every command works in servers, in its own DM and anywhere, but what is for servers alone', () => {
  expect(registered.map(({ name }) => name).sort()).toEqual([
    'Explain this',
    'about',
    'checkin',
    'explain',
    'ground',
    'hard-moment',
    'help',
    'help-now',
    'my-data',
    'nudge',
    'plan',
    'promise',
    'reach',
    'server',
    'settings',
  ]);
  for (const { name, contexts, integration_types } of registered) {
    // Admins set it for a server, and only a bot that was added to it can post there.
    if (name === 'server') {
      expect([contexts, integration_types]).toEqual([[0], [0]]);
      continue;
    }
    expect(contexts).toEqual([0, 1, 2]);
    expect(integration_types).toEqual([0, 1]);
  }
});

test('no line that Steady sends by itself says what it is for, nor its buttons', async () => {
  const words = library.words('en');
  const delivery = { owner: '1', name: 'daily', slot: '2026-11-23', part: 0 };
  const sent = ['mixed', 'asks', 'ends', 'over'].flatMap(says =>
    [true, false].map(late => {
      const ref = says === 'mixed' ? 'checkin.mug' : says;
      return dailyContent.message(ref, delivery, { words, preferences: defaultPreferences, late });
    }),
  );
  for (const late of [true, false]) {
    const preferences = { ...defaultPreferences, discreet: late };
    sent.push(questionContent.message('1', { ...delivery, name: 'promise' }, { words, preferences, late }));
  }
  const said = [...sent, words.say('nudge.line.test')].flatMap(message => [...strings(message)]);
  expect(said.filter(word => telling.test(word))).toEqual([]);
  expect(sent.map(({ content }) => content.split('\n').length)).toEqual(sent.map(() => 1));
  expect(said).toContain(words.say('nudge.line.ready'));
});

test('nor what it posts in a channel', async () => {
  const words = library.words('en');
  const delivery = { owner: '1', name: 'prompt', slot: '2026-11-23', part: 0 };
  const preferences = defaultPreferences;
  const prompts = words.nudges.grounding.map(({ id }) =>
    promptContent.message(id, delivery, { words, preferences, late: true }),
  );
  const panel = panelCard(words);
  const said = [panel, ...prompts].flatMap(message => [...strings(message)]);
  expect(said.filter(word => telling.test(word))).toEqual([]);
  expect(said).toEqual(expect.arrayContaining(['Do this privately', 'I feel bad right now']));
});

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* strings(inner);
}
