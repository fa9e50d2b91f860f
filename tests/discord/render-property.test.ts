import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Form, Plain } from '../../src/core/reply.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { renderChoices, renderForm } from '../../src/discord/render-form.ts';
import { checkChoices, checkForm } from '../../src/playground/standin/check/modal.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { anyCard, anyChoices, anyForm, anyLine } from './arbitraries.ts';

const world = createWorld();
const channel = world.place('server', world.people()[0]?.id ?? '');

function takesMessage(reply: Card | Plain): () => void {
  const { body, files } = renderMessage(reply);
  const uploads = files.map(({ name, data }) => ({ name, data: data as Buffer }));
  return () => world.createMessage(channel, body, uploads);
}

function takesForm(form: Form): () => void {
  const data = renderForm(form);
  return () => checkForm(data);
}

/** Draws many replies; what is drawn at all must be taken by the stand-in, which throws what it refuses. */
function expectTaken<T>(any: fc.Arbitrary<T>, drawn: (reply: T) => () => void): void {
  let count = 0;
  const property = fc.property(any, reply => {
    const take = unlessOverALimit(() => drawn(reply));
    take?.();
    if (take) count += 1;
  });
  fc.assert(property, { numRuns: 3000 });
  expect(count).toBeGreaterThan(100);
}

function unlessOverALimit<T>(draw: () => T): T | undefined {
  try {
    return draw();
  } catch {
    return undefined;
  }
}

describe('whatever is drawn is within what Discord takes', () => {
  it('a card', () => expectTaken(anyCard, takesMessage));

  it('a plain line with buttons', () => expectTaken(anyLine, takesMessage));

  it('a form', () => expectTaken(anyForm, takesForm));

  it('the choices of an option', () =>
    expectTaken(anyChoices, choices => {
      const data = renderChoices(choices);
      return () => checkChoices(data);
    }));
});
