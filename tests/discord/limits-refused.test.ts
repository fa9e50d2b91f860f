import { describe, expect, it } from 'vitest';
import {
  type Block,
  type Button,
  button,
  card,
  type Field,
  menu,
  picture,
  row,
  text,
  webLink,
} from '../../src/core/reply.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { renderChoices, renderForm } from '../../src/discord/render-form.ts';

const to = { command: 'toy', action: 'go', args: [] };
const options = (...values: string[]) => values.map(value => ({ label: 'An option', value }));
const drawMenu = (more: object) =>
  drawCard(menu({ to, placeholder: 'Choose', options: options('a', 'b'), ...more }));
const image = (name: string) => picture({ name, data: Uint8Array.of(1), alt: 'A circle' });
const drawCard = (...blocks: Block[]) => renderMessage(card(blocks));
const drawLine = (content: string, rows: Button[][] = []) => renderMessage({ kind: 'plain', content, rows });
const drawForm = (field: object, ...more: object[]) =>
  renderForm({
    kind: 'form',
    title: 'Words',
    to,
    fields: [field, ...more].map(
      one =>
        ({ kind: 'text', name: 'f', label: 'Words', required: true, long: false, most: 9, ...one }) as Field,
    ),
  });

/** What Discord refuses: were it let through, the person would get no answer instead of the apology. */
const refused: [what: string, draw: () => unknown][] = [
  ['a card with nothing on it', () => drawCard()],
  ['an empty line', () => drawLine(' ')],
  [
    'six rows of buttons under a line',
    () =>
      drawLine(
        'x',
        '123456'.split('').map(n => [webLink(n, 'https://example.org')]),
      ),
  ],
  ['a button named by blanks', () => drawCard(row(button(' ', to)))],
  [
    'a link button with an address over 512 characters',
    () => drawCard(row(webLink('A', `https://a.org/${'x'.repeat(500)}`))),
  ],
  ['a link button that opens no web page', () => drawCard(row(webLink('A', 'ftp://example.org')))],
  ['an option named by blanks', () => drawMenu({ options: [{ label: ' ', value: 'a' }] })],
  ['two options of one value', () => drawMenu({ options: options('a', 'a') })],
  ['a menu of which more may be chosen than there are', () => drawMenu({ most: 3 })],
  ['a menu of which none may be chosen', () => drawMenu({ most: 0 })],
  [
    'a menu with more chosen than may be',
    () => drawMenu({ options: options('a', 'b').map(one => ({ ...one, chosen: true })) }),
  ],
  ['a file name with a blank', () => drawCard(image('a b.gif'))],
  ['two files of one name', () => drawCard(image('a.gif'), image('a.gif'))],
  ['eleven files', () => drawCard(...Array.from({ length: 11 }, (_, n) => image(`${n}.gif`)))],
  ['a form title of blanks', () => renderForm({ kind: 'form', title: ' ', to, intro: 'x', fields: [] })],
  ['a label of blanks', () => drawForm({ label: ' ' })],
  ['a hint of a field over 100 characters', () => drawForm({ hint: 'x'.repeat(101) })],
  ['a field without a name', () => drawForm({ name: '' })],
  ['a field with a name over 100 characters', () => drawForm({ name: 'x'.repeat(101) })],
  ['two fields of one name', () => drawForm({}, {})],
  ['a field that takes no character', () => drawForm({ most: 0 })],
  ['a field that takes over 4,000 characters', () => drawForm({ most: 4001 })],
  ['a field filled beyond its own limit', () => drawForm({ value: 'ten letters' })],
  ['one option to pick one of', () => drawForm({ kind: 'radio', options: options('a') })],
  [
    'two picked where one may be',
    () => drawForm({ kind: 'radio', options: options('a', 'b').map(one => ({ ...one, chosen: true })) }),
  ],
  [
    'a menu field of which more may be chosen than there are',
    () => drawForm({ kind: 'menu', most: 3, options: options('a', 'b') }),
  ],
  ['a choice named by blanks', () => renderChoices([{ name: ' ', value: 'a' }])],
];

describe('what Discord refuses is not drawn either', () => {
  it.each(refused)('%s', (_, draw) => {
    expect(draw).toThrow(/expected/);
  });

  it('stays quiet about what is within them', () => {
    expect(() => drawMenu({})).not.toThrow();
    expect(() => drawCard(text('x'), image('a.gif'), row(webLink('A', 'https://example.org')))).not.toThrow();
    expect(() => drawForm({}, { name: 'g', kind: 'radio', options: options('a', 'b') })).not.toThrow();
  });
});
