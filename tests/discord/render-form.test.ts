import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/core/reply.ts';
import { renderForm } from '../../src/discord/render-form.ts';
import { checkForm } from '../../src/playground/standin/check/modal.ts';

const to = { command: 'toy', action: 'typed', args: ['look-around'] };
const options = [
  { label: 'Fear', value: 'fear', hint: 'Or worry', chosen: true },
  { label: 'Anger', value: 'anger' },
];
const drawnOptions = [
  { label: 'Fear', value: 'fear', description: 'Or worry', default: true },
  { label: 'Anger', value: 'anger' },
];
const named = { name: 'f', label: 'Which' };

/** Each kind of field, in its plainest and its fullest form, and how Discord gets it. */
const fields: [kind: string, field: Field, component: object][] = [
  [
    'a line of text',
    { ...named, kind: 'text', required: true, long: false, most: 30 },
    { type: 4, custom_id: 'f', required: true, style: 1, max_length: 30 },
  ],
  [
    'a text of several lines, begun and with an example',
    {
      ...named,
      kind: 'text',
      required: false,
      long: true,
      most: 300,
      value: 'My heart',
      example: 'A few words',
    },
    {
      type: 4,
      custom_id: 'f',
      required: false,
      style: 2,
      max_length: 300,
      value: 'My heart',
      placeholder: 'A few words',
    },
  ],
  [
    'a menu',
    { ...named, kind: 'menu', required: true, options },
    { type: 3, custom_id: 'f', required: true, min_values: 1, max_values: 1, options: drawnOptions },
  ],
  [
    'a menu that may be left alone, or of which two may be chosen',
    { ...named, kind: 'menu', required: false, options, most: 2 },
    { type: 3, custom_id: 'f', required: false, min_values: 0, max_values: 2, options: drawnOptions },
  ],
  [
    'a choice of one',
    { ...named, kind: 'radio', required: true, options },
    { type: 21, custom_id: 'f', required: true, options: drawnOptions },
  ],
  [
    'boxes to tick',
    { ...named, kind: 'checkbox', required: true, options },
    { type: 22, custom_id: 'f', required: true, min_values: 1, max_values: 2, options: drawnOptions },
  ],
  [
    'boxes that may all be left alone',
    { ...named, kind: 'checkbox', required: false, options },
    { type: 22, custom_id: 'f', required: false, min_values: 0, max_values: 2, options: drawnOptions },
  ],
];

describe('a form', () => {
  it.each(fields)('holds %s', (_, field, component) => {
    const form = renderForm({ kind: 'form', title: 'Words', to, fields: [field] });
    expect(form).toEqual({
      title: 'Words',
      custom_id: 'toy:typed:look-around',
      components: [{ type: 18, label: 'Which', component }],
    });
    expect(() => checkForm(form)).not.toThrow();
  });

  it('says what it is about before its fields, and what a field is about below its label', () => {
    const field: Field = {
      ...named,
      kind: 'text',
      required: true,
      long: false,
      most: 30,
      hint: 'A few words',
    };
    const { components } = renderForm({
      kind: 'form',
      title: 'Words',
      to,
      intro: 'None is kept.',
      fields: [field],
    });
    expect(components).toMatchObject([
      { type: 10, content: 'None is kept.' },
      { type: 18, label: 'Which', description: 'A few words' },
    ]);
  });
});
