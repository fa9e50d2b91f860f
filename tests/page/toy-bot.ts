/** A bot of a few lines, attached to the stand-in directly: enough to press everything the page draws. */
import type { BotInteraction, World } from '../../src/playground/standin/api.ts';

/** Registers the toy's commands and answers as fast as it can. Returns what detaches it. */
export function attachToyBot(world: World): () => void {
  world.overwriteCommands(commands);
  return world.connect((event, payload) => {
    if (event === 'INTERACTION_CREATE') answer(world, payload);
  });
}

function answer(world: World, asked: BotInteraction): void {
  const reply = (type: number, data?: object, files?: { name: string; data: Uint8Array }[]) =>
    world.answer(asked.id, asked.token, { type, ...(data && { data }) }, files);
  const name = wordFor(asked);
  if (name === 'complete') reply(8, { choices: completions(typedText(asked)) });
  else if (name === 'ground') reply(4, step(1), [picture]);
  else if (name.startsWith('step:')) reply(7, step(Number(name.slice(5))), []);
  else if (name === 'change') reply(7, card([text(`Changed to ${chosenOf(asked).join(' and ')}`)]));
  else if (name === 'hide') {
    reply(6);
    world.deleteOriginal(asked.token);
  } else if (name === 'words' || name === 'form') reply(9, form);
  else if (name === 'form-sent') reply(4, card([text(`Read: ${JSON.stringify(entered(asked))}`)]));
  else if (name === 'paint') reply(4, card([text(`Painted ${JSON.stringify(optionsOf(asked))}`)]));
  else if (name === 'Explain this') reply(4, card([text('Words like these are often about being on edge.')]));
  else if (name === 'post') reply(4, post(asked));
  else if (name === 'slow') {
    reply(5, { flags: 64 });
    setTimeout(
      () => world.editOriginal(asked.token, { ...card([text('That took a while')]), flags: v2 }),
      // Long enough to be seen on a machine that is busy.
      2_500,
    );
  }
  // "silent" and anything unknown gets no answer at all.
}

function wordFor(asked: BotInteraction): string {
  if (asked.type === 4) return 'complete';
  if (asked.type === 2) return asked.data.name;
  return asked.data.custom_id;
}

function step(number: number): object {
  const last = number === 3;
  return card([
    text(`## Look around\nFind **one** thing that has not moved.\n-# Step ${number} of 3`),
    ...(number === 1 ? [gallery] : []),
    row(
      button(last ? 'Start again' : 'Next', `step:${last ? 2 : number + 1}`, 1),
      { type: 2, style: 5, label: 'Source', url: 'https://example.org/page' },
      { ...button('Not yet', 'never', 2), disabled: true },
    ),
    row(menu),
    row(button('Get help now', 'words', 4), button('Hide', 'hide', 2)),
  ]);
}

const post = (asked: BotInteraction) => ({
  content: `Posted for **everyone**, over <t:${Math.round(madeAt(asked.id) / 1000) + 30}:R>`,
  components: [row(button('Post again', 'post', 2))],
  allowed_mentions: { parse: [] },
});

const v2 = 1 << 15;
const text = (content: string) => ({ type: 10, content });
const row = (...components: object[]) => ({ type: 1, components });
const button = (label: string, custom_id: string, style: number) => ({ type: 2, label, custom_id, style });
const card = (components: object[]) => ({
  flags: v2 | 64,
  components: [{ type: 17, accent_color: 0x2f6f73, components }],
  allowed_mentions: { parse: [] },
});

const altText = 'A small sun above a line of water.';
const gallery = { type: 12, items: [{ media: { url: 'attachment://sun.png' }, description: altText }] };
const menu = {
  type: 3,
  custom_id: 'change',
  placeholder: 'Change it',
  options: [
    { label: 'A different one', value: 'different', description: 'Picks another' },
    { label: "It's night", value: 'night' },
  ],
};

