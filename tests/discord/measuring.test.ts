import type { APIInteraction } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { noMetrics } from '../../src/core/no-metrics.ts';
import type { Metrics } from '../../src/core/ports.ts';
import { createEdits } from '../../src/discord/edits.ts';
import { definitions } from '../../src/discord/registration.ts';
import { type AnswerPort, respond } from '../../src/discord/respond.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { defineCommand } from '../../src/router/command.ts';
import { registry } from '../../src/router/registry.ts';
import { Actor } from '../bot/actor.ts';
import { routerOver } from '../router/toys.ts';
import { adaIn } from './setting.ts';
import { postTaking, toyTaking } from './toy.ts';

const broken = defineCommand({
  name: 'broken',
  description: 'Breaks',
  run: {
    answers: 'new',
    with: () => {
      throw new Error('A bug');
    },
  },
});
const commands = [toyTaking(), postTaking(), broken];

type Answered = Parameters<Metrics['answered']>[0];

/** Toys in this process; what was measured of each request, and a way to change what comes before it is answered. */
function measuredToys() {
  const world = createWorld();
  const { router, log } = routerOver(...commands);
  const answered: Answered[] = [];
  const kept = createMetrics({ commands: registry(commands).values(), waiting: () => 0 });
  const metrics: Metrics = {
    ...noMetrics,
    answered(answer) {
      answered.push(answer);
      kept.answered(answer);
    },
  };
  const forge = { customId: undefined as string | undefined };
  const port: AnswerPort = {
    callback: async ({ id, token }, response) => void world.answer(id, token, response),
    edit: async ({ token }, body) => void world.editOriginal(token, body),
    followUp: async ({ token }, body) => void world.followUp(token, body),
    remove: async ({ token }) => world.deleteOriginal(token),
  };
  const responder = { router, port, edits: createEdits({ log }), log, metrics };
  world.overwriteCommands(definitions(commands, [0, 1]));
  world.connect((event, payload) => {
    if (event !== 'INTERACTION_CREATE') return;
    const interaction = structuredClone(payload) as APIInteraction;
    if (forge.customId !== undefined && interaction.data && 'custom_id' in interaction.data)
      interaction.data.custom_id = forge.customId;
    void respond(responder, interaction);
  });
  return { world, ada: adaIn(world), answered, forge, text: () => kept.text() };
}

test('every kind of answer is measured once, with how it ended', async () => {
  const { world, ada, answered } = measuredToys();
  await ada.types('/toy');
  await ada.presses('next');
  await ada.presses('odd');
  await ada.types('/broken');
  await ada.types('/post');
  await new Actor(world, ada.id).usesOn(ada.card, 'Look at this');
  await expect.poll(() => answered.length).toBe(6);
  expect(answered.map(({ command, outcome }) => `${command} ${outcome}`)).toEqual([
    'toy answered',
    'toy answered',
    'toy failed',
    'broken failed',
    'post answered',
    'Look at this answered',
  ]);
  expect(answered.every(({ ms }) => ms !== undefined && ms < 3_000)).toBe(true);
});

test('a forged button makes no label of its own', async () => {
  const { ada, answered, forge, text } = measuredToys();
  const forged = ['forged:next', `${ada.id}:x`, '', '__proto__:x', 'toString:x', 'a"} 1\nsteady_x{b="'];
  for (const customId of forged) {
    await ada.types('/toy');
    forge.customId = customId;
    await ada.presses('next');
    forge.customId = undefined;
  }
  await expect.poll(() => answered.length).toBe(2 * forged.length);
  const counted = await text();
  expect(counted).toContain(`steady_requests_total{command="unknown",outcome="refused"} ${forged.length}\n`);
  const labels = [...counted.matchAll(/command="([^"]*)"/g)].map(match => match[1] ?? '');
  expect([...new Set(labels)].sort()).toEqual(['broken', 'card', 'post', 'toy', 'unknown']);
  expect(counted).not.toContain(ada.id);
});
