import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm } from '../errors.ts';
import { readBody } from './body.ts';
import { limitFlaws } from './command-limits.ts';

const locales: readonly string[] = Object.values(Locale);
const translated = (schema: z.ZodType<string>) =>
  z
    .record(z.string(), schema)
    .refine(texts => Object.keys(texts).every(key => locales.includes(key)), {
      error: "expected only Discord's locale codes as keys",
      params: { code: 'APPLICATION_COMMAND_INVALID_LOCALE' },
    })
    .nullish();

const slashName = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'expected letters, digits, dashes and underscores')
  .refine(name => name === name.toLowerCase(), { error: 'expected lower case' });
const description = z.string().min(1).max(100);

const named = {
  name: slashName,
  name_localizations: translated(slashName),
  description,
  description_localizations: translated(description),
};
const required = z.boolean().nullish();
const autocomplete = z.boolean().nullish();
const choicesOf = <T extends z.ZodType<string | number>>(value: T) =>
  z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: translated(z.string().min(1).max(100)),
        value,
      }),
    )
    .max(25)
    .nullish();

const textOption = z.strictObject({
  ...named,
  type: z.literal(3),
  required,
  autocomplete,
  choices: choicesOf(z.string().max(100)),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
});
const numeric = {
  ...named,
  required,
  autocomplete,
  choices: choicesOf(z.number()),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
};
const integerOption = z.strictObject({ ...numeric, type: z.literal(4) });
const numberOption = z.strictObject({ ...numeric, type: z.literal(10) });
const booleanOption = z.strictObject({ ...named, type: z.literal(5), required });
const channelOption = z.strictObject({
  ...named,
  type: z.literal(7),
  required,
  channel_types: z.array(z.int()).nullish(),
});

const valueOption = z.discriminatedUnion(
  'type',
  [textOption, integerOption, numberOption, booleanOption, channelOption],
  { error: 'expected option type 3, 4, 5, 7 or 10' },
);
const subcommand = z.strictObject({
  ...named,
  type: z.literal(1),
  options: z.array(valueOption).max(25).superRefine(wellOrdered).nullish(),
});
const options = z
  .array(
    z.discriminatedUnion(
      'type',
      [subcommand, textOption, integerOption, numberOption, booleanOption, channelOption],
      {
        error: 'expected a subcommand (1) or option type 3, 4, 5, 7 or 10',
      },
    ),
  )
  .max(25)
  .superRefine(wellOrdered);

const where = {
  contexts: z
    .array(z.union([z.literal(0), z.literal(1), z.literal(2)]))
    .min(1)
    .nullish(),
  integration_types: z
    .array(z.union([z.literal(0), z.literal(1)]))
    .min(1)
    .nullish(),
  default_member_permissions: z.string().regex(/^\d+$/, 'expected a number in a string').nullish(),
  nsfw: z.boolean().nullish(),
  id: z.string().optional(),
};
const slashCommand = z.strictObject({ ...named, ...where, type: z.literal(1), options: options.nullish() });
const menuName = z.string().min(1).max(32);
const menuCommand = z.strictObject({
  ...where,
  name: menuName,
  name_localizations: translated(menuName),
  type: z.literal(3),
});

const commands = z
  .array(
    z.discriminatedUnion('type', [slashCommand, menuCommand], {
      error: 'expected a slash command (1 or none) or a message command (3)',
    }),
  )
  .max(110);

export type CheckedCommand = z.infer<typeof commands>[number];
export type CheckedOption = z.infer<typeof options>[number];

/** Checks all definitions of a bulk overwrite against what the application has. Throws ApiError naming every flaw. */
export function checkCommands(body: unknown, installable: readonly string[]): CheckedCommand[] {
  const read = readBody(commands, Array.isArray(body) ? body.map(withType) : body);
  const flaws = limitFlaws(read, installable);
  if (flaws.length > 0) throw invalidForm(flaws);
  return read;
}

function withType(definition: unknown): unknown {
  return typeof definition === 'object' && definition !== null ? { type: 1, ...definition } : definition;
}

interface Ordered {
  name: string;
  type: number;
  required?: boolean | null | undefined;
  autocomplete?: boolean | null | undefined;
  choices?: readonly unknown[] | null | undefined;
}

/** Names stand once, required options first, subcommands alone, and no option has both choices and autocomplete. */
function wellOrdered(list: readonly Ordered[], context: z.core.$RefinementCtx<readonly Ordered[]>): void {
  const wrong = (index: number, message: string, code: string) =>
    context.addIssue({ code: 'custom', path: [index], message, params: { code }, input: list });
  list.forEach((option, index) => {
    if (list.findIndex(one => one.name === option.name) !== index)
      wrong(
        index,
        `expected each option name once; "${option.name}" came again`,
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      );
    if (option.required && list.slice(0, index).some(one => !one.required))
      wrong(index, 'expected required options first', 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID');
    if ((option.type === 1) !== (list[0]?.type === 1))
      wrong(
        index,
        'expected either subcommands or other options, not both',
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      );
    if (option.autocomplete && option.choices?.length)
      wrong(
        index,
        'expected choices or autocomplete, not both',
        'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
      );
  });
}