const label = (title: string, component: object, description?: string) => ({
  type: 18,
  label: title,
  component,
  ...(description !== undefined && { description }),
});
const either = [
  { label: 'Morning', value: 'am', description: 'Before noon' },
  { label: 'Evening', value: 'pm' },
];
const form = {
  custom_id: 'form-sent',
  title: 'In my own words',
  components: [
    label(
      'What is it like?',
      { type: 4, custom_id: 'like', style: 2, max_length: 300 },
      'As you would say it',
    ),
    label('One word', {
      type: 4,
      custom_id: 'word',
      style: 1,
      min_length: 3,
      max_length: 30,
      required: false,
    }),
    label('When?', { type: 21, custom_id: 'when', options: either }),
    label('Which days?', { type: 22, custom_id: 'days', options: either, required: false }),
    label('How often?', { type: 3, custom_id: 'often', options: either, placeholder: 'Choose one' }),
  ],
};

const fruits = ['apple', 'apricot', 'banana', 'cherry'];
const completions = (typed: string) =>
  fruits.filter(name => name.startsWith(typed)).map(name => ({ name: `The ${name}`, value: name }));

/** When an id was made, in milliseconds since 1970. */
const madeAt = (id: string): number => Number(BigInt(id) >> 22n) + 1_420_070_400_000;

type Options = { name: string; value: unknown; focused?: boolean }[];

function optionsOf(asked: BotInteraction): Options {
  return ((asked.data as { options?: Options } | undefined)?.options ?? []).map(
    ({ name, value, focused }) => ({
      name,
      value,
      ...(focused && { focused }),
    }),
  );
}

function typedText(asked: BotInteraction): string {
  const typed = optionsOf(asked).find(option => option.focused)?.value;
  return typeof typed === 'string' ? typed : '';
}

function chosenOf(asked: BotInteraction): string[] {
  return (asked.data as { values?: string[] }).values ?? [];
}

function entered(asked: BotInteraction): unknown {
  const rows = (asked.data as { components: { component?: { value?: unknown; values?: unknown } }[] })
    .components;
  return rows.map(({ component }) => component?.value ?? component?.values);
}

const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
const commands = [
  {
    ...everywhere,
    name: 'ground',
    description: 'A short exercise',
    options: [{ type: 3, name: 'exercise', description: 'Which one', autocomplete: true }],
  },
  {
    ...everywhere,
    name: 'paint',
    description: 'Paints something',
    options: [
      {
        type: 3,
        name: 'colour',
        description: 'Which colour',
        required: true,
        choices: [
          { name: 'Deep red', value: 'red' },
          { name: 'Sky blue', value: 'blue' },
        ],
      },
      { type: 4, name: 'coats', description: 'How many coats', min_value: 1, max_value: 3 },
      { type: 5, name: 'shiny', description: 'With a shine' },
      { type: 7, name: 'room', description: 'In which channel', channel_types: [0] },
    ],
  },
  ...['form', 'post', 'slow', 'silent'].map(name => ({ ...everywhere, name, description: `Tries ${name}` })),
  { ...everywhere, name: 'Explain this', type: 3 },
];

const picture = {
  name: 'sun.png',
  data: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAPAAAABQCAMAAAAQlwhOAAAADFBMVEUAAAAvb3MkUFXz6dK09EPqAAAA4klEQVR42u3XwQ3DQAwDQUbXf895B7HhIIAo+rzbgDhP6fWwBBgwYMCAAQMGDHgb8Ppsc/A6alvwOm9L8FoJYkVwjWSleF1ipXBdZAV5LWIleR1iRXkNYmV5+8WAh73tYqV5u8WAx73NYuV5e8WAAfu9rWLAgAe8nWLAgAEDBgwYMGDAgAEDBsw/DPgJ4OrsT2/nJMCA/eK6MbjSvIDnxXVzcGV5AU+LawNwJXkt4AryesCV4zWBfyJ7hrjAFeL1gS/IthVGcCV4reAzs3WBGfxtdp/3g4cDDBgwYMCAAQO29QaEdnkMz+KzvQAAAABJRU5ErkJggg==',
    'base64',
  ),
};
