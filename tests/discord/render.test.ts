import { describe, expect, it } from 'vitest';
import {
  type Block,
  button,
  card,
  divider,
  menu,
  picture,
  row,
  small,
  text,
  title,
  webLink,
} from '../../src/core/reply.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { createWorld } from '../../src/playground/standin/world.ts';

const to = (action: string) => ({ command: 'toy', action, args: [] });
const plain = {
  kind: 'plain' as const,
  content: 'A minute for you?',
  rows: [[button('Open', to('open'), 'main')]],
};
const bytes = Uint8Array.of(71, 73, 70);

/** The components of one block, as they stand in the card. */
const drawn = (block: Block) => renderMessage(card([block])).body.components[0];
const inside = (component: object) => expect.objectContaining({ components: [component] });

describe('a card', () => {
  it('is one container of components, with nobody mentioned', () => {
    const { body, files } = renderMessage(card([title('Look around'), text('@everyone <@1>')]));
    expect(body).toEqual({
      allowed_mentions: { parse: [] },
      attachments: [],
      flags: 1 << 15,
      components: [
        {
          type: 17,
          accent_color: expect.any(Number),
          components: [
            { type: 10, content: '### Look around' },
            { type: 10, content: '@everyone <@1>' },
          ],
        },
      ],
    });
    expect(files).toEqual([]);
  });

  it('for help has another edge than a calm one', () => {
    const edge = (tone: 'calm' | 'help') => {
      const [container] = renderMessage(card([text('a')], { tone })).body.components;
      return container && 'accent_color' in container ? container.accent_color : undefined;
    };
    expect(edge('help')).toEqual(expect.any(Number));
    expect(edge('help')).not.toBe(edge('calm'));
  });

  it('keeps the flags it is given', () => {
    expect(renderMessage(card([text('a')]), 64).body.flags).toBe(64 | (1 << 15));
    expect(renderMessage(plain, 64).body.flags).toBe(64);
  });

  it('draws small print and lines', () => {
    expect(drawn(small('From the article.'))).toEqual(inside({ type: 10, content: '-# From the article.' }));
    expect(drawn(divider())).toEqual(inside({ type: 14 }));
  });

  it('draws buttons that lead somewhere inside, each in its style', () => {
    const buttons = [
      button('Next', to('next'), 'main'),
      button('Skip', to('skip')),
      button('Delete', to('x'), 'alert'),
    ];
    expect(drawn(row(...buttons))).toEqual(
      inside({
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Next', custom_id: 'toy:next' },
          { type: 2, style: 2, label: 'Skip', custom_id: 'toy:skip' },
          { type: 2, style: 4, label: 'Delete', custom_id: 'toy:x' },
        ],
      }),
    );
  });

  it('draws buttons that open a page', () => {
    expect(drawn(row(webLink('Source', 'https://example.org/a')))).toEqual(
      inside({ type: 1, components: [{ type: 2, style: 5, label: 'Source', url: 'https://example.org/a' }] }),
    );
  });

  it('draws a text with a button beside it', () => {
    expect(drawn({ kind: 'section', text: 'A line', button: button('Copy', to('copy')) })).toEqual(
      inside({
        type: 9,
        components: [{ type: 10, content: 'A line' }],
        accessory: { type: 2, style: 2, label: 'Copy', custom_id: 'toy:copy' },
      }),
    );
  });

  it('draws a menu, of which one is chosen unless it says how many', () => {
    const options = [
      { label: 'All', value: 'all', hint: 'On one card', chosen: true },
      { label: 'Night', value: 'night' },
    ];
    const one = { to: to('change'), placeholder: 'Change it', options };
    const component = {
      type: 3,
      custom_id: 'toy:change',
      placeholder: 'Change it',
      min_values: 1,
      max_values: 1,
      options: [
        { label: 'All', value: 'all', description: 'On one card', default: true },
        { label: 'Night', value: 'night' },
      ],
    };
    expect(drawn(menu(one))).toEqual(inside({ type: 1, components: [component] }));
    expect(drawn(menu({ ...one, most: 2 }))).toEqual(
      inside({ type: 1, components: [{ ...component, max_values: 2 }] }),
    );
  });
});

describe('pictures and files', () => {
  const breath = { name: 'breath.gif', data: bytes, alt: 'A circle grows and shrinks.' };
  const { body, files } = renderMessage(
    card([picture(breath), { kind: 'file', file: { name: 'notes.txt', data: bytes } }]),
  );

  it('travel beside the message, in the order they are listed in it', () => {
    expect(files).toEqual([
      { name: 'breath.gif', data: Buffer.from(bytes) },
      { name: 'notes.txt', data: Buffer.from(bytes) },
    ]);
    expect(body.attachments).toEqual([
      { id: '0', filename: 'breath.gif', description: breath.alt },
      { id: '1', filename: 'notes.txt' },
    ]);
  });

  it('are shown where they stand, a picture with its alt text', () => {
    expect(body.components[0]).toMatchObject({
      components: [
        { type: 12, items: [{ media: { url: 'attachment://breath.gif' }, description: breath.alt }] },
        { type: 13, file: { url: 'attachment://notes.txt' } },
      ],
    });
  });

  it('are taken as they stand, and kept whole', () => {
    const world = createWorld();
    const channel = world.place('server', world.people()[0]?.id ?? '');
    const uploads = files.map(({ name, data }) => ({ name, data: data as Buffer }));
    const { attachments } = world.createMessage(channel, body, uploads);
    expect(attachments.map(({ filename, size }) => [filename, size])).toEqual([
      ['breath.gif', 3],
      ['notes.txt', 3],
    ]);
    expect(world.problems).toEqual([]);
  });
});

describe('a plain line', () => {
  it('is content with buttons, with nobody mentioned and without components v2', () => {
    expect(renderMessage(plain).body).toEqual({
      allowed_mentions: { parse: [] },
      content: 'A minute for you?',
      attachments: [],
      flags: 0,
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Open', custom_id: 'toy:open' }] }],
    });
  });
});
