import { describe, expect, it } from 'vitest';
import { go } from '../../src/router/links.ts';
import { originLine } from '../../src/router/origin.ts';
import { say } from './toys.ts';

describe('where a thing comes from', () => {
  it('is said in one line: from the article, or an idea of it', () => {
    expect(originLine(say, { origin: 'article' })).toBe(say('origin.article'));
    expect(originLine(say, { origin: 'fits-article' })).toBe(say('origin.fits-article'));
  });

  it('is said with its fact where it is widely used', () => {
    const fact = 'Cold water slows the heart.';
    expect(originLine(say, { origin: 'widely-used', fact })).toBe(say('origin.widely-used', { fact }));
    expect(originLine(say, { origin: 'widely-used' })).toBe(say('origin.widely-used', { fact: '' }).trim());
  });
});

describe('a link', () => {
  it('names its command and action, and carries its arguments in order', () => {
    expect(go('card', 'hide')).toEqual({ command: 'card', action: 'hide', args: [] });
    expect(go('help-now', 'copy', 'first', 'DE')).toEqual({
      command: 'help-now',
      action: 'copy',
      args: ['first', 'DE'],
    });
  });
});
