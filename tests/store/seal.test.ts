import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSeal, type Seal, type SealPlace, UnreadableError } from '../../src/store/seal.ts';

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
let seal: Seal;
let rotated: Seal;
const here: SealPlace = { collection: 'plans', id: '1012', field: 'people' };

/** Any text at all, halves of characters, separators and quotes among it. */
const text = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)) }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('"', ',', '[', ']', '\\', ':', '.', '\0', 'a') }),
);
const place = fc.record({ collection: text, id: text, field: text });
const own = fc.stringMatching(/^[a-z ]{12,60}$/);

// Made within the tests, where a change to the code shows (tests/mutate.mjs).
beforeEach(() => {
  seal = createSeal([oldKey]);
  rotated = createSeal([newKey, oldKey]);
});

describe('what is sealed', () => {
  test('opens again, whatever the text and the place', () => {
    fc.assert(
      fc.property(place, text, (where, plain) => {
        expect(seal.open(where, seal.close(where, plain))).toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test('opens with nothing but its key and the form written down here, so that it still does in years', () => {
    const sealed = seal.close(here, 'Ada and Bo');
    const [version, id, body = ''] = sealed.split('.');
    expect(version).toBe('s1');
    const digest = createHash('sha256').update(oldKey).digest();
    expect(id).toBe(digest.subarray(0, 4).toString('base64url'));
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', oldKey, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(JSON.stringify(['s1', id, 'plans', '1012', 'people'])));
    decipher.setAuthTag(bytes.subarray(-16));
    expect(decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')).toBe(
      '"Ada and Bo"',
    );
  });

  test('that was closed by an earlier version still opens', () => {
    expect(seal.open(here, earlier)).toBe('Ada and Bo');
  });

  test('has nothing of the plain text in it', () => {
    fc.assert(
      fc.property(own, plain => {
        const sealed = seal.close(here, plain);
        const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1');
        for (let at = 0; at + 5 <= plain.length; at++) {
          expect(sealed).not.toContain(plain.slice(at, at + 5));
          expect(bytes).not.toContain(plain.slice(at, at + 5));
        }
      }),
    );
  });

  test('never comes out the same twice, nor with the same nonce', () => {
    const nonces = Array.from({ length: 2000 }, () =>
      Buffer.from(seal.close(here, 'the same').split('.')[2] ?? '', 'base64url').toString('hex', 0, 12),
    );
    expect(new Set(nonces).size).toBe(2000);
  });
});

describe('what was changed or moved does not open', () => {
  test('any one bit of it', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat({ max: 7 }), (plain, at, bit) => {
        const bytes = Buffer.from(seal.close(here, plain), 'latin1');
        const index = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << bit), index);
        expect(() => seal.open(here, bytes.toString('latin1'))).toThrow(UnreadableError);
      }),
      { numRuns: 2000 },
    );
  });

  test('any one bit of one text, all of them tried', () => {
    const bytes = Buffer.from(seal.close(here, 'Ada'), 'latin1');
    for (let at = 0; at < bytes.length * 8; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
      expect(() => seal.open(here, changed.toString('latin1'))).toThrow(UnreadableError);
    }
  });

  test('cut short, made longer, or joined from two', () => {
    fc.assert(
      fc.property(text, text.filter(Boolean), fc.nat(), (plain, more, at) => {
        const sealed = seal.close(here, plain);
        const cut = sealed.slice(0, at % sealed.length);
        const other = seal.close(here, plain);
        const joined = sealed.slice(0, -8) + other.slice(-8);
        for (const one of [cut, sealed + more, more + sealed, joined]) {
          expect(() => seal.open(here, one)).toThrow(UnreadableError);
        }
      }),
    );
  });

  test('the same bytes written in another way', () => {
    const sealed = Array.from({ length: 200 }, (_, n) => seal.close(here, 'a'.repeat(n)));
    const otherwise = sealed.flatMap(one => [
      `${one}=`,
      `${one}\n`,
      one.replace(/-(?!.*\.)/, '+'),
      one.replace(/_(?!.*\.)/, '/'),
    ]);
    const changed = otherwise.filter(one => !sealed.includes(one));
    expect(changed.length).toBeGreaterThan(500);
    for (const one of changed) expect(() => seal.open(here, one)).toThrow(UnreadableError);
  });

  test('in another collection, record or field', () => {
    fc.assert(
      fc.property(place, place, text, (from, to, plain) => {
        fc.pre(JSON.stringify(from) !== JSON.stringify(to));
        const sealed = seal.close(from, plain);
        for (const part of ['collection', 'id', 'field'] as const) {
          const moved = { ...from, [part]: to[part] };
          if (moved[part] !== from[part]) expect(() => seal.open(moved, sealed)).toThrow(UnreadableError);
        }
        expect(() => seal.open(to, sealed)).toThrow(UnreadableError);
      }),
      { numRuns: 1000 },
    );
  });

  test('in a place whose parts are only joined otherwise', () => {
    const sealed = seal.close({ collection: 'ab', id: 'c', field: '","d' }, 'x');
    for (const [collection, id, field] of [
      ['a', 'bc', '","d'],
      ['ab', 'c","', 'd'],
      ['ab","c', '', 'd'],
    ] as const) {
      expect(() => seal.open({ collection, id, field }, sealed)).toThrow(UnreadableError);
    }
  });

  test('and its error says why, under a name of its own', () => {
    const moved = thrownBy(() => seal.open({ ...here, id: '2' }, seal.close(here, 'Ada')));
    expect(moved).toMatchObject({
      name: 'UnreadableError',
      message: 'It was changed, or moved here from somewhere else.',
      cause: expect.any(Error),
    });
    const cut = thrownBy(() => seal.open(here, seal.close(here, 'Ada').slice(0, 30)));
    expect(cut).toMatchObject({
      name: 'UnreadableError',
      message: 'It was changed: it no longer has the form of a sealed text.',
    });
  });

  test('plain text that stands where sealed text should', () => {
    fc.assert(
      fc.property(text, plain => {
        expect(() => seal.open(here, plain)).toThrow(UnreadableError);
      }),
    );
  });
});

