import { expect, test } from 'vitest';
import { commandsFolder } from '../src/app.ts';
import { definitions } from '../src/discord/registration.ts';
import { loadCommands, publicCommands } from '../src/router/registry.ts';

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

test('every command works in servers, in its own DM and anywhere', () => {
  expect(registered.map(({ name }) => name).sort()).toEqual([
    'Explain this',
    'about',
    'explain',
    'ground',
    'help',
    'help-now',
    'my-data',
    'settings',
  ]);
  for (const { contexts, integration_types } of registered) {
    expect(contexts).toEqual([0, 1, 2]);
    expect(integration_types).toEqual([0, 1]);
  }
});

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* strings(inner);
}
