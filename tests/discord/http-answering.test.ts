import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIInteraction } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { createEdits } from '../../src/discord/edits.ts';
import { answering } from '../../src/discord/http/answering.ts';
import { routerOver } from '../router/toys.ts';
import { component, EPHEMERAL } from './payloads.ts';
import { toyTaking } from './toy.ts';

/** A press of that button of the toy, answered into a response that leaves when `leaves` is called. */
function pressed(action: string) {
  const { router, log } = routerOver(toyTaking());
  const response = new EventTarget();
  const removedAt: number[] = [];
  const port = {
    callback: () => Promise.reject(new Error('The first answer goes back in the response.')),
    edit: async () => {},
    followUp: async () => {},
    remove: async () => void removedAt.push(performance.now()),
  };
  const interaction = component({ component_type: 2, custom_id: `toy:${action}` }, EPHEMERAL);
  const { first, finished } = answering(
    { router, port, log, edits: createEdits({ log }) },
    interaction as unknown as APIInteraction,
    once(response, 'left'),
  );
  return { first, finished, removedAt, leaves: () => void response.dispatchEvent(new Event('left')) };
}

test('an answer that nothing follows is over when its response has left', async () => {
  const { first, finished, leaves } = pressed('next');
  expect(await first).toMatchObject({ response: { type: 7 } });
  expect(await Promise.race([finished.then(() => 'over'), sleep(30, 'not over')])).toBe('not over');
  leaves();
  expect(await Promise.race([finished.then(() => 'over'), sleep(40, 'not over')])).toBe('over');
});

test('what follows an answer lets it go ahead', async () => {
  const { first, finished, leaves, removedAt } = pressed('vanish');
  expect(await first).toMatchObject({ response: { type: 6 } });
  const leftAt = performance.now();
  leaves();
  await finished;
  expect(removedAt).toHaveLength(1);
  // Timers of Node may be a millisecond early.
  expect((removedAt[0] ?? 0) - leftAt).toBeGreaterThan(48);
});
