import fc from 'fast-check';

/** Texts that were made to do harm, by what they try. */
export const nastyTexts: readonly string[] = [
  // Mentions, and marks that would hide or fake something.
  '@everyone',
  '\\@everyone',
  '\\\\@here and more',
  'a@everyone\n@here\r\n@everyone',
  '<@200000000000000001> <@!200000000000000002> <@&400000000000000001> <#300000000000000009>',
  '</help-now:700000000000000001> <id:home> <a:wave:500000000000000001> <t:0:R>',
  '[Get help now](https://evil.example/)',
  '[Get help now](<https://evil.example/>)',
  '\\[x](https://evil.example/) [y]\n(https://evil.example/)',
  '# Steady says\n-# small\n> quoted\n>>> all of it\n1. one\n- list\n```js\ncode```\n||hidden||',
  '`'.repeat(40),
  '\\'.repeat(41),
  '*_~|<>[]()@#+-'.repeat(12),
  // Letters that are not what they look like, or are none.
  '\u202Eenoyreve@\u202C',
  '@\u200Beveryone @\u2060here <@\u200D200000000000000001>',
  '\u2066\u2067\u2068 مرحبا שלום \u2069',
  '\u200B\u200C\u200D\u2060\uFEFF',
  '\uD800',
  'a\uDC00b\uD83D',
  '😀👩‍👩‍👧‍👦🏳️‍🌈𝕊𝕥𝕖𝕒𝕕𝕪',
  `e${'\u0301'.repeat(200)}`,
  'ﷺ'.repeat(30),
  '\u0000\u0001\u001B[31m\u007F\u0085',
  '\u2028\u2029\t\r',
  ' ',
  '\n\n\n\n\n',
  // What is read by programs.
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '%',
  '%E0%A4%A',
  '%3A%2F..%2F..%2Fetc%2Fpasswd',
  '../../../../etc/passwd',
  "'; DROP TABLE people; --",
  '$ {7*7} #{7*7} {{7*7}} {words} {0}',
  '<script>alert(1)</script>',
  '<svg onload=alert(1)>&lt;',
  'a:b:c::d',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x10',
  '99999999999999999999999999',
  '-99999999999999999999999999',
  '9'.repeat(90),
  '(a+)+$',
  `${'a'.repeat(50)}!`,
  'help',
  // Length.
  '@\n'.repeat(500),
  '1.\n'.repeat(333),
  'x'.repeat(100),
  'x'.repeat(101),
  'y '.repeat(150),
  '漢'.repeat(300),
  '😀'.repeat(1_000),
  '@everyone '.repeat(400),
  'z'.repeat(4_000),
  'word '.repeat(1_200),
];

const piece = fc.oneof(
  fc.constantFrom(...nastyTexts.filter(text => text.length < 80)),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map(units => String.fromCharCode(...units)),
  fc.constantFrom('I jump when a door shuts', 'tired', 'Berlin', '8:30', ' ', ':', '\n'),
);

/** Any text, pieces of the nasty ones within it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { minLength: 1, maxLength: 5 }).map(pieces => pieces.join('')) },
  { weight: 2, arbitrary: fc.constantFrom(...nastyTexts) },
);

/** Values of no kind that is expected anywhere, by name. */
export const wrongValues: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '__proto__',
  '-1',
  [],
  [null],
  [[[]]],
  {},
  { length: -1 },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  'x'.repeat(20_000),
];

/** How often a property is tried, and from which seed: both can be set, and a failure prints its seed. */
export const runs = (usual: number): { numRuns: number; seed: number } => ({
  numRuns: Math.max(1, Math.round(usual * Number(process.env.HOSTILE_RUNS ?? 1))),
  seed: Number(process.env.HOSTILE_SEED ?? 20_261_122),
});
