import { describe, expect, it } from 'vitest';
import {
  type Block,
  type Button,
  button,
  type Card,
  card,
  menu,
  type Plain,
  picture,
  row,
  text,
  title,
} from '../../src/core/reply.ts';
import { checkMessage } from '../../src/discord/limits.ts';
import { renderMessage } from '../../src/discord/render.ts';

const to = (action: string | number) => ({ command: 'toy', action: `a${action}`, args: [] });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));
const buttons = (count: number) => many(count, n => button(`B${n}`, to(n)));
const options = (count: number) => many(count, n => ({ label: `O${n}`, value: `v${n}` }));
const pick = (more: object): Block =>
  menu({ to: to('m'), placeholder: 'Choose', options: options(2), ...more });
const pictures = (alt: string): Block => picture({ name: 'p.gif', data: Uint8Array.of(1), alt });
const line = (content: string, rows: Button[][] = []): Plain => ({ kind: 'plain', content, rows });

/** Each limit with the largest reply it lets through, the smallest it does not, and what it says then. */
const limits: [limit: string, fits: Card | Plain, breaks: Card | Plain, says: string][] = [
  ['content', line(long(2000)), line(long(2001)), 'content: expected 2000 at most, got 2001.'],
  [
    'components, nested ones included',
    card([...many(37, n => text(`${n}`)), row(button('B', to(0)))]),
    card([...many(38, n => text(`${n}`)), row(button('B', to(0)))]),
    'components, nested ones included: expected 40 at most, got 41.',
  ],
  [
    'text of all components',
    card([text(long(2000)), text(long(2000))]),
    card([text(long(2000)), text(long(2000)), text('x')]),
    'text of all components: expected 4000 at most, got 4001.',
  ],
  [
    'custom_id',
    card([row(button('A', to(1)), button('B', to(2)))]),
    card([row(button('A', to(1))), row(button('B', to(1)))]),
    'custom_id in a message: expected each once, got toy:a1 twice.',
  ],
  [
    'length of a custom_id',
    card([row(button('A', { command: 'toy', action: 'a', args: [long(94)] }))]),
    card([row(button('A', { command: 'toy', action: 'a', args: [long(95)] }))]),
    'custom_id: expected 100 characters at most, got 101.',
  ],
  ['text', card([text('x')]), card([text(' \n ')]), 'text: expected 1 at least, got 0.'],
  [
    'text of a title',
    card([title(long(3996))]),
    card([title(long(3997))]),
    'expected 4000 at most, got 4001.',
  ],
  [
    'label of a button',
    card([row(button(long(80), to(1)))]),
    card([row(button(long(81), to(1)))]),
    'label of a button: expected 80 at most, got 81.',
  ],
  [
    'empty label of a button',
    card([row(button('x', to(1)))]),
    card([row(button('', to(1)))]),
    'label of a button: expected 1 at least, got 0.',
  ],
  [
    'buttons in a row',
    card([row(...buttons(5))]),
    card([row(...buttons(6))]),
    'buttons in a row: expected 5 at most, got 6.',
  ],
  ['empty row', card([row(...buttons(1))]), card([row()]), 'buttons in a row: expected 1 at least, got 0.'],
  [
    'options',
    card([pick({ options: options(25) })]),
    card([pick({ options: options(26) })]),
    'options: expected 25 at most, got 26.',
  ],
  ['no options', card([pick({})]), card([pick({ options: [] })]), 'options: expected 1 at least, got 0.'],
  [
    'placeholder',
    card([pick({ placeholder: long(150) })]),
    card([pick({ placeholder: long(151) })]),
    'placeholder: expected 150 at most, got 151.',
  ],
  [
    'label of an option',
    card([pick({ options: [{ label: long(100), value: 'v' }] })]),
    card([pick({ options: [{ label: long(101), value: 'v' }] })]),
    'label of an option: expected 100 at most, got 101.',
  ],
  [
    'value of an option',
    card([pick({ options: [{ label: 'O', value: long(100) }] })]),
    card([pick({ options: [{ label: 'O', value: long(101) }] })]),
    'value of an option: expected 100 at most, got 101.',
  ],
  [
    'empty value of an option',
    card([pick({ options: [{ label: 'O', value: 'v' }] })]),
    card([pick({ options: [{ label: 'O', value: '' }] })]),
    'value of an option: expected 1 at least, got 0.',
  ],
  [
    'hint of an option',
    card([pick({ options: [{ label: 'O', value: 'v', hint: long(100) }] })]),
    card([pick({ options: [{ label: 'O', value: 'v', hint: long(101) }] })]),
    'hint of an option: expected 100 at most, got 101.',
  ],
  [
    'alt text',
    card([pictures(long(1024))]),
    card([pictures(long(1025))]),
    'alt text: expected 1024 at most, got 1025.',
  ],
  ['no alt text', card([pictures('x')]), card([pictures('')]), 'alt text: expected 1 at least, got 0.'],
  [
    'text beside a button',
    card([{ kind: 'section', text: 'x', button: button('B', to(1)) }]),
    card([{ kind: 'section', text: '', button: button('B', to(1)) }]),
    'text: expected 1 at least, got 0.',
  ],
  [
    'button beside a text',
    card([{ kind: 'section', text: 'x', button: button('B', to(1)) }]),
    card([{ kind: 'section', text: 'x', button: button('', to(1)) }]),
    'label of a button: expected 1 at least, got 0.',
  ],
  [
    'buttons under a line',
    line('x', [buttons(5)]),
    line('x', [buttons(6)]),
    'buttons in a row: expected 5 at most, got 6.',
  ],
];

describe('a message within Discord’s limits is drawn, and one over a limit names it', () => {
  it.each(limits)('%s', (_, fits, breaks, says) => {
    expect(() => renderMessage(fits)).not.toThrow();
    expect(() => renderMessage(breaks)).toThrow(says);
  });

  it('content beside components v2', () => {
    const body = { ...renderMessage(card([text('x')])).body, content: 'x' };
    expect(() => checkMessage(body)).toThrow('content: expected none beside components v2.');
  });
});
