import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSay } from '../../src/library/phrases.ts';

const say = createSay(
  new Map([
    ['ground.next', 'Next'],
    ['ground.place', 'Step {step} of {steps}'],
    ['twice', '{name}, {name}'],
  ]),
);

describe('say', () => {
  it('gives the phrase of a key, with its places filled', () => {
    expect(say('ground.next')).toBe('Next');
    expect(say('ground.place', { step: 'one', steps: 5 })).toBe('Step one of 5');
    expect(say('twice', { name: 'Irma' })).toBe('Irma, Irma');
  });

  it('throws on an unknown key, a missing value and a value without a place', () => {
    expect(() => say('ground.nxt')).toThrow('expected the key of a phrase, came "ground.nxt"');
    expect(() => say('ground.place', { step: 1 })).toThrow('expected a value for {steps}, came none');
    expect(() => say('ground.next', { step: 1 })).toThrow('expected no values, came a value for {step}');
    expect(() => say('ground.place', { step: 1, steps: 2, day: 3 })).toThrow(
      'expected only {step}, {steps}, came a value for {day}',
    );
  });

  it('does not take what every object has for a value', () => {
    const odd = createSay(new Map([['odd', '{constructor}']]));
    expect(() => odd('odd')).toThrow('expected a value for {constructor}');
  });

  it('puts any value in as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (step, steps) => {
        expect(say('ground.place', { step, steps })).toBe(`Step ${step} of ${steps}`);
      }),
      {
        examples: [
          ['{steps}', '$&'],
          ['$1', '{step}'],
        ],
      },
    );
  });
});