describe('keys', () => {
  test('an old key still opens after a rotation, and is told to be old', () => {
    fc.assert(
      fc.property(place, text, (where, plain) => {
        const before = seal.close(where, plain);
        expect(rotated.open(where, before)).toBe(plain);
        expect(rotated.isOld(before)).toBe(true);
        const after = rotated.close(where, plain);
        expect(rotated.isOld(after)).toBe(false);
        expect(createSeal([newKey]).open(where, after)).toBe(plain);
      }),
    );
  });

  test('what is not sealed at all counts as old, so that a reseal meets it', () => {
    expect(rotated.isOld('plain')).toBe(true);
    expect(rotated.isOld('')).toBe(true);
  });

  test('a key that is gone is said to be missing, and no secret is said with it', () => {
    fc.assert(
      fc.property(own, fc.uint8Array({ minLength: 32, maxLength: 32 }), (plain, bytes) => {
        const sealed = createSeal([bytes]).close(here, plain);
        const error = thrownBy(() => seal.open(here, sealed));
        expect(error).toBeInstanceOf(UnreadableError);
        const said = inspect(error);
        expect(said).toMatch(/The key it was closed with \([\w-]{6}\) is missing\./);
        for (const form of ['base64', 'base64url', 'hex'] as const) {
          expect(said).not.toContain(Buffer.from(bytes).toString(form).slice(0, 40));
        }
        expect(said).not.toContain(plain);
      }),
    );
  });

  test('another key under the same name does not open it', () => {
    const sealed = seal.close(here, 'Ada');
    const other = rotated.close(here, 'Bo');
    const swapped = sealed.split('.').with(1, other.split('.')[1] ?? '');
    expect(() => rotated.open(here, swapped.join('.'))).toThrow(UnreadableError);
  });

  test('no error says what was sealed', () => {
    const sealed = seal.close(here, 'a very private sentence');
    const error = thrownBy(() => seal.open({ ...here, id: '2' }, sealed));
    expect(inspect(error)).not.toContain('private');
    expect(inspect(error)).not.toContain(here.id);
  });

  test('are neither printed with the seal nor taken from a buffer that changes later', () => {
    const key = randomBytes(32);
    const made = createSeal([key]);
    expect(inspect(made, { depth: 9, showHidden: true })).not.toContain(key.toString('hex', 0, 8));
    const sealed = made.close(here, 'Ada');
    key.fill(0);
    expect(made.open(here, sealed)).toBe('Ada');
  });

  test.each([
    ['none', [], 'Expected at least one key, got none.'],
    ['a short one', [Buffer.alloc(31)], 'Expected keys of 32 bytes, got one of 31.'],
    ['a long one among good ones', [newKey, Buffer.alloc(33)], 'Expected keys of 32 bytes, got one of 33.'],
    ['one that comes twice', [newKey, oldKey, newKey], 'Expected every key once, got one of them twice.'],
  ])('are refused: %s', (_, keys, message) => {
    expect(() => createSeal(keys)).toThrow(new RangeError(message));
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Expected an error, got none.');
}

/** Closed on 2026-11-22 with the key of thirty-two ones. */
const earlier = 's1.cs1uhA.l8Qa0nyVzhoshZC8oQfuiF1OVADarCxwVyjK3lZeTWAqJmkpP1LECg';
