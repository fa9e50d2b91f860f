import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { anyText, nastyTexts, runs } from './corpus.ts';
import { formsOf, type OpenedForm, type Typable, typables } from './doors.ts';
import { expectKind } from './kind.ts';
import { type Asker, commandOf, formOf, menuOf, type Raw, typingOf } from './raw.ts';
import { openTarget, type Target } from './target.ts';

const discordTypes = { text: 3, choice: 3, whole: 4, flag: 5, channel: 7 } as const;

let target: Target;
let ada: Asker;
let forms: OpenedForm[];
beforeAll(async () => {
  target = await openTarget();
  ada = { id: target.idOf('Ada'), manages: true };
  forms = await formsOf(target, ada);
}, 60_000);

/** Every way to send one text in: as an option, while typing it, in a field of a form, on a message. */
function* everywhere(text: string): Iterable<Raw> {
  for (const { command, subcommand, options } of typables(target)) {
    for (const [name, option] of textOptions(options)) {
      yield commandOf(
        ada,
        command.name,
        [...required(options, name), { name, type: 3, value: text }],
        subcommand,
      );
      if (option.complete)
        yield typingOf(ada, command.name, [{ name, type: 3, value: text, focused: true }], subcommand);
    }
  }
  for (const { to, fields } of forms) yield formOf(ada, to, filled(fields, text), text);
  for (const command of target.registry.values())
    if (command.message) yield menuOf(ada, command.message.name, text, target.idOf('Bo'));
}

describe('a text that was made to do harm', () => {
  test.each(nastyTexts.map((text, at) => [`${at}: ${JSON.stringify(text).slice(0, 40)}`, text]))(
    'is answered kindly wherever it can be typed: %s',
    async (_, text) => {
      for (const raw of everywhere(text)) expectKind(await target.take(raw), raw);
    },
  );

  test('is looked for in every option, form and menu there is', () => {
    expect([...everywhere('x')].length).toBeGreaterThan(25);
    const texts = typables(target).flatMap(({ options }) => textOptions(options));
    expect(texts.length).toBeGreaterThan(8);
    expect(forms.filter(({ fields }) => Object.values(fields).includes('text')).length).toBeGreaterThan(5);
  });

  test('is answered kindly, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.nat(), async (text, pick) => {
        const ways = [...everywhere(text)];
        const raw = ways[pick % ways.length] as Raw;
        expectKind(await target.take(raw), raw);
      }),
      runs(120),
    );
  });

  test('is answered kindly where it is written in the DM', () => {
    const caller = {
      id: '',
      locale: 'en-US',
      place: 'own-dm',
      channel: '1',
      managesServer: false,
      mayWrite: true,
    } as const;
    for (const [at, text] of nastyTexts.entries()) {
      const before = target.lines.length;
      target.router.words({ ...caller, id: `20000000000000${at}` }, text);
      expect(target.lines.slice(before)).toEqual([]);
    }
  });
});

describe('what comes in place of a choice', () => {
  const wrong = [
    '',
    '__proto__',
    '@everyone',
    '99999999999999999999',
    '<@200000000000000001>',
    'x'.repeat(5_000),
    'DE\n',
  ];

  test.each(wrong)('is answered kindly in every menu of every form: %j', async value => {
    for (const { to, fields } of forms) {
      for (const values of [
        [],
        [value],
        [value, value],
        Array.from({ length: 300 }, (_, at) => `${value}${at}`),
      ]) {
        const chosen = Object.fromEntries(
          Object.entries(fields).map(([name, kind]) => [name, kind === 'text' ? 'a song' : values]),
        );
        const raw = formOf(ada, to, chosen);
        expectKind(await target.take(raw), raw, { forged: true });
      }
    }
  });

  test('is answered kindly where a form comes without its fields, or with those of another', async () => {
    for (const { to } of forms) {
      for (const { fields } of [{ fields: {} }, ...forms]) {
        const raw = formOf(ada, to, filled(fields, 'a song came on'));
        expectKind(await target.take(raw), raw, { forged: true });
      }
    }
  });

  test('is answered kindly in every option, of whatever kind it is', async () => {
    const values = ['', '@everyone', 'x'.repeat(5_000), -1, 0.5, 1e308, true, null, [], {}];
    for (const { command, subcommand, options } of typables(target)) {
      for (const name of [...Object.keys(options), '__proto__', 'constructor', 'never-heard-of']) {
        for (const value of values) {
          const raw = commandOf(
            ada,
            command.name,
            [...required(options, name), { name, type: 3, value }],
            subcommand,
          );
          expectKind(await target.take(raw), raw, { forged: true });
        }
      }
      const bare = commandOf(ada, command.name, [], subcommand);
      expectKind(await target.take(bare), bare);
    }
  });
});

const textOptions = (options: Typable['options']) =>
  Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'text' ? [[name, option] as const] : [],
  );

/** The other options that must be there, with something in them. */
const required = (options: Typable['options'], but: string): Raw[] =>
  Object.entries(options).flatMap(([name, { required, kind }]) =>
    required && name !== but ? [{ name, type: discordTypes[kind], value: usual[kind] }] : [],
  );
const usual = { text: '9', choice: 'on', whole: 1, flag: true, channel: '300000000000000001' };

const filled = (fields: OpenedForm['fields'], text: string) =>
  Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, kind === 'text' ? text : ['x']]));
