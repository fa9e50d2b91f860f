import { expect, test } from 'vitest';
import { commandsFolder, routerOf } from '../../src/app.ts';
import { parseCustomId } from '../../src/discord/custom-id.ts';
import { loadCommands } from '../../src/router/registry.ts';
import { library } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from '../router/log.ts';
import { ada, chosen, labelsOf, wordsOf } from '../router/toys.ts';

const registry = await loadCommands(commandsFolder);
const { say } = library.words('en');

function router() {
  const { log } = collectingLog();
  return routerOf(registry, () => library, { operator: {}, log, ...keptIn({ now: () => 0 }, log) });
}

async function cardAt(pending: ReturnType<ReturnType<typeof router>['answer']>) {
  const reply = await pending.reply;
  if (reply.kind !== 'card') throw new Error(`Expected a card, got ${reply.kind}.`);
  return reply;
}

test('Explain this says that a message without words cannot be read', async () => {
  const card = await cardAt(router().answer(chosen('Explain this', ' ', true)));
  expect(wordsOf(card)).toContain(say('explain.no-text'));
});

test('a thin lead offers the next two, and not the page itself again', async () => {
  const found = parseCustomId('explain:found:thin:own:on-edge:anger:waves');
  const request = { kind: 'action' as const, caller: ada, ...found, values: [], onPrivate: true };
  const card = await cardAt(router().answer(request));
  const titles = ['anger', 'waves'].map(
    id => library.words('en').topics.find(topic => topic.id === id)?.title,
  );
  expect(labelsOf(card)).toEqual([
    'Try it now',
    'Source',
    'Another topic',
    ...titles,
    'Get help now',
    'Hide',
  ]);
});

test('wording in the DM that may need a human gets its card each time', () => {
  const bot = router();
  const inDm = { ...ada, place: 'own-dm' as const };
  for (const _ of [1, 2]) {
    const card = bot.words(inDm, "I don't want to die");
    expect(card && wordsOf(card)).toContain('This may be serious');
  }
});
