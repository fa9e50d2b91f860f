import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/library/suggest.ts';

const titles = [
  'Look around',
  'Feet on the floor',
  'Five senses',
  'Far sounds',
  'Push the wall',
  "Can't sleep",
  'So alone',
];
const items = titles.map(title => ({ id: title.toLowerCase().replace(/[^a-z]+/g, '-'), title }));
const found = (typed: string) => suggest(items, typed).map(({ title }) => title);

describe('suggest', () => {
  it('lists the first 25 in their own order when nothing is typed', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `t${index}`, title: `Title ${index}` }));
    expect(suggest(many, ' ')).toEqual(many.slice(0, 25));
    expect(suggest(many, 'title')).toHaveLength(25);
    expect(suggest(many, 'title', 3)).toEqual(many.slice(0, 3));
  });

  it.each([
    ['f', ['Feet on the floor', 'Five senses', 'Far sounds']],
    ['floor', ['Feet on the floor']],
    ['ens', ['Five senses']],
    ['sounds far', ['Far sounds']],
    ['CANT SL', ["Can't sleep"]],
    ['can’t', ["Can't sleep"]],
    ['feet-on', ['Feet on the floor']],
    ['senes', ['Five senses']],
    ['aruond', ['Look around']],
    ['slepe', ["Can't sleep"]],
    ['zebra', []],
    ['xx', []],
  ])('finds for "%s" %j', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  it('lists a title that begins so before one that only holds it', () => {
    const items = ['Also so', 'Solo', 'So alone'].map(title => ({ id: title, title }));
    expect(suggest(items, 'so').map(({ title }) => title)).toEqual(['Solo', 'So alone', 'Also so']);
  });

  it('finds every title by any beginning of it, and never one twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.nat(30), (item, length) => {
        const listed = suggest(items, item.title.slice(0, length + 1));
        expect(listed).toContain(item);
        expect(new Set(listed).size).toBe(listed.length);
      }),
    );
  });
});
