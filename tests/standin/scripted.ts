import type { BotInteraction, WorldOptions } from '../../src/playground/standin/api.ts';
import type { Act, Outcome, Place, SeenMessage } from '../../src/playground/standin/contract.ts';
import { ApiError } from '../../src/playground/standin/errors.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';

/** A world with a bot that does nothing by itself: the test answers for it. */
export interface Scripted {
  world: ServedWorld;
  ada: string;
  bo: string;
  mo: string;
  /** Has a person act, and hands back what the bot was asked and the outcome to come. */
  ask: (act: Act) => { asked: BotInteraction; outcome: Promise<Outcome> };
  /** Ada sends /hello. */
  hello: (kind?: Place['kind']) => { asked: BotInteraction; outcome: Promise<Outcome> };
  /** Ada sends /hello and the bot answers with these components. */
  shows: (components: object[], more?: object) => Promise<SeenMessage>;
  press: (message: SeenMessage, customId: string) => { asked: BotInteraction; outcome: Promise<Outcome> };
}

export function scripted(options: WorldOptions = {}): Scripted {
  const world = createWorld(options);
  const heard: BotInteraction[] = [];
  world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') heard.push(payload);
  });
  world.overwriteCommands([hello, about]);
  const [ada = '', bo = '', mo = ''] = world.people().map(({ id }) => id);
  const ask = (act: Act) => {
    const before = heard.length;
    const outcome = world.act(act);
    const asked = heard[before];
    if (!asked) throw new Error(`expected the bot to be asked, but ${JSON.stringify(act)} never reached it`);
    return { asked, outcome };
  };
  const sendsHello = (kind: Place['kind'] = 'server') =>
    ask({ kind: 'command', person: ada, place: world.place(kind, ada), command: 'hello', options: {} });
  return {
    world,
    ada,
    bo,
    mo,
    ask,
    hello: sendsHello,
    async shows(components, more = {}) {
      const { asked, outcome } = sendsHello();
      world.answer(asked.id, asked.token, { type: 4, data: { ...card(components), ...more } });
      const seen = await outcome;
      if (seen.kind !== 'message') throw new Error(`expected a message, came ${seen.kind}`);
      return seen.message;
    },
    press: (message, customId) => ask({ kind: 'press', person: ada, message: message.id, customId }),
  };
}

/** What Discord refused, so that a test can look at it. Throws when nothing was refused. */
export function refusal(ask: () => unknown): ApiError {
  try {
    ask();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('expected a refusal, but it was done');
}

export const LAYOUT = 1 << 15;
export const PRIVATE = 1 << 6;
export const off = { allowed_mentions: { parse: [] } };
export const card = (components: object[]) => ({ flags: LAYOUT | PRIVATE, ...off, components });
export const text = (content: string) => ({ type: 10, content });
export const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 2,
  label: custom_id,
  custom_id,
  ...more,
});
export const row = (...components: object[]) => ({ type: 1, components });
export const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ label: `Option ${index}`, value: `v${index}` }));
export const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: options(3), ...more });
export const label = (component: object, more: object = {}) => ({
  type: 18,
  label: 'Field',
  component,
  ...more,
});

const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
export const hello = {
  name: 'hello',
  description: 'Says hello',
  ...everywhere,
  options: [
    { type: 3, name: 'who', description: 'Whom', autocomplete: true, max_length: 20 },
    { type: 4, name: 'times', description: 'How often', min_value: 1, max_value: 5 },
    { type: 5, name: 'loud', description: 'Loudly' },
    { type: 3, name: 'how', description: 'How', choices: [{ name: 'Kindly', value: 'kindly' }] },
  ],
};
const about = { type: 3, name: 'About this', ...everywhere };
