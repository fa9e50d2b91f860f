import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import {
  button,
  card,
  choices,
  divider,
  menu,
  picture,
  row,
  small,
  text,
  title,
  webLink,
} from '../../src/core/reply.ts';

const link = { command: 'toy', action: 'next', args: [2] };

describe('a reply', () => {
  it('is plain data that survives JSON whole', () => {
    const reply = card([
      title('Look around'),
      text('Find one thing.'),
      divider(),
      menu({ to: link, placeholder: 'Change it', options: [{ label: 'All', value: 'all' }] }),
      row(button('Next', link, 'main'), webLink('Source', 'https://example.org')),
      small('From the article.'),
    ]);
    expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
    expect(reply.blocks.map(({ kind }) => kind)).toEqual([
      'title',
      'text',
      'divider',
      'menu',
      'row',
      'small',
    ]);
  });

  it('is a calm card unless it says otherwise', () => {
    expect(card([]).tone).toBe('calm');
    expect(card([], { tone: 'help', country: 'DE' })).toMatchObject({ tone: 'help', country: 'DE' });
    expect(card([])).not.toHaveProperty('country');
  });

  it('has plain buttons unless they say otherwise', () => {
    expect(button('Next', link)).toEqual({ label: 'Next', to: link, style: 'plain' });
    expect(button('Delete', link, 'alert').style).toBe('alert');
  });

  it('carries pictures with their alt text, and choices as they came', () => {
    const breath = { name: 'breath.gif', data: Uint8Array.of(1), alt: 'A circle grows and shrinks.' };
    expect(picture(breath)).toEqual({ kind: 'picture', picture: breath });
    expect(choices([{ name: 'Germany', value: 'DE' }])).toEqual({
      kind: 'choices',
      choices: [{ name: 'Germany', value: 'DE' }],
    });
  });
});

describe('an error meant for the person', () => {
  it('is told apart from a bug by its kind and its name', () => {
    const error = new UserError('Expected a time such as 08:30, got "soon".');
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('UserError');
    expect(new Error('bug')).not.toBeInstanceOf(UserError);
  });
});
