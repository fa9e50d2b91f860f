import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingNotes } from '../../src/config/settings.ts';
import { errorOf, faultsOf, keysShape, tokenShape } from './read.ts';

const longToken = 'MTA0OTc2MTA0OTc2MTA0OTc2.Gx7_Qa.u-5zC1pXy9u-5zC1pXy9u-5zC1p';

describe('secrets', () => {
  const key = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{9}[A-Za-z0-9_-]{9,30}$/);
  const secret = fc.oneof(
    key,
    fc.tuple(key, fc.stringMatching(/^[\w-]{6}$/), key).map(parts => parts.join('.')),
    key.map(text => `${text}==`),
  );
  const before = fc.constantFrom('', ' ', '"', 'Bot ', 'https://me:', '\t', '#', '=');
  const after = fc.constantFrom('', ' ', '"', '.', '@example.org', '\n', '!');

  it('never stand in a fault, wherever they were written', () => {
    const names = settingNotes().map(({ name }) => name as string);
    const place = fc.constantFrom(...names, 'DISCORD_TOKN', 'SECRET', 'NODE_ENV', 'STORE_URL');
    fc.assert(
      fc.property(place, secret, before, after, (name, text, left, right) => {
        const value = `${left}${text}${right}`;
        for (const [env, envFile] of [
          [{ [name]: value }, undefined],
          [{}, `${name}=${value}`],
          [{}, `${name} ${value}`],
          [{}, value],
          [{}, `${value}=`],
        ] as const) {
          for (const fault of faultsOf(env, envFile)) {
            for (const piece of text.split(/[.=]/).filter(piece => piece.length > 6)) {
              expect(fault).not.toContain(piece);
            }
            expect(fault).not.toMatch(/\n/);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are not told when they have few letters and stand behind a name', () => {
    const few = 'a---__-A0_-----__0A';
    expect(faultsOf({}, `PLAYGROUND_PORT ${few}=`)).toEqual([
      `.env, line 1: expected PLAYGROUND_PORT or another setting, came a name of ${16 + few.length} characters`,
    ]);
  });

  it('are not even partly told when they were meant as the token', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ._"-]{0,80}$/), text => {
        for (const fault of faultsOf({ DISCORD_TOKEN: `~${text}~` })) {
          expect(fault.replace(`${text.length + 2}`, 'N')).toBe(
            `DISCORD_TOKEN (the environment): expected ${tokenShape}, came a value of N characters`,
          );
        }
      }),
    );
  });

  it('are not even partly told when they were meant as keys', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/=, ]{0,140}$/), text => {
        for (const fault of faultsOf({ ENCRYPTION_KEYS: `A${text}=` })) {
          expect(fault).toBe(
            `ENCRYPTION_KEYS (the environment): expected ${keysShape}, came a value of ${text.length + 2} characters`,
          );
        }
      }),
    );
  });

  it('do not stand in the fault of an address of a store, nor in that of the keys it needs', () => {
    const scheme = fc.constantFrom('redis', 'rediss', 'postgres', 'REDIS', 'mysql');
    const address = fc.constantFrom(
      (word: string) => `://me:${word}@it:6379`,
      (word: string) => `://me:${word}@it:port`,
      (word: string) => `://me:${word}`,
      (word: string) => `://it/0?password=${word}`,
      (word: string) => `:${word}`,
    );
    fc.assert(
      fc.property(scheme, address, fc.stringMatching(/^[a-z0-9]{8,12}$/), (start, rest, password) => {
        const faults = faultsOf({ STORE_URL: `${start}${rest(password)}` });
        expect(faults.length).toBeGreaterThan(0);
        for (const fault of faults) expect(fault).toMatch(/came (nothing|a value of \d+ characters)$/);
        expect(faults.join()).not.toContain(password);
      }),
    );
  });

  it('do not stand in the error as a log would print it', () => {
    const error = errorOf({ DISCORD_TOKEN: `"${longToken}"`, LOG_LEVEL: longToken });
    expect(error?.faults).toHaveLength(2);
    expect(inspect(error, { depth: 9 })).not.toContain(longToken);
  });
});
