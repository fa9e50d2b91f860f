import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customId, parseCustomId } from '../../src/discord/custom-id.ts';

const name = fc.stringMatching(/^[a-z]{1,10}(-[a-z]{1,8})?$/);
/** Any text of whole characters, colons, percent signs and all writing systems among it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(':', '%', '/', ' ', 'é', '😀', '%3A', '\n', '') }),
);

describe('a custom_id', () => {
  it('brings back exactly the link it was made from', () => {
    let tried = 0;
    const property = fc.property(name, name, fc.array(anyText, { maxLength: 4 }), (command, action, args) => {
      const length = [command, action, ...args.map(encodeURIComponent)].join(':').length;
      fc.pre(length <= 100);
      tried += 1;
      expect(parseCustomId(customId({ command, action, args }))).toEqual({ command, action, args });
    });
    fc.assert(property, { numRuns: 500 });
    expect(tried).toBeGreaterThan(100);
  });

  it('reads the same for people as for the code', () => {
    expect(customId({ command: 'ground', action: 'next', args: ['look-around', 2] })).toBe(
      'ground:next:look-around:2',
    );
    expect(customId({ command: 'card', action: 'hide', args: [] })).toBe('card:hide');
  });

  it('brings numbers back as text, and tells an empty argument from none', () => {
    expect(parseCustomId(customId({ command: 'a', action: 'b', args: [7, ''] })).args).toEqual(['7', '']);
    expect(parseCustomId('a:b').args).toEqual([]);
    expect(parseCustomId('a:b:').args).toEqual(['']);
  });

  it('may be 100 characters long and no longer, counted as they are sent', () => {
    const linkWith = (arg: string) => ({ command: 'toy', action: 'go', args: [arg] });
    expect(customId(linkWith('x'.repeat(93)))).toHaveLength(100);
    expect(() => customId(linkWith('x'.repeat(94)))).toThrow(
      'custom_id: expected 100 characters at most, got 101.',
    );
    expect(() => customId(linkWith('é'.repeat(16)))).toThrow('got 103');
  });

  it('that was never ours is taken apart without a word', () => {
    expect(parseCustomId('')).toEqual({ command: '', action: '', args: [] });
    expect(parseCustomId('%E0%A4%A')).toEqual({ command: '%E0%A4%A', action: '', args: [] });
    expect(parseCustomId('a:b:%E0%A4%A:%41')).toEqual({ command: 'a', action: 'b', args: ['%E0%A4%A', 'A'] });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), id => {
        const { command, action, args } = parseCustomId(id);
        expect([command, action, ...args].every(part => typeof part === 'string')).toBe(true);
      }),
    );
  });
});
